import type { BatchNormLayer } from '../../../core/networks/architecture.ts'
import type { Network, PlannedLayer, TensorSlot } from '../../../core/networks/network.ts'
import type { MapPlace, NormPlace } from './steps.ts'

/** PyTorch's default eps of batch norm. */
const defaultEps = 1e-5

/** Padded outputs over outputs that a block size may cost: 17 outputs go in blocks of 4, 32 in blocks of 8. */
const allowedWaste = 1.34

/** A weight matrix `[outputs, taps]` and its place in blocks. */
interface PackedMatrix {
  readonly source: TensorSlot
  readonly place: MapPlace
  readonly outputsPerGroup: number
  readonly taps: number
}

/**
 * Where everything of one point lies in its parameters on the GPU: weight matrices as `[group, block, tap, output]`, so that
 * a thread reads the weights of its outputs as vectors; vectors as they are; at the end the running statistics, flat.
 */
export interface PackLayout {
  /** Elements of one point, a multiple of 4. */
  readonly size: number
  readonly buffers: number
  readonly bufferCount: number
  readonly matrices: readonly PackedMatrix[]
  readonly vectors: readonly { readonly source: TensorSlot; readonly offset: number }[]
  /** By the layer's path. */
  readonly maps: ReadonlyMap<string, MapPlace>
  readonly norms: ReadonlyMap<string, NormPlace>
}

/** Lays out a network's parameters for the GPU. */
export function createPackLayout(network: Network): PackLayout {
  const builder = new LayoutBuilder()
  builder.add(network.layers)
  return builder.finish(network)
}

/** Writes one weight vector, and running statistics where there are some, into `target` (`layout.size` elements, zeros). */
export function packVector(
  layout: PackLayout,
  target: Float32Array,
  from: { readonly weights: Float32Array; readonly buffers?: Float32Array | undefined },
): void {
  for (const matrix of layout.matrices) packMatrix(matrix, from.weights, target)
  for (const { source, offset } of layout.vectors) {
    target.set(from.weights.subarray(source.offset, source.offset + source.size), offset)
  }
  if (from.buffers) target.set(from.buffers, layout.buffers)
}

function packMatrix(matrix: PackedMatrix, weights: Float32Array, target: Float32Array): void {
  const { source, place, outputsPerGroup, taps } = matrix
  const { groups, blocksPerGroup, blockSize } = place
  for (let group = 0; group < groups; group++) {
    for (let output = 0; output < outputsPerGroup; output++) {
      const block = group * blocksPerGroup + Math.floor(output / blockSize)
      let to = place.weight + block * taps * blockSize + (output % blockSize)
      let from = source.offset + (group * outputsPerGroup + output) * taps
      for (let tap = 0; tap < taps; tap++, to += blockSize) target[to] = weights[from++] as number
    }
  }
}

class LayoutBuilder {
  #size = 0
  readonly #matrices: PackedMatrix[] = []
  readonly #vectors: { source: TensorSlot; offset: number }[] = []
  readonly #maps = new Map<string, MapPlace>()
  readonly #norms = new Map<string, { layer: BatchNormLayer; planned: PlannedLayer }>()

  add(layers: readonly PlannedLayer[]): void {
    for (const planned of layers) {
      const { layer, path, body = [], shortcut = [] } = planned
      if (layer.type === 'linear') this.#addMap(planned, 1)
      if (layer.type === 'conv2d') this.#addMap(planned, layer.groups ?? 1)
      if (layer.type === 'batchnorm') {
        for (const slot of planned.parameters) this.#addVector(slot)
        this.#norms.set(path, { layer, planned })
      }
      this.add(body)
      this.add(shortcut)
    }
  }

  finish({ bufferCount }: Network): PackLayout {
    const buffers = this.#take(bufferCount)
    const norms = [...this.#norms].map(([path, { layer, planned }]): [string, NormPlace] => {
      const [scale, shift] = planned.parameters.map((slot) => this.#offsetOf(slot))
      const [mean, variance] = planned.buffers.map((slot) => buffers + slot.offset)
      const eps = layer.eps ?? defaultEps
      return [path, { scale: scale ?? 0, shift: shift ?? 0, mean: mean ?? 0, variance: variance ?? 0, eps }]
    })
    return {
      size: this.#size,
      buffers,
      bufferCount,
      matrices: this.#matrices,
      vectors: this.#vectors,
      maps: this.#maps,
      norms: new Map(norms),
    }
  }

  #addMap({ path, parameters }: PlannedLayer, groups: number): void {
    const [source, bias] = parameters
    const [outputs = 0] = source?.shape ?? []
    if (!source) throw new Error(`no weights: ${path}`)
    const outputsPerGroup = outputs / groups
    const taps = source.size / outputs
    const blockSize = chooseBlockSize(outputsPerGroup)
    const blocksPerGroup = Math.ceil(outputsPerGroup / blockSize)
    const weight = this.#take(groups * blocksPerGroup * blockSize * taps)
    const place: MapPlace = {
      weight,
      blockSize,
      blocksPerGroup,
      groups,
      ...(bias ? { bias: this.#addVector(bias) } : {}),
    }
    this.#matrices.push({ source, place, outputsPerGroup, taps })
    this.#maps.set(path, place)
  }

  #addVector(source: TensorSlot): number {
    const offset = this.#take(source.size)
    this.#vectors.push({ source, offset })
    return offset
  }

  #offsetOf(slot: TensorSlot): number {
    return this.#vectors.find(({ source }) => source === slot)?.offset ?? 0
  }

  #take(count: number): number {
    const offset = this.#size
    this.#size += Math.ceil(count / 4) * 4
    return offset
  }
}

function chooseBlockSize(outputs: number): number {
  const fits = [8, 4, 2].find((size) => Math.ceil(outputs / size) * size <= allowedWaste * outputs)
  return fits ?? 1
}
