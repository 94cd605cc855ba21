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
 * weights would cost more than evaluating them. On both a vector whose coefficient is 0 has no part in the point: its NaN
 * and infinities do not spoil it.
 */
export function createCombiner(device: Device, basis: readonly Float32Array[]): Combiner {
  if (!device.gathersReads) {
    return {
      combine: (coefficients) => tf.tensor1d(combineVectors(basis, coefficients)),
      dispose() {},
    }
  }
  const matrix = device.run(() => tf.stack(basis.map((vector) => tf.tensor1d(vector)))) as tf.Tensor2D
  const finite = basis.map((vector) => vector.every(Number.isFinite))
  return {
    combine: (coefficients) => {
      const spoils = finite.some((whole, b) => !whole && coefficients[b] === 0)
      const used = spoils ? listUsed(coefficients) : undefined
      const row = used ? used.map((b) => coefficients[b] as number) : Array.from(coefficients)
      const vectors = used ? tf.gather(matrix, tf.tensor1d(used, 'int32')) : matrix
      return tf.reshape(tf.matMul(tf.tensor2d(row, [1, row.length]), vectors), [matrix.shape[1]])
    },
    dispose: () => free([matrix]),
  }
}

/** Places of the coefficients that are not 0; the first where all are. */
function listUsed(coefficients: Float64Array): number[] {
  const used = Array.from(coefficients.keys()).filter((b) => coefficients[b] !== 0)
  return used.length > 0 ? used : [0]
}
