import { expect, test } from 'vitest'
import { spread } from './drawTrainingChart.ts'

test('spread gives names a line each, in order and inside the plot', () => {
  const plot = { y: 0, height: 60 }
  expect(spread([10, 40], plot)).toEqual([10, 40])
  const [a = 0, b = 0, c = 0] = spread([58, 59, 57], plot)
  expect(c).toBeLessThan(a)
  expect(a).toBeLessThan(b)
  expect(b).toBeLessThanOrEqual(60)
  expect(b - a).toBeGreaterThanOrEqual(12)
})
