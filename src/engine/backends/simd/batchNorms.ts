import type { PlannedLayer, TensorSlot } from '../../../core/networks/network.ts'
import {
  epilogueNone,
  epilogueRelu,
  opAccumulateStatistics,
  opAffine,
  opBatchNormGradient,
  opFinishStatistics,
  opFold,
  opNormalizer,
  opRunningStatistics,
  opStatistics,
} from '../../../kernels/operations.ts'
import {
  type Block,
  type Compilation,
  countElements,
  elementwiseFlops,
  weightAndBias,
} from './compilation.ts'
import type { Tensor } from './layout.ts'
import { floatBits, perTile } from './programWriter.ts'

/** Numbers and tensors of one batch norm. */
export interface Norm {
  readonly path: string
  readonly channels: number
  readonly pixels: number
  readonly scale: TensorSlot
  readonly shift: TensorSlot
  readonly mean: TensorSlot
  readonly variance: TensorSlot
  readonly eps: number
  readonly momentum: number
}

/** Compiles a batch norm that is not folded into the layer before it; `reuse` lets it overwrite its input. */
export function compileBatchNorm(
  compilation: Compilation,
  planned: PlannedLayer,
  input: Tensor,
  options: { readonly clamped: boolean; readonly reuse: boolean },
): Block {
  const norm = normOf(planned)
  if (compilation.mode === 'evaluate') {
    const { factor, offset } = prepareNorm(compilation, norm)
    const output = affineOutput(compilation, input, options)
    emitAffine(compilation, { norm, input, output, factor, offset, clamped: options.clamped })
    return forwardOnly(output)
  }
  const statistics = emitStatistics(compilation, norm, input)
  if (compilation.mode === 'statistics') emitAccumulate(compilation, norm, statistics)
  else compilation.closing.push(runningOperation(compilation, norm, statistics))
  const output = affineOutput(compilation, input, options)
  const [factor, offset] = [statistics + 8 * norm.channels, statistics + 12 * norm.channels]
  emitAffine(compilation, { norm, input, output, factor, offset, clamped: options.clamped })
  return {
    output,
    backward(gradient) {
      const arrived = compilation.unmask(gradient, output)
      emitGradient(compilation, norm, { input, gradient: arrived, statistics })
      if (input.trained) return { tensor: arrived, masked: false }
      compilation.release(arrived)
      return undefined
    },
  }
}

/** Makes an evaluated batch norm part of the linear map before it; answers the folded weights and bias. */
export function foldBatchNorm(
  compilation: Compilation,
  map: PlannedLayer,
  planned: PlannedLayer,
): { weights: number; bias: number } {
  const { factor, offset } = prepareNorm(compilation, normOf(planned))
  const { weight, bias } = weightAndBias(map)
  const rows = weight.shape[0] ?? 1
  const length = weight.size / rows
  const weights = compilation.layout.take(4 * weight.size)
  const folded = compilation.layout.take(4 * rows)
  const from = [compilation.weightAddress(weight), bias ? compilation.weightAddress(bias) : 0]
  compilation.prepare.emit({
    code: opFold,
    units: rows,
    flops: 8 * length,
    words: [...from, rows, length, factor, offset, weights, folded],
  })
  return { weights, bias: folded }
}

/** A block that never goes back. */
export function forwardOnly(output: Tensor): Block {
  return { output, backward: () => undefined }
}

/** What a batch norm consists of. */
export function normOf(planned: PlannedLayer): Norm {
  const { layer } = planned
  const [scale, shift] = planned.parameters
  const [mean, variance] = planned.buffers
  if (layer.type !== 'batchnorm' || !scale || !shift || !mean || !variance) {
    throw new RangeError(`layer ${planned.path} is no batch norm`)
  }
  return {
    path: planned.path,
    channels: scale.size,
    pixels: countElements(planned.inShape) / scale.size,
    scale,
    shift,
    mean,
    variance,
    eps: layer.eps ?? 1e-5,
    momentum: layer.momentum ?? 0.1,
  }
}

// With recomputed statistics their sums become running ones first.
function prepareNorm(compilation: Compilation, norm: Norm): { factor: number; offset: number } {
  const { channels } = norm
  const mean = compilation.bufferAddress(norm.mean)
  const variance = compilation.bufferAddress(norm.variance)
  const sums = compilation.sums.get(norm.path)
  const cost = { units: 1, flops: 32 * channels }
  if (sums) {
    const words = [sums.mean, sums.variance, channels, mean, variance]
    compilation.prepare.emit({ code: opFinishStatistics, ...cost, words })
  }
  const factor = compilation.layout.take(4 * channels)
  const offset = compilation.layout.take(4 * channels)
  const own = [compilation.weightAddress(norm.scale), compilation.weightAddress(norm.shift)]
  const words = [mean, variance, ...own, channels, floatBits(norm.eps), factor, offset]
  compilation.prepare.emit({ code: opNormalizer, ...cost, words })
  return { factor, offset }
}

function affineOutput(
  compilation: Compilation,
  input: Tensor,
  options: { readonly clamped: boolean; readonly reuse: boolean },
): Tensor {
  const traits = { trained: true, clamped: options.clamped }
  return options.reuse ? { ...input, ...traits } : compilation.tensor(input.elements, traits)
}

function emitAffine(
  compilation: Compilation,
  at: { norm: Norm; input: Tensor; output: Tensor; factor: number; offset: number; clamped: boolean },
): void {
  const epilogue = at.clamped ? epilogueRelu : epilogueNone
  compilation.emit({
    code: opAffine,
    units: perTile,
    flops: elementwiseFlops(at.input.elements),
    words: [at.input, at.output, at.norm.channels, at.norm.pixels, at.factor, at.offset, epilogue],
  })
}

function emitStatistics(compilation: Compilation, norm: Norm, input: Tensor): number {
  const statistics = compilation.statistics(norm.channels)
  const own = [compilation.weightAddress(norm.scale), compilation.weightAddress(norm.shift)]
  compilation.emit({
    code: opStatistics,
    units: norm.channels,
    flops: elementwiseFlops(norm.pixels * compilation.tiles, 2),
    words: [input, norm.channels, norm.pixels, statistics, ...own, floatBits(norm.eps)],
  })
  return statistics
}

function emitAccumulate(compilation: Compilation, norm: Norm, statistics: number): void {
  const sums = compilation.statisticSums(norm.path, norm.channels)
  const words = [statistics, norm.channels, sums.mean, sums.variance]
  compilation.emit({ code: opAccumulateStatistics, units: 1, flops: 32 * norm.channels, words })
  compilation.countNorm()
}

function runningOperation(compilation: Compilation, norm: Norm, statistics: number) {
  const running = [compilation.bufferAddress(norm.mean), compilation.bufferAddress(norm.variance)]
  const words = [statistics, norm.channels, ...running, floatBits(norm.momentum)]
  return { code: opRunningStatistics, units: 1, flops: 32 * norm.channels, words }
}

function emitGradient(
  compilation: Compilation,
  norm: Norm,
  at: { readonly input: Tensor; readonly gradient: Tensor; readonly statistics: number },
): void {
  const targets = [compilation.gradientAddress(norm.scale), compilation.gradientAddress(norm.shift)]
  compilation.emit({
    code: opBatchNormGradient,
    units: norm.channels,
    flops: elementwiseFlops(norm.pixels * compilation.tiles, 3),
    words: [at.input, at.gradient, at.gradient, norm.channels, norm.pixels, at.statistics, ...targets],
  })
}
