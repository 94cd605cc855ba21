import { describe, expect, it } from 'vitest'
import { axisValue } from './grid.ts'
import { type Landscape, sampleLandscape } from './landscape.ts'

const grid = { x: { min: -1, max: 3, count: 5 }, y: { min: 0, max: 1, count: 3 } }

function fill(value: (x: number, y: number) => number): Landscape {
  const values = Float64Array.from({ length: 15 }, (_, k) =>
    value(axisValue(grid.x, k % 5), axisValue(grid.y, Math.floor(k / 5))),
  )
  return { grid, values }
}

describe('sampleLandscape', () => {
  const bilinear = (x: number, y: number) => 2 + 3 * x - y + 0.5 * x * y

  it('is exact for a bilinear function', () => {
    const landscape = fill(bilinear)
    for (const [x, y] of [
      [-1, 0],
      [3, 1],
      [0.3, 0.77],
      [2.999, 0.001],
      [1, 0.25],
    ] as const) {
      expect(sampleLandscape(landscape, x, y)).toBeCloseTo(bilinear(x, y), 12)
    }
  })

  it('is NaN outside and forgives a rounding error at the edge', () => {
    const landscape = fill(bilinear)
    expect(sampleLandscape(landscape, -1.01, 0.5)).toBeNaN()
    expect(sampleLandscape(landscape, 0, 1.01)).toBeNaN()
    expect(sampleLandscape(landscape, Number.NaN, 0.5)).toBeNaN()
    expect(sampleLandscape(landscape, 3 + 1e-13, 1 + 1e-13)).toBeCloseTo(bilinear(3, 1), 9)
  })

  it('is NaN beside a NaN, but not on a known point next to it', () => {
    const landscape = fill((x, y) => (x === 1 && y === 0.5 ? Number.NaN : x))
    expect(sampleLandscape(landscape, 0.9, 0.4)).toBeNaN()
    expect(sampleLandscape(landscape, 0, 0.5)).toBe(0)
    expect(sampleLandscape(landscape, 1.5, 0)).toBe(1.5)
  })

  it('reads a grid of one row', () => {
    const row = {
      grid: { x: grid.x, y: { min: 2, max: 2, count: 1 } },
      values: Float64Array.of(0, 1, 2, 3, 4),
    }
    expect(sampleLandscape(row, 0.5, 2)).toBe(1.5)
    expect(sampleLandscape(row, 0.5, 2.1)).toBeNaN()
  })
})
