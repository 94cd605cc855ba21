import type { Conv2dLayer } from '../../../core/networks/architecture.ts'
import type { PlannedLayer } from '../../../core/networks/network.ts'
import {
  epilogueMask,
  epilogueNone,
  epilogueRelu,
  opConvolve,
  opConvolveGradient,
  opDense,
  opDenseGradient,
} from '../../../kernels/operations.ts'
import { type Block, type Compilation, countElements, weightAndBias } from './compilation.ts'
import { type ConvolutionShape, placeBackwardTable, placeForwardTable } from './convolutionTable.ts'
import { elementBytes, type Tensor } from './layout.ts'
import { type Operation, perTile } from './programWriter.ts'

/** Where a linear map reads and writes; `bias` 0 is none. */
export interface MapAddresses {
  readonly input: Tensor
  readonly output: Tensor
  readonly weights: number
  readonly bias: number
  readonly clamped: boolean
  /** The output is relative to the shared products. */
  readonly shared?: boolean
}

/** Whether a layer multiplies by a weight tensor. */
export function isLinearMap({ layer }: PlannedLayer): boolean {
  return layer.type === 'linear' || layer.type === 'conv2d'
}

/** Numbers that feed one output of a linear map. */
export function fanInOf(planned: PlannedLayer): number {
  return weightAndBias(planned).weight.fanIn
}

/** The operation that computes a linear or convolution layer. */
export function mapOperation(compilation: Compilation, planned: PlannedLayer, at: MapAddresses): Operation {
  const epilogue = at.clamped ? epilogueRelu : epilogueNone
  const shared = at.shared ? 1 : 0
  if (planned.layer.type !== 'conv2d') {
    const rows = countElements(planned.outShape)
    const taps = countElements(planned.inShape)
    const words = [at.input, at.output, at.weights, at.bias, rows, taps, 4 * taps, 4, epilogue, 0, shared]
    return { code: opDense, units: perTile, flops: rows * taps * 32, words }
  }
  const { shape, groups } = convolutionOf(planned, planned.layer)
  const rowFloats = shape.channels * shape.kernel ** 2
  const table = placeForwardTable(compilation.layout, shape)
  const pixels = shape.outHeight * shape.outWidth
  const xGroup = shape.channels * shape.height * shape.width * elementBytes
  const wGroup = shape.rows * rowFloats * 4
  const words = [at.input, at.output, at.weights, at.bias, shape.rows, groups, 4 * rowFloats, table]
  return {
    code: opConvolve,
    ...unitsOfTile(groups * shape.rows * pixels * rowFloats * 32),
    words: [...words, epilogue, 0, pixels, xGroup, wGroup, shared],
  }
}

/** How a linear or convolution layer is computed: with its ReLU when `clamped`, with other weights where they are given. */
export interface MapOptions {
  readonly clamped: boolean
  readonly weights?: number
  readonly bias?: number
}

/** Emits the forward pass of a linear or convolution layer; answers its output. */
export function emitLinearMap(
  compilation: Compilation,
  planned: PlannedLayer,
  input: Tensor,
  options: MapOptions,
): Tensor {
  const { weight, bias } = weightAndBias(planned)
  const { clamped } = options
  const output = compilation.tensor(countElements(planned.outShape), { trained: true, clamped })
  const weights = options.weights ?? compilation.weightAddress(weight)
  const biasAddress = options.bias ?? (bias ? compilation.weightAddress(bias) : 0)
  const at = { input, output, weights, bias: biasAddress, clamped }
  compilation.emit(mapOperation(compilation, planned, at))
  return output
}

/** Compiles a linear or convolution layer, with its ReLU when `clamped`. */
export function compileLinearMap(
  compilation: Compilation,
  planned: PlannedLayer,
  input: Tensor,
  options: MapOptions,
): Block {
  const output = emitLinearMap(compilation, planned, input, options)
  const weights = options.weights ?? compilation.weightAddress(weightAndBias(planned).weight)
  return {
    output,
    backward(gradient) {
      const arrived = compilation.unmask(gradient, output)
      compilation.emit(weightGradientOperation(compilation, planned, { input, gradient: arrived }))
      if (!input.trained) {
        compilation.release(arrived)
        return undefined
      }
      const back = compilation.tensor(input.elements, { trained: true, clamped: false })
      const way = { input, gradient: arrived, back, weights }
      compilation.emit(inputGradientOperation(compilation, planned, way))
      compilation.release(arrived)
      return { tensor: back, masked: input.clamped }
    },
  }
}

