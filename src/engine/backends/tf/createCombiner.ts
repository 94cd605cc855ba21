import * as tf from '@tensorflow/tfjs-core'
import { combineVectors } from '../../combineVectors.ts'
import { type Device, free } from './device.ts'

/** Makes the weights of one point after another. */
export interface Combiner {
  /** Call inside `device.run`. */
  combine(coefficients: Float64Array): tf.Tensor1D
  dispose(): void
}

/**
 * On the CPU weights are combined in float64, so that the tolerances of the golden tests belong to the forward pass
 * alone. On a GPU the basis is uploaded once and combined there in float32 by one product: uploading every point's
 * weights would cost more than evaluating them.
 */
export function createCombiner(device: Device, basis: readonly Float32Array[]): Combiner {
  if (!device.gathersReads) {
    return {
      combine: (coefficients) => tf.tensor1d(combineVectors(basis, coefficients)),
      dispose() {},
    }
  }
  const matrix = device.run(() => tf.stack(basis.map((vector) => tf.tensor1d(vector)))) as tf.Tensor2D
  return {
    combine: (coefficients) => {
      const row = tf.tensor2d(Float32Array.from(coefficients), [1, basis.length])
      return tf.reshape(tf.matMul(row, matrix), [matrix.shape[1]])
    },
    dispose: () => free([matrix]),
  }
}
