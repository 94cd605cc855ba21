import { checkDataSize } from './checkDataSize.ts'
import { type ClassLabels, labelNumbers } from './classLabels.ts'
import { DataError } from './dataError.ts'
import type { NamedDataset } from './dataset.ts'
import { divideRows, type ShareSplit, takeRows, type ValidationSplit } from './divideRows.ts'
import type { NormalizationName } from './imageNormalization.ts'
import { type NamedArray, readArrayInputs, readArrayLabels } from './readArrays.ts'

/** Inputs and labels of one split. */
export interface ArrayPair {
  readonly inputs: NamedArray
  readonly labels: NamedArray
}

/** The arrays of a data set, found by their names. */
export interface ArraySets {
  readonly train: ArrayPair
  readonly test?: ArrayPair
}

/** How arrays become a data set. */
export interface ArrayDataOptions {
  /** For arrays of bytes that are images; others are taken as they are. */
  readonly normalization: NormalizationName
  /** `files` takes the test arrays; the others divide the train arrays and leave test arrays alone. */
  readonly split: { readonly by: 'files' } | ShareSplit | ValidationSplit
}

/** Inputs and labels by the names they go under, lower-case; of train and test, `*` stands for the split. */
const splitNames = [
  ['x_*', 'y_*'],
  ['*_x', '*_y'],
  ['*_images', '*_labels'],
  ['*_data', '*_labels'],
  ['*_inputs', '*_targets'],
  ['*_features', '*_labels'],
] as const
const wholeNames = [
  ['x', 'y'],
  ['data', 'target'],
  ['data', 'targets'],
  ['data', 'labels'],
  ['images', 'labels'],
  ['inputs', 'targets'],
  ['features', 'labels'],
] as const

/**
 * Finds the arrays of a data set by the usual names, upper or lower case: `x_train`, `y_train`, `x_test`, `y_test`,
 * `train_images` …, `X`, `y`, `data`, `target`. Undefined where there are none, as in a file of weights.
 *
 * @throws DataError where inputs have no labels
 */
export function findArrays(arrays: readonly NamedArray[]): ArraySets | undefined {
  const byName = new Map(arrays.map((array) => [array.name.toLowerCase(), array]))
  const find = ([x, y]: readonly [string, string]): ArrayPair | undefined => {
    const inputs = byName.get(x)
    const labels = byName.get(y)
    return inputs && labels && { inputs, labels }
  }
  for (const [x, y] of splitNames) {
    const train = find([x.replace('*', 'train'), y.replace('*', 'train')])
    const test = find([x.replace('*', 'test'), y.replace('*', 'test')])
    if (train) return { train, ...(test && { test }) }
  }
  for (const names of wholeNames) {
    const train = find(names)
    if (train) return { train }
  }
  const lonely = arrays.find(({ name }) => /^(?:x_train|train_x|train_images|train_data)$/i.test(name))
  if (!lonely) return undefined
  const names = arrays.slice(0, 20).map(({ name }) => name)
  throw new DataError(`array ${lonely.name}`, `no labels go with it among ${names.join(', ')}`)
}

/**
 * Makes a data set of arrays: inputs `[rows, features]`, `[rows, height, width]`, `[rows, channels, height, width]` or, with
 * 1 or 3 channels, channels last; labels `[rows]`, `[rows, 1]` or one-hot `[rows, classes]`. Images of bytes are scaled to
 * 0…1 and normalised.
 *
 * @throws DataError naming the array where a shape is none of these, counts or shapes disagree, a value is not finite, or a
 * label is no class; RangeError for a share that empties a split
 */
export function createArrayData({ train, test }: ArraySets, options: ArrayDataOptions): NamedDataset {
  const { split, normalization } = options
  if (split.by === 'files' && !test) {
    throw new DataError('test arrays', 'there are none; divide the train arrays instead')
  }
  const pairs = test && split.by === 'files' ? [train, test] : [train]
  checkSize(pairs)
  const trainInputs = readArrayInputs(train.inputs, normalization)
  const { labels, classNames } = readClasses(pairs)
  const { inputShape } = trainInputs
  const rowSize = inputShape.reduce((size, side) => size * side, 1)
  const trainCount = trainInputs.count
  const base = { inputShape, classCount: classNames.length }
  if (split.by !== 'files' || !test) {
    const rows = { inputs: trainInputs.inputs, labels, rowSize }
    const division = divideRows(trainCount, split as ShareSplit | ValidationSplit)
    const dataset = { ...base, train: takeRows(rows, division.train), test: takeRows(rows, division.test) }
    return { dataset, classNames }
  }
  const testInputs = readArrayInputs(test.inputs, normalization)
  if (testInputs.inputShape.join() !== inputShape.join()) {
    const message = `a row is ${testInputs.inputShape.join(' × ')}, in ${train.inputs.name} it is ${inputShape.join(' × ')}`
    throw new DataError(`array ${test.inputs.name}`, message)
  }
  const dataset = {
    ...base,
    train: { count: trainCount, inputs: trainInputs.inputs, labels: labels.slice(0, trainCount) },
    test: { count: testInputs.count, inputs: testInputs.inputs, labels: labels.slice(trainCount) },
  }
  return { dataset, classNames }
}

/** Where train and test rows differ in size, that is told of later. */
function checkSize(pairs: readonly ArrayPair[]): void {
  for (const { inputs } of pairs) {
    const [count = 0, ...row] = inputs.shape
    const rowSize = row.reduce((size, side) => size * side, 1)
    checkDataSize(`array ${inputs.name}`, count, rowSize)
  }
}

/** Classes of all pairs together, so that train and test agree. */
function readClasses(pairs: readonly ArrayPair[]): ClassLabels {
  const values = pairs.map(({ inputs, labels }) => {
    const read = readArrayLabels(labels)
    if (read.length !== inputs.shape[0]) {
      const message = `${read.length} labels for the ${inputs.shape[0]} rows of ${inputs.name}`
      throw new DataError(`array ${labels.name}`, message)
    }
    return read
  })
  const all = new Float64Array(values.reduce((sum, { length }) => sum + length, 0))
  let start = 0
  for (const part of values) {
    all.set(part, start)
    start += part.length
  }
  return labelNumbers(all, `array ${pairs.map(({ labels }) => labels.name).join(' and ')}`)
}
