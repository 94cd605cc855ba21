import type { ActivationLayer } from '../../../core/networks/architecture.ts'
import type { PlannedLayer } from '../../../core/networks/network.ts'
import {
  epilogueNone,
  kindLeakyRelu,
  kindRelu,
  kindSigmoid,
  kindTanh,
  opActivate,
  opActivateCurvature,
  opActivateGradient,
  opAffine,
  opAveragePool,
  opAveragePoolGradient,
  opBatchNormGradient,
  opMaxPool,
  opMaxPoolGradient,
  opMaxPoolTangent,
  opNormalizer,
  statisticsArrays,
} from '../../../kernels/operations.ts'
import { type Norm, normOf } from './batchNorms.ts'
import { countElements, elementwiseFlops, weightAndBias } from './compilation.ts'
import { addTensors, type Dual, type DualBlock, type DualCompilation, newTensor } from './dualBlocks.ts'
import type { Tensor } from './layout.ts'
import { inputGradientOperation, mapOperation, weightGradientOperation } from './linearMaps.ts'
import { activationOf, poolSizes } from './plainLayers.ts'
import { floatBits, perTile } from './programWriter.ts'

/** y = W·x + b moves by W·ẋ + Ẇ·x + ḃ. */
export function compileDualMap(c: DualCompilation, planned: PlannedLayer, input: Dual): DualBlock {
  const { weight, bias } = weightAndBias(planned)
  const { main, along } = c
  const elements = countElements(planned.outShape)
  const apply = (x: Tensor, weights: number, biasAddress: number) => {
    const output = newTensor(c, elements)
    main.emit(mapOperation(main, planned, { input: x, output, weights, bias: biasAddress, clamped: false }))
    return output
  }
  const [weights, moves] = [main.weightAddress(weight), along.weightAddress(weight)]
  const value = apply(input.value, weights, bias ? main.weightAddress(bias) : 0)
  const ofWeights = apply(input.value, moves, bias ? along.weightAddress(bias) : 0)
  const ofInput = input.tangent ? apply(input.tangent, weights, 0) : undefined
  return {
    output: { value, tangent: addTensors(c, ofWeights, ofInput) },
    backward({ gradient, tangent }) {
      main.emit(weightGradientOperation(main, planned, { input: input.value, gradient: tangent }))
      if (!input.tangent) return undefined
      // The bias does not meet ẋ.
      const weightAlone = { ...planned, parameters: [weight] }
      along.emit(weightGradientOperation(along, weightAlone, { input: input.tangent, gradient }))
      const back = (arrived: Tensor, by: number) => {
        const result = newTensor(c, input.value.elements)
        const way = { input: input.value, gradient: arrived, back: result, weights: by }
        main.emit(inputGradientOperation(main, planned, way))
        return result
      }
      const second = addTensors(c, back(tangent, weights), back(gradient, moves))
      return { gradient: back(gradient, weights), tangent: second }
    },
  }
}

/** y = f(x) moves by f′·ẋ, and its gradient f′·g by f′·ġ + f″·ẋ·g. */
export function compileDualActivation(c: DualCompilation, layer: ActivationLayer, input: Dual): DualBlock {
  const { main } = c
  const { kind, slope, cost } = activationOf(layer)
  const { elements } = input.value
  const flops = elementwiseFlops(elements, cost)
  const value = newTensor(c, elements)
  const words = [input.value, value, elements, kind, floatBits(slope)]
  main.emit({ code: opActivate, units: perTile, flops, words })
  const saved = kind === kindTanh || kind === kindSigmoid ? value : input.value
  const timesSlope = (x: Tensor) => {
    const result = newTensor(c, elements)
    const factors = [saved, x, result, elements, kind, floatBits(slope)]
    main.emit({ code: opActivateGradient, units: perTile, flops, words: factors })
    return result
  }
  const moved = input.tangent
  return {
    output: moved ? { value, tangent: timesSlope(moved) } : { value },
    backward({ gradient, tangent }) {
      if (!moved) return undefined
      const second = timesSlope(tangent)
      if (kind !== kindRelu && kind !== kindLeakyRelu) {
        const bend = [saved, moved, gradient, second, elements, kind]
        main.emit({ code: opActivateCurvature, units: perTile, flops, words: bend })
      }
      return { gradient: timesSlope(gradient), tangent: second }
    },
  }
}

