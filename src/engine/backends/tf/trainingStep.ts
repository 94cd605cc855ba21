import * as tf from '@tensorflow/tfjs-core'
import type { Network } from '../../../core/networks/network.ts'
import type { StepPlan, TrainerRequest } from '../backend.ts'
import { free } from './device.ts'
import type { Compute } from './evaluatePoints.ts'
import { computeGradient } from './gradient.ts'
import { type Descent, descend } from './optimizers.ts'

/** PyTorch's default share of a new batch in the running statistics. */
const defaultMomentum = 0.1

/** All that changes while training. */
export interface TrainingState extends Descent {
  /** Running statistics, flat; one unused number without batch norm. */
  readonly buffers: tf.Tensor1D
  readonly steps: number
}

/** All that does not. */
export interface TrainingContext {
  readonly compute: Compute
  readonly request: TrainerRequest
  /** Places of the trained vectors in the basis. */
  readonly trainedIndices: readonly number[]
  /** The other vectors of the basis, one a row. */
  readonly fixed?: tf.Tensor2D
}

/** Frees a state's tensors. */
export function freeState(state: TrainingState): void {
  free([state.vectors, state.buffers, ...state.slots])
}

/**
 * One step: the gradient of the network at w(t) = Σ c_b w_b, ∇nll + wd·w(t), goes to every trained vector times its
 * coefficient. `row` is [nll, correct, ‖w(t)‖², Σ‖w_b‖² of the trained vectors after the step]; the old state stays.
 */
export function takeStep(
  context: TrainingContext,
  state: TrainingState,
  options: { readonly plan: StepPlan; readonly index: number },
): { readonly next: TrainingState; readonly row: tf.Tensor1D } {
  const { compute, request } = context
  const { plan, index } = options
  const [row, vectors, buffers, ...slots] = compute.device.run(() => {
    const coefficients = readCoefficients(context, plan, index)
    const weights = combine(context, state, coefficients)
    const { nll, correct, gradient, batchStatistics } = computeGradient(compute.network, weights, {
      batch: compute.data.gather(plan.batches[index] as Int32Array),
      normalizeBy: { statistics: 'batch' },
      dropout: { seed: request.dropoutSeed, step: state.steps },
    })
    const decayed =
      request.weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(weights, request.weightDecay))
    const descent = descend(request, state, {
      gradient: tf.matMul(column(coefficients.trained), tf.reshape(decayed, [1, decayed.size])),
      learningRate: plan.learningRates[index] as number,
      step: state.steps + 1,
    })
    const figures = tf.stack([nll, correct, sumSquares(weights), sumSquares(descent.vectors)])
    const next = batchStatistics
      ? moveBuffers(compute.network, state.buffers, batchStatistics)
      : tf.clone(state.buffers)
    return [figures, descent.vectors, next, ...descent.slots]
  })
  return {
    next: {
      vectors: vectors as tf.Tensor2D,
      buffers: buffers as tf.Tensor1D,
      slots: slots as tf.Tensor2D[],
      steps: state.steps + 1,
    },
    row: row as tf.Tensor1D,
  }
}

interface Coefficients {
  readonly trained: readonly number[]
  readonly fixed: readonly number[]
}

function readCoefficients(context: TrainingContext, plan: StepPlan, index: number): Coefficients {
  const size = context.request.basis.length
  const row = Array.from(plan.coefficients.subarray(index * size, (index + 1) * size))
  return {
    trained: context.trainedIndices.map((place) => row[place] as number),
    fixed: row.filter((_, place) => !context.trainedIndices.includes(place)),
  }
}

function combine(context: TrainingContext, state: TrainingState, coefficients: Coefficients): tf.Tensor1D {
  const moving = tf.matMul(column(coefficients.trained), state.vectors, true)
  const sum = context.fixed
    ? tf.add(moving, tf.matMul(column(coefficients.fixed), context.fixed, true))
    : moving
  return tf.reshape(sum, [sum.size])
}

function column(values: readonly number[]): tf.Tensor2D {
  return tf.tensor2d([...values], [values.length, 1])
}

function sumSquares(x: tf.Tensor): tf.Scalar {
  return tf.sum(tf.square(x))
}

/** running ← running + momentum · (batch − running), each layer by its own momentum. */
function moveBuffers(network: Network, running: tf.Tensor1D, batch: tf.Tensor1D): tf.Tensor1D {
  return tf.add(running, tf.mul(tf.tensor1d(bufferMomentum(network)), tf.sub(batch, running)))
}

function bufferMomentum(network: Network): Float32Array {
  const momentum = new Float32Array(network.bufferCount)
  const fill = (layers: Network['layers']): void => {
    for (const { layer, buffers, body, shortcut } of layers) {
      for (const slot of buffers) {
        const share = layer.type === 'batchnorm' ? (layer.momentum ?? defaultMomentum) : 0
        momentum.fill(share, slot.offset, slot.offset + slot.size)
      }
      fill([...(body ?? []), ...(shortcut ?? [])])
    }
  }
  fill(network.layers)
  return momentum
}
