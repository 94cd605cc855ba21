import type { ActivationLayer, PoolLayer } from '../../../core/networks/architecture.ts'
import type { PlannedLayer } from '../../../core/networks/network.ts'
import {
  kindGelu,
  kindGeluTanh,
  kindLeakyRelu,
  kindRelu,
  kindSigmoid,
  kindSilu,
  kindTanh,
  opActivate,
  opActivateGradient,
  opAveragePool,
  opAveragePoolGradient,
  opDropout,
  opMaxPool,
  opMaxPoolGradient,
} from '../../../kernels/operations.ts'
import { type Block, type Compilation, countElements, elementwiseFlops } from './compilation.ts'
import type { Tensor } from './layout.ts'
import { floatBits, perTile } from './programWriter.ts'

/** Compiles an activation that is not fused; `reuse` lets it overwrite its input. */
export function compileActivation(
  compilation: Compilation,
  layer: ActivationLayer,
  input: Tensor,
  reuse: boolean,
): Block {
  const { kind, slope, cost } = activationOf(layer)
  const traits = { trained: input.trained, clamped: false }
  const output = reuse ? { ...input, ...traits } : compilation.tensor(input.elements, traits)
  const flops = elementwiseFlops(input.elements, cost)
  const words = [input, output, input.elements, kind, floatBits(slope)]
  compilation.emit({ code: opActivate, units: perTile, flops, words })
  return {
    output,
    backward({ tensor }) {
      if (!input.trained) return dropGradient(compilation, tensor)
      const saved = kind === kindTanh || kind === kindSigmoid ? output : input
      const back = [saved, tensor, tensor, input.elements, kind, floatBits(slope)]
      compilation.emit({ code: opActivateGradient, units: perTile, flops, words: back })
      return { tensor, masked: false }
    },
  }
}

/** Compiles max, average and global average pooling. */
export function compilePool(compilation: Compilation, planned: PlannedLayer, input: Tensor): Block {
  const largest = planned.layer.type === 'maxpool'
  const sizes = poolSizes(planned)
  // The largest of values that a ReLU left is itself not below zero, but the mask belongs to the input.
  const output = compilation.tensor(countElements(planned.outShape), {
    trained: input.trained,
    clamped: false,
  })
  const flops = elementwiseFlops(input.elements)
  const words = [input, output, ...sizes]
  compilation.emit({ code: largest ? opMaxPool : opAveragePool, units: perTile, flops, words })
  return {
    output,
    backward({ tensor }) {
      if (!input.trained) return dropGradient(compilation, tensor)
      const back = compilation.tensor(input.elements, { trained: true, clamped: false })
      compilation.emit({
        code: largest ? opMaxPoolGradient : opAveragePoolGradient,
        units: perTile,
        flops: 2 * flops,
        words: [...words, tensor, back],
      })
      compilation.release(tensor)
      return { tensor: back, masked: false }
    },
  }
}

/** Compiles a dropout layer of a training program. */
export function compileDropout(compilation: Compilation, rate: number, input: Tensor): Block {
  const index = compilation.nextDropout()
  const output = compilation.tensor(input.elements, { trained: input.trained, clamped: false })
  const settings = [input.elements, index, Math.ceil(rate * 2 ** 32) | 0, floatBits(1 / (1 - rate))]
  const cost = { code: opDropout, units: perTile, flops: elementwiseFlops(input.elements, 4) }
  compilation.emit({ ...cost, words: [input, output, ...settings] })
  return {
    output,
    backward({ tensor }) {
      if (!input.trained) return dropGradient(compilation, tensor)
      compilation.emit({ ...cost, words: [tensor, tensor, ...settings] })
      return { tensor, masked: false }
    },
  }
}

function dropGradient(compilation: Compilation, tensor: Tensor): undefined {
  compilation.release(tensor)
}

/** Number, slope and cost of an activation. */
export function activationOf(layer: ActivationLayer): { kind: number; slope: number; cost: number } {
  switch (layer.type) {
    case 'relu':
      return { kind: kindRelu, slope: 0, cost: 1 }
    case 'leakyrelu':
      return { kind: kindLeakyRelu, slope: layer.slope ?? 0.01, cost: 1 }
    case 'tanh':
      return { kind: kindTanh, slope: 0, cost: 8 }
    case 'sigmoid':
      return { kind: kindSigmoid, slope: 0, cost: 6 }
    case 'gelu':
      return { kind: layer.approximate === 'tanh' ? kindGeluTanh : kindGelu, slope: 0, cost: 10 }
    case 'silu':
      return { kind: kindSilu, slope: 0, cost: 6 }
  }
}

/** Sizes of a pool, as opMaxPool wants them: channels, height, width, those of the output, kernel, stride, padding. */
export function poolSizes(planned: PlannedLayer): number[] {
  const [channels = 1, height = 1, width = 1] = planned.inShape
  if (planned.layer.type === 'globalavgpool') {
    return [channels, height, width, 1, 1, height, width, 1, 0]
  }
  const { kernel, stride = kernel, padding = 0 } = planned.layer as PoolLayer
  const [, outHeight = 1, outWidth = 1] = planned.outShape
  return [channels, height, width, outHeight, outWidth, kernel, kernel, stride, padding]
}
