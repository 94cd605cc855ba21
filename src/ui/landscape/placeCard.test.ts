import { expect, it } from 'vitest'
import { placeAtEdge, placeCard } from './placeCard.ts'

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

it('takes the edge that leaves more room', () => {
  expect(placeAtEdge(grid, [{ x: 5, y: 9 }])).toBe('bottom')
  expect(
    placeAtEdge(grid, [
      { x: 5, y: 7 },
      { x: 5, y: 1 },
    ]),
  ).toBe('top')
})
