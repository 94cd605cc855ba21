import * as tf from '@tensorflow/tfjs-core'
import type { PoolLayer } from '../../../core/networks/architecture.ts'

/** PyTorch's max_pool2d and avg_pool2d on NHWC activations; a NaN in the window is a NaN in the result. */
export function pool(layer: PoolLayer, x: tf.Tensor4D): tf.Tensor4D {
  const stride = layer.stride ?? layer.kernel
  const padding = layer.padding ?? 0
  if (layer.type === 'maxpool') {
    const pooled = tf.maxPool(x, layer.kernel, stride, padding, 'floor')
    return tf.getBackend() === 'cpu' ? pooled : tf.add(pooled, sumPoison(x))
  }
  // tfjs leaves padding out of the mean; PyTorch counts its zeros, so they must be real ones.
  const rim: [number, number] = [padding, padding]
  const padded = padding === 0 ? x : tf.pad(x, [[0, 0], rim, rim, [0, 0]])
  return tf.avgPool(padded, layer.kernel, stride, 'valid')
}

/** Mean over the pixels: `[n, h, w, c]` to `[n, c]`. */
export function poolGlobally(x: tf.Tensor4D): tf.Tensor2D {
  return tf.div(tf.sum(x, [1, 2]), x.shape[1] * x.shape[2])
}

/**
 * 0 where a channel of a sample is finite, NaN where it is not: tfjs's WebGPU kernel takes the maximum with WGSL's
 * `max`, which may drop a NaN and so hide a divergence. The kernel on the CPU is our own and needs no such help.
 */
function sumPoison(x: tf.Tensor4D): tf.Tensor4D {
  return tf.customGrad((input) => ({
    value: tf.sum(tf.mul(input as tf.Tensor, 0), [1, 2], true),
    gradFunc: (dy) => tf.zeros([dy.shape[0] as number, ...x.shape.slice(1)]),
  }))(x) as tf.Tensor4D
}