/** Pooling is linear where the largest input of a window stays the largest. */
export function compileDualPool(c: DualCompilation, planned: PlannedLayer, input: Dual): DualBlock {
  const { main } = c
  const largest = planned.layer.type === 'maxpool'
  const sizes = poolSizes(planned)
  const elements = countElements(planned.outShape)
  const flops = elementwiseFlops(input.value.elements)
  const emit = (code: number, words: readonly (number | Tensor)[], target: Tensor) => {
    main.emit({ code, units: perTile, flops: 2 * flops, words })
    return target
  }
  const value = newTensor(c, elements)
  const head = [input.value, value, ...sizes]
  emit(largest ? opMaxPool : opAveragePool, head, value)
  const pooled = (moved: Tensor) => {
    const tangent = newTensor(c, elements)
    return largest
      ? emit(opMaxPoolTangent, [...head, moved, tangent], tangent)
      : emit(opAveragePool, [moved, tangent, ...sizes], tangent)
  }
  return {
    output: input.tangent ? { value, tangent: pooled(input.tangent) } : { value },
    backward({ gradient, tangent }) {
      if (!input.tangent) return undefined
      const back = (arrived: Tensor) => {
        const result = newTensor(c, input.value.elements)
        return emit(largest ? opMaxPoolGradient : opAveragePoolGradient, [...head, arrived, result], result)
      }
      return { gradient: back(gradient), tangent: back(tangent) }
    },
  }
}

/** Batch norm with frozen statistics, y = γ·(x − μ)/σ + β by channel, moves by γ/σ·ẋ + γ̇·(x − μ)/σ + β̇. */
export function compileDualNorm(c: DualCompilation, planned: PlannedLayer, input: Dual): DualBlock {
  const norm = normOf(planned)
  const [here, moves] = [emitNormalizer(c, norm, c.main), emitNormalizer(c, norm, c.along)]
  const zeros = c.main.layout.place(new Float32Array(norm.channels))
  const scaled = (x: Tensor, factor: number, offset: number) => {
    const result = newTensor(c, x.elements)
    const words = [x, result, norm.channels, norm.pixels, factor, offset, epilogueNone]
    c.main.emit({ code: opAffine, units: perTile, flops: elementwiseFlops(x.elements), words })
    return result
  }
  const value = scaled(input.value, here.factor, here.offset)
  const ofWeights = scaled(input.value, moves.factor, moves.offset)
  const ofInput = input.tangent ? scaled(input.tangent, here.factor, zeros) : undefined
  return {
    output: { value, tangent: addTensors(c, ofWeights, ofInput) },
    backward({ gradient, tangent }) {
      const shift = c.main.gradientAddress(norm.shift)
      emitNormGradient(c, norm, {
        x: input.value,
        dy: tangent,
        scale: c.main.gradientAddress(norm.scale),
        shift,
      })
      if (!input.tangent) return undefined
      const scale = c.along.gradientAddress(norm.scale)
      // ẋ is not centred, and β does not meet it.
      emitNormGradient(c, norm, { x: input.tangent, dy: gradient, scale, centred: true })
      const second = addTensors(c, scaled(tangent, here.factor, zeros), scaled(gradient, moves.factor, zeros))
      return { gradient: scaled(gradient, here.factor, zeros), tangent: second }
    },
  }
}

/** Emits the factor and offset of a batch norm's scale and shift, at the point or along the direction. */
function emitNormalizer(
  { main }: DualCompilation,
  norm: Norm,
  of: DualCompilation['main'],
): { readonly factor: number; readonly offset: number } {
  const factor = main.layout.take(4 * norm.channels)
  const offset = main.layout.take(4 * norm.channels)
  const statistics = [main.bufferAddress(norm.mean), main.bufferAddress(norm.variance)]
  const own = [of.weightAddress(norm.scale), of.weightAddress(norm.shift)]
  const words = [...statistics, ...own, norm.channels, floatBits(norm.eps), factor, offset]
  main.emit({ code: opNormalizer, units: 1, flops: 32 * norm.channels, words })
  return { factor, offset }
}

/** Emits Σ dy·(x − μ)/σ and Σ dy; what the kernel makes of dx in training goes nowhere. */
function emitNormGradient(
  c: DualCompilation,
  norm: Norm,
  at: {
    readonly x: Tensor
    readonly dy: Tensor
    readonly scale: number
    readonly shift?: number
    readonly centred?: boolean
  },
): void {
  const { layout } = c.main
  const statistics = new Float32Array(statisticsArrays * norm.channels)
  for (let channel = 0; channel < norm.channels; channel++) {
    const mean = c.buffers[norm.mean.offset + channel] as number
    const variance = c.buffers[norm.variance.offset + channel] as number
    statistics[channel] = at.centred ? 0 : mean
    statistics[norm.channels + channel] = 1 / Math.sqrt(variance + norm.eps)
  }
  const scratch = newTensor(c, at.x.elements)
  const targets = [at.scale, at.shift ?? layout.take(4 * norm.channels)]
  c.main.emit({
    code: opBatchNormGradient,
    units: norm.channels,
    flops: elementwiseFlops(norm.pixels * c.main.tiles, 3),
    words: [at.x, at.dy, scratch, norm.channels, norm.pixels, layout.place(statistics), ...targets],
  })
}
