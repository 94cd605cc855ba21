import { expect, it } from 'vitest'
import { decisionHeight, decisionScales } from './decisionScales.ts'

const points = [0, 0, 2, 1]

it('shows all points, and a unit is as long up as across', () => {
  const { xScale, yScale, plot } = decisionScales(points, { width: 341, height: 236 })
  expect(xScale(1) - xScale(0)).toBeCloseTo(yScale(0) - yScale(1))
  expect(xScale(0)).toBeGreaterThan(plot.x)
  expect(xScale(2)).toBeLessThan(plot.x + plot.width)
  expect(yScale.invert(plot.y)).toBeGreaterThan(1)
})

it('stretches an axis along which the points would be a stripe', () => {
  const { yScale, plot } = decisionScales([0, 0, 100, 1], { width: 341, height: 236 })
  expect((1.16 * (yScale(0) - yScale(1))) / plot.height).toBeCloseTo(0.5)
})

it('finds a height between its bounds', () => {
  expect(decisionHeight(points, 341, { min: 100, max: 400 })).toBe(186)
  expect(decisionHeight([0, 0, 1, 9], 341, { min: 100, max: 300 })).toBe(300)
  expect(decisionHeight([], 341, { min: 100, max: 400 })).toBe(336)
})
