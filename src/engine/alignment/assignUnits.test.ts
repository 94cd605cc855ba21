import { expect, test } from 'vitest'
import { assignRows } from '../../core/data/assignment.ts'
import { createRandom } from '../../core/random.ts'
import { assignUnits } from './assignUnits.ts'

test.each([1, 2, 7, 40])('gains as much as another method does, %i units', (count) => {
  const random = createRandom(count, 'samples')
  const gains = Float64Array.from({ length: count * count }, random.normal)
  const total = (columns: Int32Array) =>
    columns.reduce((sum, column, row) => sum + (gains[row * count + column] as number), 0)
  const found = assignUnits(gains, count)
  expect(new Set(found).size).toBe(count)
  expect(total(found)).toBeCloseTo(
    total(
      assignRows(
        gains.map((gain) => -gain),
        count,
      ),
    ),
    10,
  )
})