/** The operation that computes the gradient of a map's weights and bias. */
export function weightGradientOperation(
  compilation: Compilation,
  planned: PlannedLayer,
  at: { readonly input: Tensor; readonly gradient: Tensor },
): Operation {
  const { weight, bias } = weightAndBias(planned)
  const targets = [compilation.gradientAddress(weight), bias ? compilation.gradientAddress(bias) : 0]
  const tiles = compilation.tiles
  if (planned.layer.type !== 'conv2d') {
    const rows = countElements(planned.outShape)
    const taps = countElements(planned.inShape)
    return {
      code: opDenseGradient,
      units: Math.ceil(rows / 4),
      flops: 4 * taps * tiles * 32,
      words: [at.input, at.gradient, ...targets, rows, taps],
    }
  }
  const { shape, groups } = convolutionOf(planned, planned.layer)
  const { height, width, outHeight, outWidth, kernel, stride, padding, dilation } = shape
  const sizes = [height, width, outHeight, outWidth, kernel, stride, padding, dilation]
  return {
    code: opConvolveGradient,
    units: groups * Math.ceil(shape.rows / 4),
    flops: 4 * shape.channels * kernel ** 2 * outHeight * outWidth * tiles * 32,
    words: [at.input, at.gradient, ...targets, shape.rows, groups, shape.channels, ...sizes],
  }
}

/** The operation that carries a gradient back through a map's weights. */
export function inputGradientOperation(
  compilation: Compilation,
  planned: PlannedLayer,
  at: { readonly input: Tensor; readonly gradient: Tensor; readonly back: Tensor; readonly weights: number },
): Operation {
  const epilogue = at.input.clamped ? epilogueMask : epilogueNone
  const mask = at.input.address
  const head = [at.gradient, at.back, at.weights, 0]
  if (planned.layer.type !== 'conv2d') {
    const rows = countElements(planned.inShape)
    const taps = countElements(planned.outShape)
    const words = [...head, rows, taps, 4, 4 * rows, epilogue, mask, 0]
    return { code: opDense, units: perTile, flops: rows * taps * 32, words }
  }
  const { shape, groups } = convolutionOf(planned, planned.layer)
  const taps = shape.kernel ** 2
  const table = placeBackwardTable(compilation.layout, shape)
  const pixels = shape.height * shape.width
  const outPixels = shape.outHeight * shape.outWidth
  const gradientGroup = shape.rows * outPixels * elementBytes
  const weightGroup = shape.rows * shape.channels * taps * 4
  const words = [...head, shape.channels, groups, 4 * taps, table, epilogue, mask, pixels]
  return {
    code: opConvolve,
    ...unitsOfTile(groups * shape.rows * outPixels * shape.channels * taps * 32),
    words: [...words, gradientGroup, weightGroup, 0],
  }
}

/** Operations of one unit at most, some milliseconds' worth, so that a program can pause within a heavy tile. */
const mostUnitFlops = 1e8

function unitsOfTile(flops: number): { readonly units: number; readonly flops: number } {
  const parts = Math.ceil(flops / mostUnitFlops)
  return { units: -parts, flops: flops / parts }
}

function convolutionOf(
  planned: PlannedLayer,
  layer: Conv2dLayer,
): { readonly shape: ConvolutionShape; readonly groups: number } {
  const [channels = 1, height = 1, width = 1] = planned.inShape
  const [out = 1, outHeight = 1, outWidth = 1] = planned.outShape
  const groups = layer.groups ?? 1
  const shape = {
    height,
    width,
    outHeight,
    outWidth,
    kernel: layer.kernel,
    stride: layer.stride ?? 1,
    padding: layer.padding ?? 0,
    dilation: layer.dilation ?? 1,
    channels: channels / groups,
    rows: out / groups,
  }
  return { shape, groups }
}
