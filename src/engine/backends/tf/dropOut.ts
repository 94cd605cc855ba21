import * as tf from '@tensorflow/tfjs-core'
import { dropoutScale } from '../../../core/networks/dropout.ts'
import type { Pass } from './pass.ts'

/** Drops activations while training, by the masks of `dropoutScale`; the identity otherwise. */
export function dropOut(rate: number, x: tf.Tensor, pass: Pass): tf.Tensor {
  const layerIndex = pass.dropoutLayers++
  const key = pass.dropout
  if (!key || rate === 0) return x
  const mask = new Float32Array(x.size)
  const [count = 0] = x.shape
  const size = x.size / Math.max(1, count)
  const [channels, pixels] = x.rank === 4 ? [x.shape[3] ?? 1, size / (x.shape[3] ?? 1)] : [1, size]
  // Elements are numbered channel by channel, as PyTorch lays them out; tfjs keeps channels last.
  for (let row = 0, place = 0; row < count; row++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      for (let channel = 0; channel < channels; channel++, place++) {
        const element = row * size + channel * pixels + pixel
        mask[place] = dropoutScale(key.seed, key.step, layerIndex, element, rate)
      }
    }
  }
  return tf.mul(x, tf.tensor(mask, x.shape))
}
