import { expect, it } from 'vitest'
import { createUnitSets } from './unitSets.ts'

it('lists what is free, joined sets once, in the order in which they were made', () => {
  const sets = createUnitSets()
  const [a, b, c, d] = [sets.create(4, 'a'), sets.create(3, 'b'), sets.create(4, 'c'), sets.create(3)]
  sets.join(c, a)
  expect(sets.list()).toEqual([
    { size: 4, layers: ['a', 'c'] },
    { size: 3, layers: ['b'] },
    { size: 3, layers: [] },
  ])
  expect([a, b, c, d].map((set) => sets.groupOf(set))).toEqual([0, 1, 0, 2])
  expect(sets.layersOf(c)).toEqual(['a', 'c'])
  sets.join(a, c)
  expect(sets.layersOf(a)).toEqual(['a', 'c'])
})

it('joins sets through others', () => {
  const sets = createUnitSets()
  const [a, b, c] = [sets.create(2, 'a'), sets.create(2, 'b'), sets.create(2, 'c')]
  sets.join(b, c)
  sets.join(a, b)
  expect(sets.list()).toEqual([{ size: 2, layers: ['a', 'b', 'c'] }])
  expect(sets.groupOf(c)).toBe(0)
})

it('fixes all that are joined to a fixed one, whichever came first', () => {
  const sets = createUnitSets()
  const [a, b, c, d] = [sets.create(2, 'a'), sets.create(2, 'b'), sets.create(2, 'c'), sets.create(2, 'd')]
  sets.fix(b)
  sets.join(a, b)
  sets.join(c, d)
  expect([a, b, c, d].map((set) => sets.isFixed(set))).toEqual([true, true, false, false])
  expect([a, b, c, d].map((set) => sets.groupOf(set))).toEqual([-1, -1, 0, 0])
  sets.fix(d)
  expect(sets.isFixed(c)).toBe(true)
  expect(sets.list()).toEqual([])
})
