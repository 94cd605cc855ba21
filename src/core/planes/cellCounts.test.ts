import { expect, it } from 'vitest'
import { countCells } from './cellCounts.ts'

it('counts what is clipped and what is not finite among the computed cells', () => {
  const values = [0.5, 1, 2, 7, Number.NaN, Number.POSITIVE_INFINITY, 9]
  expect(countCells(values, [1, 5], [1, 1, 1, 1, 1, 1, 0])).toEqual({
    total: 7,
    computed: 6,
    notFinite: 2,
    below: 1,
    above: 1,
    min: 0.5,
    max: 7,
  })
})

it('knows no extent where nothing is finite', () => {
  const { min, max, computed } = countCells([Number.NaN], [0, 1])
  expect([min, max, computed]).toEqual([Number.NaN, Number.NaN, 1])
})
