import * as tf from '@tensorflow/tfjs-core'
import type { Dataset, SplitData, SplitName } from '../../../core/data/dataset.ts'
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

/** Inputs as one tensor: `[count, features]` or, channels last, `[count, height, width, channels]`. */
interface UploadedRows {
  readonly count: number
  /** Rows from `start`, at most `size` of them. Call inside `device.run`. */
  slice(start: number, size: number): tf.Tensor
  dispose(): void
}

/** The data of a session on its device, uploaded once. */
export interface SessionData {
  /** Samples in a split. */
  count(split: SplitName): number
  /** Rows from `start`, at most `size` of them. Call inside `device.run`. */
  slice(split: SplitName, start: number, size: number): Batch
  /** Uploads rows that are in no split, row-major as in a data set. @throws EngineError `out-of-memory`, `device-lost` */
  uploadRows(device: Device, rows: Float32Array): UploadedRows
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
    uploadRows: (target, rows) => uploadRows(target, rows, data.inputShape),
    gather: (rows) => gatherBatch(splits.train, rows),
    dispose() {
      for (const { inputs, oneHot, classes } of Object.values(splits)) free([inputs, oneHot, classes])
    },
  }
}

function uploadSplit(split: SplitData, data: Dataset) {
  const { count } = split
  const inputs = createInputs(split.inputs, count, data.inputShape)
  const classes = tf.tensor1d(split.labels, 'int32')
  const oneHot = tf.oneHot(classes, data.classCount, 1, 0, 'float32') as tf.Tensor2D
  return { count, inputs, oneHot, classes }
}

function uploadRows(device: Device, rows: Float32Array, inputShape: readonly number[]): UploadedRows {
  const count = rows.length / inputShape.reduce((size, side) => size * side, 1)
  // Copied, since tfjs keeps the array that it gets.
  const inputs = device.run(() => createInputs(rows.slice(), count, inputShape))
  return {
    count,
    slice: (start, size) => sliceInputs({ inputs, count }, start, size),
    dispose: () => free([inputs]),
  }
}

function createInputs(rows: Float32Array, count: number, inputShape: readonly number[]): tf.Tensor {
  const [channels = 1, height = 1, width = 1] = inputShape
  if (inputShape.length !== 3) return tf.tensor(rows, [count, channels])
  const moved = moveChannelsLast(rows, { count, channels, pixels: height * width })
  return tf.tensor(moved, [count, height, width, channels])
}

function moveChannelsLast(
  rows: Float32Array,
  { count, channels, pixels }: { readonly count: number; readonly channels: number; readonly pixels: number },
): Float32Array {
  if (channels === 1) return rows
  const moved = new Float32Array(rows.length)
  for (let row = 0, from = 0; row < count; row++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let pixel = 0; pixel < pixels; pixel++, from++) {
        moved[(row * pixels + pixel) * channels + channel] = rows[from] as number
      }
    }
  }
  return moved
}

function sliceInputs(
  { inputs, count }: Pick<SplitTensors, 'inputs' | 'count'>,
  start: number,
  size: number,
): tf.Tensor {
  return start === 0 && size >= count ? inputs : tf.slice(inputs, start, Math.min(size, count - start))
}

function sliceBatch(split: SplitTensors, start: number, size: number): Batch {
  const inputs = sliceInputs(split, start, size)
  if (inputs === split.inputs) return { inputs, labels: split }
  const rows = Math.min(size, split.count - start)
  return {
    inputs,
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
