import * as tf from '@tensorflow/tfjs-core'
import type { Dataset, SplitData, SplitName } from '../../../core/dataset.ts'
import type { BatchLabels } from './crossEntropy.ts'
import { type Device, free } from './device.ts'

/** One split as tensors. */
interface SplitTensors {
  readonly count: number
  /** `[count, features]` or, channels last, `[count, height, width, channels]`. */
  readonly inputs: tf.Tensor
  readonly oneHot: tf.Tensor2D
  readonly classes: tf.Tensor1D
}

/** A batch ready for the network. */
export interface Batch {
  readonly inputs: tf.Tensor
  readonly labels: BatchLabels
}

/** The data of a session on its device, uploaded once. */
export interface SessionData {
  /** Samples in a split. */
  count(split: SplitName): number
  /** Rows from `start`, at most `size` of them. Call inside `device.run`. */
  slice(split: SplitName, start: number, size: number): Batch
  /** Chosen rows of the train split. Call inside `device.run`. */
  gather(rows: Int32Array): Batch
  dispose(): void
}

/** Uploads a data set. @throws EngineError `out-of-memory`, `device-lost` */
export function uploadData(device: Device, data: Dataset): SessionData {
  const upload = (split: SplitData) => device.run(() => uploadSplit(split, data))
  const splits = { train: upload(data.train), test: upload(data.test) }
  return {
    count: (split) => splits[split].count,
    slice: (split, start, size) => sliceBatch(splits[split], start, size),
    gather: (rows) => gatherBatch(splits.train, rows),
    dispose() {
      for (const { inputs, oneHot, classes } of Object.values(splits)) free([inputs, oneHot, classes])
    },
  }
}

function uploadSplit(split: SplitData, data: Dataset) {
  const { count } = split
  const [channels = 1, height = 1, width = 1] = data.inputShape
  const isImage = data.inputShape.length === 3
  const inputs = isImage
    ? tf.tensor(moveChannelsLast(split, channels, height * width), [count, height, width, channels])
    : tf.tensor(split.inputs, [count, channels])
  const classes = tf.tensor1d(split.labels, 'int32')
  const oneHot = tf.oneHot(classes, data.classCount, 1, 0, 'float32') as tf.Tensor2D
  return { count, inputs, oneHot, classes }
}

function moveChannelsLast(split: SplitData, channels: number, pixels: number): Float32Array {
  if (channels === 1) return split.inputs
  const moved = new Float32Array(split.inputs.length)
  for (let row = 0, from = 0; row < split.count; row++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let pixel = 0; pixel < pixels; pixel++, from++) {
        moved[(row * pixels + pixel) * channels + channel] = split.inputs[from] as number
      }
    }
  }
  return moved
}

function sliceBatch(split: SplitTensors, start: number, size: number): Batch {
  if (start === 0 && size >= split.count) return { inputs: split.inputs, labels: split }
  const rows = Math.min(size, split.count - start)
  return {
    inputs: tf.slice(split.inputs, start, rows),
    labels: { oneHot: tf.slice(split.oneHot, start, rows), classes: tf.slice(split.classes, start, rows) },
  }
}

function gatherBatch(split: SplitTensors, rows: Int32Array): Batch {
  const indices = tf.tensor1d(rows, 'int32')
  return {
    inputs: tf.gather(split.inputs, indices),
    labels: { oneHot: tf.gather(split.oneHot, indices), classes: tf.gather(split.classes, indices) },
  }
}
