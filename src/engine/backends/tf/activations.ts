import * as tf from '@tensorflow/tfjs-core'
import type { ActivationLayer } from '../../../core/networks/architecture.ts'

/** Applies an activation element by element, as PyTorch defines it; NaN stays NaN. */
export function activate(layer: ActivationLayer, x: tf.Tensor): tf.Tensor {
  switch (layer.type) {
    case 'relu':
      return tf.relu(x)
    case 'leakyrelu':
      return tf.leakyRelu(x, layer.slope ?? 0.01)
    case 'tanh':
      return tf.tanh(x)
    case 'sigmoid':
      return tf.sigmoid(x)
    case 'silu':
      return tf.mul(x, tf.sigmoid(x))
    case 'gelu':
      return tf.mul(tf.mul(x, 0.5), tf.add(geluGate(x, layer.approximate ?? 'none'), 1))
  }
}

/** erf(x/√2), or the tanh that stands in for it (Hendrycks and Gimpel). */
function geluGate(x: tf.Tensor, approximate: 'none' | 'tanh'): tf.Tensor {
  if (approximate === 'none') return tf.erf(tf.mul(x, Math.SQRT1_2))
  const cubic = tf.mul(tf.mul(tf.square(x), x), 0.044715)
  return tf.tanh(tf.mul(tf.add(x, cubic), Math.sqrt(2 / Math.PI)))
}
