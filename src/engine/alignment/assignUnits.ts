import { munkres } from 'munkres'
import type { Assign } from '../../core/alignment/matchWeights.ts'

/** The assignment with the largest sum of gains, by the Hungarian method. */
export const assignUnits: Assign = (gains, count) => {
  const costs = Array.from({ length: count }, (_, row) =>
    gains.subarray(row * count, (row + 1) * count).map((gain) => -gain),
  )
  const columns = new Int32Array(count)
  for (const [row, column] of munkres(costs)) columns[row] = column
  return columns
}
