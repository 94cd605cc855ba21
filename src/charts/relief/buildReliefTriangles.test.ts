import { describe, expect, it } from 'vitest'
import { createColorScale } from '../colorScale.ts'
import { buildReliefTriangles } from './buildReliefTriangles.ts'
import { heightOf, shapeOf } from './reliefShape.ts'
import { roundShape } from './roundShape.ts'

const grid = { x: { min: -1, max: 3, count: 5 }, y: { min: 0, max: 2, count: 3 } }

/** A tilted plane: rises by 1 along all of x and falls by ½ along all of y. */
const tilted = Float64Array.from({ length: 15 }, (_, k) => 0.5 + (k % 5) / 8 - Math.floor(k / 5) / 8)

/** Area of the triangles seen from above, without the walls. */
function areaAbove({ positions, index }: ReturnType<typeof buildReliefTriangles>): number {
  let area = 0
  for (let i = 0; i < index.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((j) => 3 * (index[i + j] as number)) as [number, number, number]
    const at = (k: number) => positions[k] as number
    area += ((at(b) - at(a)) * (at(c + 1) - at(a + 1)) - (at(c) - at(a)) * (at(b + 1) - at(a + 1))) / 2
  }
  return area
}

describe('buildReliefTriangles', () => {
  it('goes through the samples, and turns every triangle outwards', () => {
    const mesh = buildReliefTriangles({ grid, values: tilted })
    const { positions, shades, walls } = mesh
    expect(areaAbove(mesh)).toBeCloseTo(1, 5)
    for (let k = 0; k < walls.length; k++) {
      const [u = 0, v = 0, h = 0] = positions.subarray(3 * k, 3 * k + 3)
      const expected = 0.5 + (u + 0.5) / 2 - (v + 0.5) / 4
      if (walls[k] === 0) {
        expect(h).toBeCloseTo(expected, 5)
        expect(shades[3 * k + 1]).toBeCloseTo(0.5, 5)
        expect(shades[3 * k + 2]).toBeCloseTo(-0.25, 5)
      } else if (h !== 0) expect(h).toBeCloseTo(expected, 5)
    }
  })

  it('leaves holes where a value is missing, and no wall beside one', () => {
    const values = tilted.slice()
    values[7] = Number.NaN
    const mesh = buildReliefTriangles({ grid, values })
    // Four of eight cells touch the sample in the middle.
    expect(areaAbove(mesh)).toBeCloseTo(0.5, 5)
    expect(mesh.positions.every(Number.isFinite)).toBe(true)
    expect(mesh.shades.every(Number.isFinite)).toBe(true)
    values.fill(Number.NaN)
    expect(buildReliefTriangles({ grid, values }).index).toHaveLength(0)
  })

  it('stands its walls on the ground', () => {
    const { positions, walls, index } = buildReliefTriangles({ grid, values: tilted })
    const onWalls = [...index].filter((vertex) => walls[vertex] === 1)
    expect(onWalls.length).toBeGreaterThan(0)
    for (const vertex of onWalls) {
      const [u = 0, v = 0] = positions.subarray(3 * vertex, 3 * vertex + 2)
      expect(Math.max(Math.abs(u), Math.abs(v))).toBeCloseTo(0.5, 6)
    }
    expect(onWalls.some((vertex) => positions[3 * vertex + 2] === 0)).toBe(true)
  })
})

describe('roundShape', () => {
  it('goes through every sample, keeps planes flat and holes open', () => {
    const { grid: fine, values } = roundShape({ grid, values: tilted })
    expect([fine.x.count, fine.y.count]).toEqual([121, 121])
    for (let k = 0; k < values.length; k++) {
      const expected = 0.5 + (k % 121) / 240 - Math.floor(k / 121) / 480
      expect(values[k]).toBeCloseTo(expected, 9)
    }
    const bent = roundShape({ grid, values: tilted.with(7, 0.9) })
    expect(bent.values[60 * 121 + 60]).toBe(0.9)
    const holed = roundShape({ grid, values: tilted.with(7, Number.NaN) }).values
    expect(holed[60 * 121 + 60]).toBeNaN()
    expect(holed[60 * 121 + 31]).toBeNaN()
    expect(holed[60 * 121 + 30]).toBeCloseTo(0.5, 9)
    expect(holed.filter(Number.isNaN).length).toBeLessThan(0.51 * holed.length)
  })

  it('stays in the box where a spline would leave it', () => {
    const steep = Float64Array.from({ length: 15 }, (_, k) => (k % 5 < 2 ? 0 : 1))
    const { values } = roundShape({ grid, values: steep })
    expect(Math.min(...values)).toBe(0)
    expect(Math.max(...values)).toBe(1)
  })

  it('begins a plateau where the values pass the end of the colours, not at a sample', () => {
    const slope = Float64Array.from({ length: 15 }, (_, k) => ((k % 5) + 0.5) / 3)
    const color = createColorScale(slope, { scale: 'linear', palette: 'water', range: [0, 1] })
    const { values } = roundShape(shapeOf({ grid, values: slope, complete: true }, color))
    expect(values.subarray(0, 121).indexOf(1)).toBe(75)
    expect(values[74]).toBeCloseTo(1 - 1 / 90, 9)
  })
})

describe('shapeOf', () => {
  const values = Float64Array.of(0.01, 0.1, 1, 10, Number.NaN, Number.POSITIVE_INFINITY)
  const color = createColorScale(values, { scale: 'log', palette: 'water', vmax: 1 })
  const small = { x: { min: 0, max: 1, count: 3 }, y: { min: 0, max: 1, count: 2 } }

  it('takes the heights of the colour bar: logarithms, a little beyond their end, with holes', () => {
    const { values: heights } = shapeOf({ grid: small, values, complete: true }, color)
    expect([...heights.subarray(0, 4)].map((height) => Number(height.toFixed(6)))).toEqual([0, 0.5, 1, 1.5])
    expect([...heights.subarray(4)]).toEqual([Number.NaN, Number.NaN])
    const known = [0, 1, 1, 1, 1, 1]
    expect(shapeOf({ grid: small, values, known, complete: false }, color).values[0]).toBeNaN()
  })

  it('fills the box with the paper’s scale too, whose colours end below their top', () => {
    const paper = createColorScale(values, { scale: 'paper', palette: 'jet_r', vmax: 1 })
    expect(heightOf(paper, 1)).toBeCloseTo(1, 9)
    expect(heightOf(paper, 50)).toBeCloseTo(1, 9)
  })
})
