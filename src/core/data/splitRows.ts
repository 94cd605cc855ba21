import type { Dataset, SplitData } from './dataset.ts'

/**
 * Splits rows in their order: the first go to train, the last ⌈rows · testShare⌉ to test (as scikit-learn counts them).
 * `inputs` is row-major `[rows, …inputShape]`; the splits are copies.
 *
 * @throws RangeError when rows and labels disagree, a label is not in 0…classCount − 1, or a split would be empty.
 */
export function splitRows(
  inputs: Float32Array,
  labels: Int32Array,
  options: {
    readonly inputShape: readonly number[]
    readonly classCount: number
    readonly testShare: number
  },
): Dataset {
  const { inputShape, classCount, testShare } = options
  const rows = labels.length
  const rowSize = inputShape.reduce((size, side) => size * side, 1)
  if (inputs.length !== rows * rowSize) {
    throw new RangeError(`data rows: got ${inputs.length} values, wanted ${rows} rows of ${rowSize}`)
  }
  const stray = labels.find((label) => label < 0 || label >= classCount)
  if (stray !== undefined) {
    throw new RangeError(`data labels: got ${stray}, wanted a class from 0 to ${classCount - 1}`)
  }
  const trainCount = rows - countTestRows(rows, testShare)
  const takeRows = (start: number, end: number): SplitData => ({
    count: end - start,
    inputs: inputs.slice(start * rowSize, end * rowSize),
    labels: labels.slice(start, end),
  })
  return { inputShape, classCount, train: takeRows(0, trainCount), test: takeRows(trainCount, rows) }
}

/** Rows that a share leaves for test: ⌈rows · testShare⌉. @throws RangeError where a split would be empty */
export function countTestRows(rows: number, testShare: number): number {
  if (!(testShare > 0 && testShare < 1)) {
    throw new RangeError(`test share: got ${testShare}, wanted a number between 0 and 1`)
  }
  // The product may lie a rounding error above a whole number.
  const testCount = Math.ceil(rows * testShare - 1e-9)
  if (testCount < 1) throw new RangeError(`test split is empty: ${rows} rows with test share ${testShare}`)
  if (testCount >= rows)
    throw new RangeError(`train split is empty: ${rows} rows with test share ${testShare}`)
  return testCount
}
