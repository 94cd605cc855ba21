import { createRandom, shuffle } from '../random.ts'
import { DataError } from './dataError.ts'
import type { SplitData } from './dataset.ts'
import { countTestRows } from './splitRows.ts'

/** By share: the last ⌈rows · testShare⌉ rows are test, after a shuffle where there is a seed. */
export interface ShareSplit {
  readonly by: 'share'
  /** 0 < share < 1. */
  readonly testShare: number
  /** Absent keeps the order of the rows: right only where they are not sorted by class. */
  readonly seed?: number
}

/** As the official code does unless it is told to use the test set: the last rows of train stand in for test. */
export interface ValidationSplit {
  readonly by: 'validation'
  /** Default 5,000. */
  readonly count?: number
}

/** Which rows go where. */
export interface RowDivision {
  readonly train: Int32Array
  readonly test: Int32Array
}

/** Divides so many rows. @throws DataError where a split would be empty */
export function divideRows(count: number, split: ShareSplit | ValidationSplit): RowDivision {
  const rows = Int32Array.from({ length: count }, (_, row) => row)
  if (split.by === 'share') {
    if (split.seed !== undefined) shuffle(rows, createRandom(split.seed, 'data'))
    const trainCount = count - countTestRows(count, split.testShare)
    return { train: rows.subarray(0, trainCount), test: rows.subarray(trainCount) }
  }
  const testCount = split.count ?? 5000
  if (!Number.isInteger(testCount) || testCount < 1 || testCount >= count) {
    throw new DataError('validation split', `${testCount} of ${count} rows leave no train split`)
  }
  return { train: rows.subarray(0, count - testCount), test: rows.subarray(count - testCount) }
}

/** The rows of a split, copied: `inputs` is row-major with `rowSize` values a row. */
export function takeRows(
  {
    inputs,
    labels,
    rowSize,
  }: { readonly inputs: Float32Array; readonly labels: Int32Array; readonly rowSize: number },
  rows: Int32Array,
): SplitData {
  const taken = new Float32Array(rows.length * rowSize)
  for (let i = 0; i < rows.length; i++) {
    const start = (rows[i] as number) * rowSize
    taken.set(inputs.subarray(start, start + rowSize), i * rowSize)
  }
  return { count: rows.length, inputs: taken, labels: Int32Array.from(rows, (row) => labels[row] as number) }
}
