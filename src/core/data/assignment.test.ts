import { expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { assignRows } from './assignment.ts'

/** By trying every assignment. */
function smallestSum(costs: ArrayLike<number>, count: number, taken: readonly number[] = []): number {
  if (taken.length === count) return 0
  const sums = Array.from({ length: count }, (_, column) => column)
    .filter((column) => !taken.includes(column))
    .map((column) => {
      const cost = costs[taken.length * count + column] as number
      return cost + smallestSum(costs, count, [...taken, column])
    })
  return Math.min(...sums)
}

it('gives every row a column of its own with the smallest sum', () => {
  const random = createRandom(1, 'samples')
  for (const count of [1, 2, 3, 5, 6]) {
    const costs = Float64Array.from({ length: count * count }, () => random.integer(9) - 4)
    const columns = assignRows(costs, count)
    expect([...columns].sort()).toEqual(Array.from({ length: count }, (_, i) => i))
    const sum = columns.reduce((total, column, row) => total + (costs[row * count + column] as number), 0)
    expect(sum).toBe(smallestSum(costs, count))
  }
  expect(assignRows([], 0)).toHaveLength(0)
})
