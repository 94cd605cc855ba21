import * as tf from '@tensorflow/tfjs-core'
import type { BatchNormLayer } from '../../../core/networks/architecture.ts'
import { EngineError } from '../../../protocol/engineError.ts'

/** Statistics of one batch as PyTorch keeps them: the variance divides by n − 1. */
export interface BatchStatistics {
  readonly mean: tf.Tensor1D
  readonly variance: tf.Tensor1D
}

/** The affine part of a batch norm layer, one value a channel. */
export interface Affine {
  readonly scale: tf.Tensor1D
  readonly shift: tf.Tensor1D
}

/** PyTorch's default eps of batch norm. */
const defaultEps = 1e-5

/** Normalises by running statistics (evaluation mode); channels come last in `x`. */
export function normalizeByRunning(
  layer: BatchNormLayer,
  x: tf.Tensor,
  options: Affine & BatchStatistics,
): tf.Tensor {
  const channels = options.scale.shape[0]
  const rows = tf.reshape(x, [x.size / channels, 1, 1, channels]) as tf.Tensor4D
  const { mean, variance, shift, scale } = options
  const y = tf.batchNorm4d(rows, mean, variance, shift, scale, layer.eps ?? defaultEps)
  return tf.reshape(y, x.shape)
}

/**
 * Normalises by the batch's own statistics (training mode): the biased variance inside, the unbiased one for the
 * running statistics. Channels come last in `x`.
 *
 * @throws EngineError `invalid-request` where a channel has a single value, whose variance would be 0/0
 */
export function normalizeByBatch(
  layer: BatchNormLayer,
  x: tf.Tensor,
  affine: Affine,
): BatchStatistics & { readonly y: tf.Tensor } {
  const channels = affine.scale.shape[0]
  const count = x.size / channels
  if (count < 2) {
    throw new EngineError('invalid-request', `batch norm needs two values a channel, got a batch of ${count}`)
  }
  const rows = tf.reshape(x, [count, channels]) as tf.Tensor2D
  const mean = meanOfRows(rows)
  const centred = tf.sub<tf.Tensor2D>(rows, mean)
  const variance = meanOfRows(tf.square(centred))
  const inverse = tf.rsqrt(tf.add(variance, layer.eps ?? defaultEps)) as tf.Tensor1D
  const y = tf.reshape(
    applyAffine(rows, tf.mul<tf.Tensor2D>(centred, inverse), { ...affine, inverse }),
    x.shape,
  )
  return { y, mean, variance: tf.mul(variance, count / (count - 1)) }
}

/**
 * `normalized · scale + shift`, with batch norm's closed gradient with respect to the rows that were normalised; the
 * chain of ops that led there would take three times as many.
 */
function applyAffine(
  rows: tf.Tensor2D,
  normalized: tf.Tensor2D,
  options: Affine & { readonly inverse: tf.Tensor1D },
): tf.Tensor2D {
  const forward = tf.customGrad((_rows, scale, shift, save) => {
    const saved = save as tf.GradSaveFunc
    const gain = scale as tf.Tensor1D
    saved([normalized, options.inverse, gain])
    return {
      value: tf.add(tf.mul(normalized, gain), shift as tf.Tensor1D),
      gradFunc: (dy: tf.Tensor, [hat, inverse, factor]: tf.Tensor[]) =>
        differentiate(dy as tf.Tensor2D, {
          normalized: hat as tf.Tensor2D,
          inverse: inverse as tf.Tensor1D,
          scale: factor as tf.Tensor1D,
        }),
    }
  })
  return forward(rows, options.scale, options.shift) as tf.Tensor2D
}

/** Gradients of rows, scale and shift: dx = scale · inverse · (dy − mean(dy) − normalized · mean(dy · normalized)). */
function differentiate(
  dy: tf.Tensor2D,
  saved: { readonly normalized: tf.Tensor2D; readonly inverse: tf.Tensor1D; readonly scale: tf.Tensor1D },
): tf.Tensor[] {
  const count = dy.shape[0]
  const dShift = tf.sum(dy, 0) as tf.Tensor1D
  const dScale = tf.sum(tf.mul(dy, saved.normalized), 0) as tf.Tensor1D
  const along = tf.mul(saved.normalized, tf.div(dScale, count))
  const dRows = tf.mul(tf.sub(tf.sub(dy, tf.div(dShift, count)), along), tf.mul(saved.scale, saved.inverse))
  return [dRows, dScale, dShift]
}

function meanOfRows(rows: tf.Tensor2D): tf.Tensor1D {
  return tf.div(tf.sum(rows, 0), rows.shape[0])
}
