import * as tf from '@tensorflow/tfjs-core'
import type { TensorSlot } from '../../../core/networks/network.ts'

/** The tensors of a flat vector, one per slot, in the slots' shapes. */
export function sliceSlots(flat: tf.Tensor1D, slots: readonly TensorSlot[]): tf.Tensor[] {
  return slots.map((slot) => tf.reshape(tf.slice(flat, slot.offset, slot.size), [...slot.shape]))
}

/** The flat vector of tensors in slot order. */
export function joinSlots(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [tensor.size]) as tf.Tensor1D))
}
