import * as tf from '@tensorflow/tfjs-core'
import type { ActivationLayer, PoolLayer } from '../../../core/networks/architecture.ts'
import { pool } from './pooling.ts'

/** Values of a batch and what they move by as the weights move; inputs do not move. */
export interface Dual {
  readonly value: tf.Tensor
  readonly tangent?: tf.Tensor
}

/** f′ of an activation, out of ops that can be differentiated once more. */
export function slopeOf(layer: ActivationLayer, x: tf.Tensor): tf.Tensor {
  switch (layer.type) {
    case 'relu':
      return tf.step(x)
    case 'leakyrelu':
      return tf.step(x, layer.slope ?? 0.01)
    case 'tanh':
      return tf.sub(1, tf.square(tf.tanh(x)))
    case 'sigmoid': {
      const s = tf.sigmoid(x)
      return tf.mul(s, tf.sub(1, s))
    }
    case 'silu': {
      const s = tf.sigmoid(x)
      return tf.add(s, tf.mul(tf.mul(x, s), tf.sub(1, s)))
    }
    case 'gelu':
      return layer.approximate === 'tanh' ? geluTanhSlope(x) : geluSlope(x)
  }
}

function geluSlope(x: tf.Tensor): tf.Tensor {
  const density = tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI))
  const share = tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5)
  return tf.add(share, tf.mul(x, density))
}

// With u = √(2/π)·(x + 0.044715·x³) and t = tanh u: (1 + t)/2 + x/2·(1 − t²)·u′.
function geluTanhSlope(x: tf.Tensor): tf.Tensor {
  const k = Math.sqrt(2 / Math.PI)
  const square = tf.square(x)
  const t = tf.tanh(tf.mul(tf.add(x, tf.mul(tf.mul(square, x), 0.044715)), k))
  const inner = tf.mul(tf.add(tf.mul(square, 3 * 0.044715), 1), k)
  const outer = tf.mul(tf.mul(tf.mul(x, 0.5), tf.sub(1, tf.square(t))), inner)
  return tf.add(tf.mul(tf.add(t, 1), 0.5), outer)
}

/** What a pooling layer's values move by: those of a max pool as the first largest input of their window. */
export function movePool(layer: PoolLayer, x: tf.Tensor4D, tangent: tf.Tensor4D): tf.Tensor4D {
  if (layer.type === 'avgpool') return pool(layer, tangent)
  const { kernel, stride = kernel, padding = 0 } = layer
  const select = tf.customGrad((moves, save) => {
    const top = tf.maxPool(x, kernel, stride, padding, 'floor')
    ;(save as tf.GradSaveFunc)([x, top])
    return {
      value: selectLargest(layer, { x, top }, moves as tf.Tensor4D),
      // Back to the input that was largest: what a max pool's own gradient does.
      gradFunc: (dy: tf.Tensor, [input, output]: tf.Tensor[]) => {
        const tensors = { dy, input: input as tf.Tensor, output: output as tf.Tensor }
        const sizes = { filterSize: kernel, strides: stride, pad: padding, dimRoundingMode: 'floor' }
        return tf.engine().runKernel(tf.MaxPoolGrad, tensors, sizes) as tf.Tensor
      },
    }
  })
  return select(tangent) as tf.Tensor4D
}

/** Below every number that a network makes, and no infinity. */
const floor = -3e38

function selectLargest(
  { kernel, stride = kernel, padding = 0 }: PoolLayer,
  { x, top }: { readonly x: tf.Tensor4D; readonly top: tf.Tensor4D },
  moves: tf.Tensor4D,
): tf.Tensor4D {
  const [, rows, columns] = top.shape
  const rim: [number, number] = [padding, padding]
  const wide = tf.pad(x, [[0, 0], rim, rim, [0, 0]], floor)
  const wideMoves = tf.pad(moves, [[0, 0], rim, rim, [0, 0]])
  let open = tf.onesLike(top)
  let chosen = tf.zerosLike(top)
  for (let i = 0; i < kernel; i++) {
    for (let j = 0; j < kernel; j++) {
      const window = (values: tf.Tensor4D) => {
        const end = [
          values.shape[0],
          i + stride * (rows - 1) + 1,
          j + stride * (columns - 1) + 1,
          values.shape[3],
        ]
        return tf.stridedSlice(values, [0, i, j, 0], end, [1, stride, stride, 1]) as tf.Tensor4D
      }
      const here = tf.mul(open, tf.cast(tf.equal(window(wide), top), 'float32'))
      chosen = tf.add(chosen, tf.mul(here, window(wideMoves)))
      open = tf.sub(open, here)
    }
  }
  return chosen
}
