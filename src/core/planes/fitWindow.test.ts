import { expect, it } from 'vitest'
import { fitWindow, windowSize } from './fitWindow.ts'
import { axisValue, type Grid } from './grid.ts'

const grid: Grid = { x: { min: -1, max: 3, count: 5 }, y: { min: 0, max: 2, count: 3 } }

/** 2x + y at each point, which bilinear interpolation keeps. */
const values = Float64Array.from(
  { length: 15 },
  (_, k) => 2 * axisValue(grid.x, k % 5) + axisValue(grid.y, Math.floor(k / 5)),
)

it('keeps the middle and shows as much as is asked for', () => {
  const fitted = fitWindow({ grid, values }, { width: 8, height: 4 }, 9)
  expect(fitted.grid).toEqual({ x: { min: -3, max: 5, count: 9 }, y: { min: -1, max: 3, count: 9 } })
  expect(windowSize(fitted.grid)).toEqual({ width: 8, height: 4 })
})

it('takes values from the landscape and marks what lies outside', () => {
  const { grid: wide, values: found, known } = fitWindow({ grid, values }, { width: 8, height: 4 }, 9)
  for (let k = 0; k < found.length; k++) {
    const x = axisValue(wide.x, k % 9)
    const y = axisValue(wide.y, Math.floor(k / 9))
    const isInside = x >= -1 && x <= 3 && y >= 0 && y <= 2
    expect(known[k]).toBe(isInside ? 1 : 0)
    if (isInside) expect(found[k]).toBeCloseTo(2 * x + y, 12)
    else expect(found[k]).toBeNaN()
  }
})

it('keeps a network that diverged apart from what nobody computed', () => {
  const holed = Float64Array.from(values, (value, k) => (k === 7 ? Number.NaN : value))
  const { values: found, known } = fitWindow({ grid, values: holed }, { width: 4, height: 2 }, 3)
  expect(found[4]).toBeNaN()
  expect([...known]).toEqual(Array(9).fill(1))
})
