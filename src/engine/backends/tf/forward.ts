import * as tf from '@tensorflow/tfjs-core'
import type { Network, PlannedLayer, TensorSlot } from '../../../core/networks/network.ts'
import { activate } from './activations.ts'
import { normalizeByBatch, normalizeByRunning } from './batchNorm.ts'
import { convolve } from './convolution.ts'
import { dropOut } from './dropOut.ts'
import type { DropoutKey, NormalizeBy, Pass } from './pass.ts'
import { pool, poolGlobally } from './pooling.ts'
import { sliceSlots } from './slots.ts'

/** Inputs of one forward pass; `parameters` in the order of `network.parameters`, in PyTorch's shapes. */
export interface ForwardInput {
  readonly parameters: readonly tf.Tensor[]
  /** `[n, features]` or, channels last, `[n, height, width, channels]`. */
  readonly inputs: tf.Tensor
  readonly normalizeBy: NormalizeBy
  /** Present while training only. */
  readonly dropout?: DropoutKey
}

export interface ForwardOutput {
  readonly logits: tf.Tensor2D
  /** Mean and unbiased variance of the batch in the layout of the buffers; only when normalising by the batch. */
  readonly batchStatistics?: tf.Tensor1D
}

/** Runs the network on one batch. Call inside `tf.tidy`. @throws EngineError `invalid-request` from batch norm */
export function runForward(network: Network, input: ForwardInput): ForwardOutput {
  const pass = createPass(network, input)
  const logits = runLayers(network.layers, input.inputs, pass) as tf.Tensor2D
  if (pass.batchStatistics.size === 0) return { logits }
  const pieces = network.buffers.map((slot) => find(pass.batchStatistics, slot))
  return { logits, batchStatistics: tf.concat(pieces) }
}

function createPass(network: Network, input: ForwardInput): Pass {
  const parameters = indexByOffset(network.parameters, input.parameters)
  const { normalizeBy, dropout } = input
  const running = normalizeBy.statistics === 'running' ? normalizeBy.buffers : undefined
  const buffers = running ? indexByOffset(network.buffers, sliceSlots(running, network.buffers)) : new Map()
  return {
    parameter: (slot) => find(parameters, slot),
    buffer: (slot) => find(buffers, slot),
    normalizeBy: normalizeBy.statistics,
    batchStatistics: new Map(),
    dropoutLayers: 0,
    ...(dropout ? { dropout } : {}),
  }
}

function indexByOffset(
  slots: readonly TensorSlot[],
  tensors: readonly tf.Tensor[],
): ReadonlyMap<number, tf.Tensor> {
  return new Map(slots.map((slot, index) => [slot.offset, tensors[index] as tf.Tensor]))
}

function find<T extends tf.Tensor>(tensors: ReadonlyMap<number, T>, slot: TensorSlot | undefined): T {
  const tensor = slot && tensors.get(slot.offset)
  if (!tensor) throw new Error(`no tensor for slot: ${slot?.name ?? 'missing'}`)
  return tensor
}

function runLayers(layers: readonly PlannedLayer[], x: tf.Tensor, pass: Pass): tf.Tensor {
  return layers.reduce((activations, planned) => runLayer(planned, activations, pass), x)
}

function runLayer(planned: PlannedLayer, x: tf.Tensor, pass: Pass): tf.Tensor {
  const { layer } = planned
  switch (layer.type) {
    case 'linear':
      return runLinear(planned, x as tf.Tensor2D, pass)
    case 'conv2d': {
      const weight = pass.parameter(planned.parameters[0]) as tf.Tensor4D
      const bias = planned.parameters[1] && (pass.parameter(planned.parameters[1]) as tf.Tensor1D)
      return convolve(layer, x as tf.Tensor4D, bias ? { weight, bias } : { weight })
    }
    case 'batchnorm':
      return runBatchNorm(planned, x, pass)
    case 'maxpool':
    case 'avgpool':
      return pool(layer, x as tf.Tensor4D)
    case 'globalavgpool':
      return poolGlobally(x as tf.Tensor4D)
    case 'flatten':
      return flatten(x)
    case 'dropout':
      return dropOut(layer.rate, x, pass)
    case 'residual': {
      const body = runLayers(planned.body ?? [], x, pass)
      return tf.add(body, runLayers(planned.shortcut ?? [], x, pass))
    }
    default:
      return activate(layer, x)
  }
}

function runLinear(planned: PlannedLayer, x: tf.Tensor2D, pass: Pass): tf.Tensor {
  const weight = pass.parameter(planned.parameters[0]) as tf.Tensor2D
  const y = tf.matMul(x, weight, false, true)
  return planned.parameters[1] ? tf.add(y, pass.parameter(planned.parameters[1])) : y
}

function runBatchNorm(planned: PlannedLayer, x: tf.Tensor, pass: Pass): tf.Tensor {
  const { layer, buffers, parameters } = planned
  if (layer.type !== 'batchnorm') throw new Error(`not a batch norm: ${layer.type}`)
  const affine = {
    scale: pass.parameter(parameters[0]) as tf.Tensor1D,
    shift: pass.parameter(parameters[1]) as tf.Tensor1D,
  }
  const [meanSlot, varianceSlot] = buffers
  if (pass.normalizeBy === 'running') {
    const statistics = { mean: pass.buffer(meanSlot), variance: pass.buffer(varianceSlot) }
    return normalizeByRunning(layer, x, { ...affine, ...statistics })
  }
  const { y, mean, variance } = normalizeByBatch(layer, x, affine)
  if (meanSlot) pass.batchStatistics.set(meanSlot.offset, mean)
  if (varianceSlot) pass.batchStatistics.set(varianceSlot.offset, variance)
  return y
}

/** Joins all axes but the first in PyTorch's order: channels, then rows, then columns. */
function flatten(x: tf.Tensor): tf.Tensor {
  const [count = 0, height = 1, width = 1, channels = 1] = x.shape
  const ordered = x.rank === 4 && channels > 1 && height * width > 1 ? tf.transpose(x, [0, 3, 1, 2]) : x
  return tf.reshape(ordered, [count, count === 0 ? 0 : x.size / count])
}
