import * as tf from '@tensorflow/tfjs-core'
import type { Network, PlannedLayer, TensorSlot } from '../../../core/networks/network.ts'
import { activate } from './activations.ts'
import { normalizeByRunning } from './batchNorm.ts'
import { convolve } from './convolution.ts'
import { pool, poolGlobally } from './pooling.ts'
import { type Dual, movePool, slopeOf } from './tangentLayers.ts'

/** Tensors in slot order, in PyTorch's shapes. */
export interface TangentInput {
  readonly parameters: readonly tf.Tensor[]
  /** What the parameters move by. */
  readonly moves: readonly tf.Tensor[]
  /** Frozen running statistics. */
  readonly buffers: readonly tf.Tensor[]
  readonly inputs: tf.Tensor
}

interface Pass {
  parameter(slot: TensorSlot | undefined): tf.Tensor
  move(slot: TensorSlot | undefined): tf.Tensor
  buffer(slot: TensorSlot | undefined): tf.Tensor1D
}

/** Logits of a batch, batch norm frozen, and what they move by as the weights move; every op can be differentiated. Call inside `tf.tidy`. */
export function runTangent(
  network: Network,
  input: TangentInput,
): { readonly logits: tf.Tensor2D; readonly tangent: tf.Tensor2D } {
  const byOffset = (slots: readonly TensorSlot[], tensors: readonly tf.Tensor[]) => {
    const map = new Map(slots.map((slot, index) => [slot.offset, tensors[index]]))
    return (slot: TensorSlot | undefined) => {
      const tensor = slot && map.get(slot.offset)
      if (!tensor) throw new Error(`no tensor for slot: ${slot?.name ?? 'missing'}`)
      return tensor
    }
  }
  const pass: Pass = {
    parameter: byOffset(network.parameters, input.parameters),
    move: byOffset(network.parameters, input.moves),
    buffer: byOffset(network.buffers, input.buffers) as Pass['buffer'],
  }
  const { value, tangent } = runLayers(network.layers, { value: input.inputs }, pass)
  if (!tangent) throw new RangeError('a network without weights has no curvature')
  return { logits: value as tf.Tensor2D, tangent: tangent as tf.Tensor2D }
}

function runLayers(layers: readonly PlannedLayer[], x: Dual, pass: Pass): Dual {
  return layers.reduce((current, planned) => runLayer(planned, current, pass), x)
}

function runLayer(planned: PlannedLayer, x: Dual, pass: Pass): Dual {
  const { layer } = planned
  switch (layer.type) {
    case 'linear':
    case 'conv2d':
      return runMap(planned, x, pass)
    case 'batchnorm':
      return runNorm(planned, x, pass)
    case 'maxpool':
    case 'avgpool': {
      const value = x.value as tf.Tensor4D
      const moved = x.tangent && movePool(layer, value, x.tangent as tf.Tensor4D)
      return join(pool(layer, value), moved)
    }
    case 'globalavgpool':
      return join(poolGlobally(x.value as tf.Tensor4D), x.tangent && poolGlobally(x.tangent as tf.Tensor4D))
    case 'flatten':
      return join(flatten(x.value), x.tangent && flatten(x.tangent))
    case 'dropout':
      return x
    case 'residual': {
      const [a, b] = [runLayers(planned.body ?? [], x, pass), runLayers(planned.shortcut ?? [], x, pass)]
      return join(tf.add(a.value, b.value), addMoves(a.tangent, b.tangent))
    }
    default:
      return join(activate(layer, x.value), x.tangent && tf.mul(slopeOf(layer, x.value), x.tangent))
  }
}

function runMap({ layer, parameters }: PlannedLayer, x: Dual, pass: Pass): Dual {
  const [weightSlot, biasSlot] = parameters
  const apply = (input: tf.Tensor, weight: tf.Tensor, bias?: tf.Tensor): tf.Tensor => {
    if (layer.type === 'conv2d') {
      const options = { weight: weight as tf.Tensor4D, ...(bias ? { bias: bias as tf.Tensor1D } : {}) }
      return convolve(layer, input as tf.Tensor4D, options)
    }
    const y = tf.matMul(input as tf.Tensor2D, weight as tf.Tensor2D, false, true)
    return bias ? tf.add(y, bias) : y
  }
  const weight = pass.parameter(weightSlot)
  const value = apply(x.value, weight, biasSlot && pass.parameter(biasSlot))
  const ofWeights = apply(x.value, pass.move(weightSlot), biasSlot && pass.move(biasSlot))
  return join(value, addMoves(ofWeights, x.tangent && apply(x.tangent, weight)))
}

function runNorm(planned: PlannedLayer, x: Dual, pass: Pass): Dual {
  const { layer, parameters, buffers } = planned
  if (layer.type !== 'batchnorm') throw new Error(`not a batch norm: ${layer.type}`)
  const [scaleSlot, shiftSlot] = parameters
  const [mean, variance] = [pass.buffer(buffers[0]), pass.buffer(buffers[1])]
  const affine = (of: (slot: TensorSlot | undefined) => tf.Tensor) => ({
    scale: of(scaleSlot) as tf.Tensor1D,
    shift: of(shiftSlot) as tf.Tensor1D,
    mean,
    variance,
  })
  const here = affine(pass.parameter)
  const none = tf.zerosLike(mean)
  const ofInput = x.tangent && normalizeByRunning(layer, x.tangent, { ...here, shift: none, mean: none })
  return join(
    normalizeByRunning(layer, x.value, here),
    addMoves(normalizeByRunning(layer, x.value, affine(pass.move)), ofInput),
  )
}

function join(value: tf.Tensor, tangent: tf.Tensor | undefined): Dual {
  return tangent ? { value, tangent } : { value }
}

function addMoves(a: tf.Tensor | undefined, b: tf.Tensor | undefined): tf.Tensor | undefined {
  return a && b ? tf.add(a, b) : (a ?? b)
}

/** Joins all axes but the first in PyTorch's order: channels, then rows, then columns. */
function flatten(x: tf.Tensor): tf.Tensor {
  const [count = 0, height = 1, width = 1, channels = 1] = x.shape
  const ordered = x.rank === 4 && channels > 1 && height * width > 1 ? tf.transpose(x, [0, 3, 1, 2]) : x
  return tf.reshape(ordered, [count, x.size / count])
}
