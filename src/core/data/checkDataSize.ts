import { DataError } from './dataError.ts'

/** Numbers that a data set may have, inputs of train and test together: 2 GiB of float32, as large as files may be. */
export const mostDataNumbers = 2 ** 29

/**
 * Refuses data that would not fit, before memory is taken: `rowCount` rows of `rowSize` numbers.
 *
 * @throws DataError at `place` that says how many rows would do
 */
export function checkDataSize(place: string, rowCount: number, rowSize: number): void {
  if (rowCount * rowSize <= mostDataNumbers) return
  const gigabytes = ((4 * rowCount * rowSize) / 1e9).toFixed(1)
  const rows = Math.floor(mostDataNumbers / rowSize)
  throw new DataError(
    place,
    `${rowCount} rows of ${rowSize} numbers take ${gigabytes} GB as float32; open at most ${rows} rows of this size`,
  )
}
