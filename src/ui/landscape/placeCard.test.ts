import { expect, it } from 'vitest'
import { placeCard } from './placeCard.ts'

const axis = { min: 0, max: 10, count: 5 }
const grid = { x: axis, y: axis }

it('takes the upper right corner while nothing is there', () => {
  expect(placeCard(grid, [{ x: 2, y: 2 }])).toBe('top-right')
  expect(placeCard(grid, [])).toBe('top-right')
})

it('keeps away from the bend and from the place that was probed', () => {
  expect(placeCard(grid, [{ x: 8, y: 9 }])).toBe('bottom-left')
  expect(
    placeCard(grid, [
      { x: 8, y: 9 },
      { x: 1, y: 1 },
    ]),
  ).toMatch(/top-left|bottom-right/)
})
