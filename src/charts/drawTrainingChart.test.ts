import { expect, test } from 'vitest'
import { spread, thin } from './drawTrainingChart.ts'

test('spread gives names a line each, in order and inside the plot', () => {
  const plot = { y: 0, height: 60 }
  expect(spread([10, 40], plot)).toEqual([10, 40])
  const [a = 0, b = 0, c = 0] = spread([58, 59, 57], plot)
  expect(c).toBeLessThan(a)
  expect(a).toBeLessThan(b)
  expect(b).toBeLessThanOrEqual(60)
  expect(b - a).toBeGreaterThanOrEqual(12)
})

test('thin keeps the ends and the peaks of every column of pixels, in order', () => {
  const points = Array.from({ length: 6000 }, (_, i) => ({ epoch: i + 1, value: Math.sin(i) + i / 1000 }))
  const xScale = (epoch: number) => epoch / 30
  const kept = thin(points, xScale)
  expect(kept.length).toBeLessThanOrEqual(4 * 201)
  expect(kept).toEqual(points.filter((point) => kept.includes(point)))
  expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)])
  for (const column of [0, 17, 199]) {
    const inside = (all: typeof points | typeof kept) =>
      all.filter(({ epoch }) => Math.floor(xScale(epoch)) === column).map(({ value }) => value)
    expect(Math.max(...inside(kept))).toBe(Math.max(...inside(points)))
    expect(Math.min(...inside(kept))).toBe(Math.min(...inside(points)))
  }
  const few = points.slice(0, 20)
  expect(thin(few, (epoch) => 10 * epoch)).toEqual(few)
})
