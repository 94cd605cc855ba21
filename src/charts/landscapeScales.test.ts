import { expect, test } from 'vitest'
import { landscapeMargins, landscapeScales } from './landscapeScales.ts'

const grid = { x: { min: -2, max: 14, count: 21 }, y: { min: -1, max: 6, count: 11 } }

test('the window fills the frame and y grows upwards', () => {
  const { xScale, yScale, plot } = landscapeScales({ grid }, { width: 660, height: 700 })
  expect([xScale(-2), xScale(14)]).toEqual([plot.x, plot.x + plot.width])
  expect([yScale(-1), yScale(6)]).toEqual([plot.y + plot.height, plot.y])
  expect(plot.y + plot.height + landscapeMargins.bottom).toBe(700)
  expect(yScale.invert(yScale(3.25))).toBeCloseTo(3.25, 12)
})

test('a container without size still has scales', () => {
  const { xScale, plot } = landscapeScales({ grid }, { width: 0, height: 0 })
  expect([plot.width, plot.height]).toEqual([1, 1])
  expect(xScale(14)).toBeGreaterThan(xScale(-2))
})
