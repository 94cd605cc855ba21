import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import type { Network } from '../../../core/networks/network.ts'
import { countCorrect, sumCrossEntropy } from './crossEntropy.ts'
import { free } from './device.ts'
import { runForward } from './forward.ts'
import type { DropoutKey, NormalizeBy } from './pass.ts'
import type { Batch } from './sessionData.ts'
import { joinSlots, sliceSlots } from './slots.ts'

/** Mean cross-entropy of a batch at some weights, and what came out on the way. */
export interface Gradient {
  readonly nll: tf.Scalar
  readonly correct: tf.Scalar
  /** ∇nll in the layout of the weights. */
  readonly gradient: tf.Tensor1D
  /** Present when batch norm normalised by the batch. */
  readonly batchStatistics?: tf.Tensor1D
}

/**
 * Differentiates a batch's mean cross-entropy at flat `weights`. Call inside `device.run`.
 *
 * The weights are cut into tensors before the tape starts and the gradients joined after it: cutting inside would
 * pad every tensor's gradient to full length and add them up.
 */
export function computeGradient(
  network: Network,
  weights: tf.Tensor1D,
  options: { readonly batch: Batch; readonly normalizeBy: NormalizeBy; readonly dropout?: DropoutKey },
): Gradient {
  const { batch, normalizeBy, dropout } = options
  const aside: tf.Tensor[] = []
  const loss = (...parameters: tf.Tensor[]): tf.Scalar => {
    const { inputs, labels } = batch
    const output = runForward(network, { parameters, inputs, normalizeBy, ...(dropout ? { dropout } : {}) })
    aside.push(tf.keep(countCorrect(output.logits, labels)))
    if (output.batchStatistics) aside.push(tf.keep(output.batchStatistics))
    return tf.div(sumCrossEntropy(output.logits, labels), inputs.shape[0] ?? 1)
  }
  try {
    const { value, grads } = tf.valueAndGrads(loss)(sliceSlots(weights, network.parameters))
    // Clones, because what was kept would outlive the caller's tidy.
    const [correct, batchStatistics] = aside.map((tensor) => tf.clone(tensor))
    return {
      nll: value as tf.Scalar,
      correct: correct as tf.Scalar,
      gradient: joinSlots(grads),
      ...(batchStatistics ? { batchStatistics: batchStatistics as tf.Tensor1D } : {}),
    }
  } catch (error) {
    freeTape()
    throw error
  } finally {
    free(aside)
  }
}

/** tfjs frees what an op saved for its gradient once the gradient is taken; where the forward pass throws, nobody does. */
function freeTape(): void {
  for (const { saved } of tf.engine().state.activeTape) free(saved ?? [])
}
