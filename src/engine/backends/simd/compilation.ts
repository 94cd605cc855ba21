import type { Network, PlannedLayer, TensorSlot } from '../../../core/networks/network.ts'
import { kindRelu, opActivateGradient, statisticsArrays } from '../../../kernels/operations.ts'
import { elementBytes, type Layout, type Tensor } from './layout.ts'
import { type Operation, type ProgramWriter, perTile } from './programWriter.ts'

/**
 * What a program is for: `train` keeps all values and goes backward, `statistics` runs a batch as far as its last batch
 * norm and adds up what batch norm sees, `evaluate` reads running statistics.
 */
export type ProgramMode = 'train' | 'statistics' | 'evaluate'

/** Where one point's flat vectors lie. */
export interface VectorAddresses {
  readonly weights: number
  readonly gradients: number
  /** Running means and variances. */
  readonly buffers: number
}

/** Sums of one batch norm's recomputed statistics, float64. */
export interface StatisticSums {
  readonly mean: number
  readonly variance: number
}

/** A gradient on its way back; `masked` when a fused ReLU has been accounted for. */
export interface Gradient {
  readonly tensor: Tensor
  readonly masked: boolean
}

/** A compiled stretch of layers: what it puts out, and how its gradient is written when training. */
export interface Block {
  readonly output: Tensor
  /** Emits the way back; undefined where nothing before needs a gradient. */
  backward(gradient: Gradient): Gradient | undefined
}

/** All that the compiling of one program shares. */
export class Compilation {
  readonly mode: ProgramMode
  readonly layout: Layout
  /** Tiles that one run may have. */
  readonly tiles: number
  readonly addresses: VectorAddresses
  readonly writer: ProgramWriter
  /** Operations that turn running statistics into factors and folded weights, once a point. */
  readonly prepare: ProgramWriter
  /** Operations that move the running statistics after a step. */
  readonly closing: Operation[] = []
  readonly sums: Map<string, StatisticSums>
  readonly sharedPath: string | undefined
  private normsLeft: number
  private dropouts = 0

  constructor(options: {
    readonly mode: ProgramMode
    readonly network: Network
    readonly layout: Layout
    readonly tiles: number
    readonly addresses: VectorAddresses
    readonly writer: ProgramWriter
    readonly prepare: ProgramWriter
    /** Present when statistics are recomputed. */
    readonly sums?: Map<string, StatisticSums>
    /** The layer whose products with the basis are shared by all points. */
    readonly sharedPath?: string | undefined
  }) {
    this.mode = options.mode
    this.layout = options.layout
    this.tiles = options.tiles
    this.addresses = options.addresses
    this.writer = options.writer
    this.prepare = options.prepare
    this.sums = options.sums ?? new Map()
    this.sharedPath = options.sharedPath
    this.normsLeft = options.network.buffers.length / 2
  }

  /** Adds an operation, unless this is a statistics program that has passed its last batch norm. */
  emit(operation: Operation): void {
    if (this.mode !== 'statistics' || this.normsLeft > 0) this.writer.emit(operation)
  }

  /** Tells that a batch norm's statistics are taken. */
  countNorm(): void {
    this.normsLeft--
  }

  /** Number of this dropout layer in order of execution. */
  nextDropout(): number {
    return this.dropouts++
  }

  tensor(elements: number, traits: { trained: boolean; clamped: boolean }): Tensor {
    return this.layout.tensor(elements, this.tiles, traits)
  }

  release(tensor: Tensor): void {
    this.layout.release(tensor, this.tiles)
  }

  weightAddress(slot: TensorSlot): number {
    return this.addresses.weights + 4 * slot.offset
  }

  gradientAddress(slot: TensorSlot): number {
    return this.addresses.gradients + 4 * slot.offset
  }

  bufferAddress(slot: TensorSlot): number {
    return this.addresses.buffers + 4 * slot.offset
  }

  /** The sums of a batch norm's recomputed statistics, made on first use. */
  statisticSums(path: string, channels: number): StatisticSums {
    const known = this.sums.get(path)
    if (known) return known
    const sums = { mean: this.layout.take(8 * channels), variance: this.layout.take(8 * channels) }
    this.sums.set(path, sums)
    return sums
  }

  /** A block of batch statistics. */
  statistics(channels: number): number {
    return this.layout.take(4 * statisticsArrays * channels)
  }

  /** The gradient in what a block put out before its fused ReLU. */
  unmask(gradient: Gradient, output: Tensor): Tensor {
    const { tensor } = gradient
    if (output.clamped && !gradient.masked) {
      this.emit({
        code: opActivateGradient,
        units: perTile,
        flops: elementwiseFlops(tensor.elements),
        words: [output, tensor, tensor, tensor.elements, kindRelu],
      })
    }
    return tensor
  }
}

/** Product of a shape. */
export function countElements(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1)
}

/** What a pass over a tile of so many elements costs, in the time of multiply-adds. */
export function elementwiseFlops(elements: number, weight = 1): number {
  return elements * elementBytes * weight
}

/** The two tensors of a layer that has both a weight and perhaps a bias. */
export function weightAndBias(planned: PlannedLayer): { weight: TensorSlot; bias: TensorSlot | undefined } {
  const [weight, bias] = planned.parameters
  if (!weight) throw new RangeError(`layer ${planned.path} has no weight`)
  return { weight, bias }
}
