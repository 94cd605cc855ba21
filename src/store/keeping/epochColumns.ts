import type { EpochRecord } from '../../protocol/training.ts'

const width = 6

/** Histories are immutable: each is turned into numbers once, so that whoever keeps arrays knows it again. */
const known = new WeakMap<readonly EpochRecord[], Float64Array>()

/**
 * A history as rows of epoch, learning rate, train nll and accuracy, test nll and accuracy; the last two are NaN where the
 * test split was not evaluated. Undefined where that could not be told from numbers that are NaN.
 */
export function toEpochColumns(history: readonly EpochRecord[]): Float64Array | undefined {
  const before = known.get(history)
  if (before) return before
  const rows = new Float64Array(history.length * width)
  for (const [i, record] of history.entries()) {
    const { epoch, learningRate, trainNll, trainAccuracy, testNll, testAccuracy } = record
    if (
      testAccuracy === undefined ? testNll !== undefined : testNll === undefined || Number.isNaN(testAccuracy)
    )
      return undefined
    const test = [testNll ?? Number.NaN, testAccuracy ?? Number.NaN]
    rows.set([epoch, learningRate, trainNll, trainAccuracy, ...test], i * width)
  }
  known.set(history, rows)
  return rows
}

/** What `toEpochColumns` wrote; undefined for anything else. */
export function fromEpochColumns(rows: unknown): EpochRecord[] | undefined {
  if (!(rows instanceof Float64Array) || rows.length % width !== 0) return undefined
  const history = Array.from({ length: rows.length / width }, (_, i): EpochRecord => {
    const at = (column: number) => rows[i * width + column] as number
    const train = { epoch: at(0), learningRate: at(1), trainNll: at(2), trainAccuracy: at(3) }
    return Number.isNaN(at(5)) ? train : { ...train, testNll: at(4), testAccuracy: at(5) }
  })
  known.set(history, rows)
  return history
}
