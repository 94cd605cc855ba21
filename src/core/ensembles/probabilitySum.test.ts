import { expect, it } from 'vitest'
import { createProbabilitySum } from './probabilitySum.ts'

it('says what its members say on average, and grows', () => {
  const sum = createProbabilitySum()
  expect([sum.size, sum.mean().length]).toEqual([0, 0])
  sum.add([0.25, 0.75, 1, 0])
  expect([...sum.mean()]).toEqual([0.25, 0.75, 1, 0])
  sum.add(Float32Array.of(0.75, 0.25, 0.5, 0.5))
  expect(sum.size).toBe(2)
  expect([...sum.mean()]).toEqual([0.5, 0.5, 0.75, 0.25])
})

it('keeps its members and what it said before as they are', () => {
  const sum = createProbabilitySum()
  const member = Float64Array.of(1, 0)
  sum.add(member)
  const before = sum.mean()
  before.fill(9)
  sum.add([0, 1])
  expect([...sum.mean()]).toEqual([0.5, 0.5])
  expect([...member]).toEqual([1, 0])
})

it('refuses a member of another size and stays as it was', () => {
  const sum = createProbabilitySum()
  sum.add([0.5, 0.5])
  expect(() => sum.add([1, 2, 3])).toThrow(new RangeError('a member has 3 probabilities, expected 2'))
  expect(sum.size).toBe(1)
})
