import * as tf from '@tensorflow/tfjs-core'

/** Labels of a batch in the two forms that the loss and the count need. */
export interface BatchLabels {
  /** `[n, classes]`. */
  readonly oneHot: tf.Tensor2D
  /** `[n]`, int32. */
  readonly classes: tf.Tensor1D
}

/** Sum of the cross-entropies of a batch in nats, by a stable log-softmax; NaN and Infinity in the logits reach it. */
export function sumCrossEntropy(logits: tf.Tensor2D, labels: BatchLabels): tf.Scalar {
  const forward = tf.customGrad((input, save) => {
    const z = input as tf.Tensor2D
    const shifted = tf.sub(z, tf.max(z, 1, true))
    const exponentials = tf.exp(shifted)
    const total = tf.sum(exponentials, 1, true)
    const ofLabel = tf.sum(tf.mul(shifted, labels.oneHot), 1, true)
    ;(save as tf.GradSaveFunc)([tf.sub(tf.div(exponentials, total), labels.oneHot)])
    return {
      value: tf.sum(tf.sub(tf.log(total), ofLabel)),
      gradFunc: (dy: tf.Tensor, [difference]: tf.Tensor[]) => tf.mul(dy, difference as tf.Tensor),
    }
  })
  return forward(logits) as tf.Scalar
}

/** Softmax of every row; a row whose logits hold a NaN or +∞ is NaN throughout. */
export function toProbabilities(logits: tf.Tensor2D): tf.Tensor2D {
  const exponentials = tf.exp(tf.sub(logits, tf.max(logits, 1, true)))
  return tf.div(exponentials, tf.sum(exponentials, 1, true))
}

/** Samples whose largest logit, the first of several, is that of their label. */
export function countCorrect(logits: tf.Tensor2D, labels: BatchLabels): tf.Scalar {
  return tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), labels.classes), 'float32'))
}
