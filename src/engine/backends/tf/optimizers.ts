import * as tf from '@tensorflow/tfjs-core'
import type { TrainerRequest } from '../backend.ts'

/** The settings of an optimiser. */
export type OptimizerSettings = Pick<TrainerRequest, 'optimizer' | 'momentum' | 'nesterov'>

/** Vectors and their slots, one row per trained vector. */
export interface Descent {
  readonly vectors: tf.Tensor2D
  /** SGD: momentum. Adam: first and second moment. */
  readonly slots: readonly tf.Tensor2D[]
}

/** Decay rates and eps of Adam, PyTorch's defaults. */
const adam = { beta1: 0.9, beta2: 0.999, eps: 1e-8 }

/** Slots that an optimiser keeps per vector. */
export function countSlots({ optimizer }: OptimizerSettings): number {
  return optimizer === 'adam' ? 2 : 1
}

/** One step of PyTorch's SGD or Adam; `step` counts from 1. Call inside `device.run`. */
export function descend(
  settings: OptimizerSettings,
  from: Descent,
  options: { readonly gradient: tf.Tensor2D; readonly learningRate: number; readonly step: number },
): Descent {
  return settings.optimizer === 'adam' ? descendAdam(from, options) : descendSgd(settings, from, options)
}

interface DescentOptions {
  readonly gradient: tf.Tensor2D
  readonly learningRate: number
  readonly step: number
}

/** With a buffer of zeros the first step's buffer is the gradient itself, as in PyTorch. */
function descendSgd(settings: OptimizerSettings, from: Descent, options: DescentOptions): Descent {
  const { momentum, nesterov } = settings
  const { gradient, learningRate } = options
  const buffer = tf.add(tf.mul(slotOf(from, 0), momentum), gradient) as tf.Tensor2D
  const direction = nesterov ? tf.add(gradient, tf.mul(buffer, momentum)) : buffer
  return { vectors: tf.sub(from.vectors, tf.mul(direction, learningRate)), slots: [buffer] }
}

function descendAdam(from: Descent, options: DescentOptions): Descent {
  const { gradient, learningRate, step } = options
  const { beta1, beta2, eps } = adam
  const first = tf.add(tf.mul(slotOf(from, 0), beta1), tf.mul(gradient, 1 - beta1)) as tf.Tensor2D
  const second = tf.add(tf.mul(slotOf(from, 1), beta2), tf.mul(tf.square(gradient), 1 - beta2)) as tf.Tensor2D
  const rate = learningRate / (1 - beta1 ** step)
  const spread = tf.add(tf.div(tf.sqrt(second), Math.sqrt(1 - beta2 ** step)), eps)
  return { vectors: tf.sub(from.vectors, tf.mul(tf.div(first, spread), rate)), slots: [first, second] }
}

function slotOf(from: Descent, index: number): tf.Tensor2D {
  const slot = from.slots[index]
  if (!slot) throw new Error(`missing optimiser slot: ${index}`)
  return slot
}
