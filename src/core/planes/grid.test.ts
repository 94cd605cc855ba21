import { describe, expect, it } from 'vitest'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { readFixture } from '../../fixtures/readFixture.ts'
import { measureBasis } from './geometry.ts'
import {
  axisPosition,
  axisValue,
  coarseToFine,
  fillFromCoarse,
  type Grid,
  gridRows,
  officialGrid,
  reusedIndices,
} from './grid.ts'
import { createPlane, keepOrientation, type Plane, pointCoefficients } from './plane.ts'

const geometry = measureBasis([
  [0, 0],
  [4, 0],
  [1, 2],
])
const plane = createPlane(geometry, { origin: 0, along: 1, towards: 2 })

function square(count: number, from: Plane = plane): Grid {
  return officialGrid(from, count)
}

describe('axes', () => {
  const axis = { min: -0.7, max: 4.1, count: 21 }

  it('ends exactly at its ends', () => {
    expect(axisValue(axis, 0)).toBe(-0.7)
    expect(axisValue(axis, 20)).toBe(4.1)
    expect(axisValue({ min: 3, max: 3, count: 1 }, 0)).toBe(3)
  })

  it('finds positions', () => {
    expect(axisPosition(axis, axisValue(axis, 7))).toBeCloseTo(7, 12)
    expect(axisPosition({ min: 3, max: 3, count: 1 }, 3)).toBe(0)
    expect(axisPosition({ min: 3, max: 3, count: 1 }, 4)).toBeNaN()
  })
})

describe('officialGrid', () => {
  it('takes a margin of a fifth in both relative directions', () => {
    const grid = square(21)
    expect(grid.x).toEqual({ min: expect.closeTo(-0.8, 12), max: expect.closeTo(4.8, 12), count: 21 })
    expect(grid.y).toEqual({ min: expect.closeTo(-0.4, 12), max: expect.closeTo(2.4, 12), count: 21 })
  })

  it('takes its height from the endpoints where the plane is degenerate', () => {
    const grid = square(21, { ...plane, vLength: 0, degenerate: true })
    expect(grid.y).toEqual(grid.x)
  })

  it('turns with the bend', () => {
    const turned = keepOrientation(plane, { ...plane, v: plane.v.map((value) => -value) })
    expect(square(21, turned).y).toEqual({ min: -square(21).y.max, max: -square(21).y.min, count: 21 })
  })

  it.each(['moons', 'digits_mlp', 'digits_bn'] as const)(
    'has the coordinates of the official %s planes',
    (name) => {
      const fixture = readFixture(name)
      for (const kind of ['bezier', 'chain']) {
        const read = (key: string) => fixtureTensor(fixture, key)
        const basis = measureBasis([read('end1'), read('end2'), read(`bend.${kind}`)])
        const grid = officialGrid(createPlane(basis, { origin: 0, along: 1, towards: 2 }))
        for (let i = 0; i < 21; i++) {
          expect(axisValue(grid.x, i)).toBeCloseTo(read(`plane.${kind}.grid_x`)[i] ?? Number.NaN, 5)
          expect(axisValue(grid.y, i)).toBeCloseTo(read(`plane.${kind}.grid_y`)[i] ?? Number.NaN, 5)
        }
      }
    },
  )
})

describe('gridRows', () => {
  const grid: Grid = { x: { min: 0, max: 2, count: 3 }, y: { min: -1, max: 1, count: 2 } }

  it('runs along x first, from the smallest y', () => {
    const rows = gridRows(plane, grid)
    expect(rows).toHaveLength(18)
    expect([...rows.subarray(6, 9)]).toEqual(pointCoefficients(plane, 2, -1))
    expect([...rows.subarray(9, 12)]).toEqual(pointCoefficients(plane, 0, 1))
  })

  it('takes any order', () => {
    expect([...gridRows(plane, grid, [4, 0])]).toEqual([
      ...pointCoefficients(plane, 1, 1),
      ...pointCoefficients(plane, 0, -1),
    ])
  })
})

describe('coarseToFine', () => {
  const sizes = [
    [21, 21],
    [41, 41],
    [51, 51],
    [161, 161],
    [201, 201],
    [101, 21],
    [30, 47],
    [5, 1],
    [1, 1],
  ] as const

  it.each(sizes)('orders %i×%i points once each, every level a complete sub-grid', (width, height) => {
    const { order, levels } = coarseToFine(width, height)
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: width * height }, (_, k) => k))
    expect(levels.at(-1)).toEqual({ stride: 1, end: width * height })
    for (const [k, { stride, end }] of levels.entries()) {
      if (k > 0) expect(stride * 2).toBe(levels[k - 1]?.stride)
      const level = order.subarray(0, end)
      expect(end).toBe(Math.ceil(width / stride) * Math.ceil(height / stride))
      expect(
        level.every((index) => (index % width) % stride === 0 && Math.floor(index / width) % stride === 0),
      ).toBe(true)
    }
  })

  it('starts with about six points a side', () => {
    for (const count of [21, 41, 81, 161]) expect(coarseToFine(count, count).levels[0]?.end).toBe(36)
    for (const count of [51, 101, 201]) expect(coarseToFine(count, count).levels[0]?.end).toBe(49)
  })
})

describe('reusedIndices', () => {
  it.each([
    [21, 41],
    [41, 81],
    [81, 161],
    [51, 101],
    [101, 201],
  ])('finds every point of %i² in %i²', (coarse, fine) => {
    const up = reusedIndices(square(coarse), square(fine))
    const found = up.filter((index) => index >= 0)
    expect([...found]).toEqual(Array.from({ length: coarse * coarse }, (_, k) => k))
    const down = reusedIndices(square(fine), square(coarse))
    expect(down.every((index, k) => index === Math.floor(k / coarse) * 2 * fine + (k % coarse) * 2)).toBe(
      true,
    )
  })

  it('finds nothing in a shifted grid and only the overlap in a moved one', () => {
    const from: Grid = { x: { min: 0, max: 4, count: 5 }, y: { min: 0, max: 0, count: 1 } }
    expect([...reusedIndices(from, { ...from, x: { min: 0.1, max: 4.1, count: 5 } })]).toEqual([
      -1, -1, -1, -1, -1,
    ])
    expect([...reusedIndices(from, { ...from, x: { min: 2, max: 6, count: 5 } })]).toEqual([2, 3, 4, -1, -1])
    expect([...reusedIndices(from, { ...from, y: { min: 1, max: 1, count: 1 } })]).toEqual([
      -1, -1, -1, -1, -1,
    ])
  })
})

describe('fillFromCoarse', () => {
  const size = { width: 21, height: 21 }
  const values = Float64Array.from({ length: 441 }, (_, k) => k)

  it('is the values where all are known', () => {
    expect(fillFromCoarse(values, new Uint8Array(441).fill(1), size)).toEqual(values)
  })

  it('is NaN where nothing is known', () => {
    expect(fillFromCoarse(values, new Uint8Array(441), size).every(Number.isNaN)).toBe(true)
  })

  it('paints each point like the nearest of a finished level', () => {
    const { order, levels } = coarseToFine(21, 21)
    const known = new Uint8Array(441)
    for (const index of order.subarray(0, levels[0]?.end)) known[index] = 1
    fillFromCoarse(values, known, size).forEach((value, k) => {
      const nearest = (position: number) => Math.min(Math.round(position / 4) * 4, 20)
      expect(value).toBe(nearest(Math.floor(k / 21)) * 21 + nearest(k % 21))
    })
  })

  it('prefers finer points where they are known, and shows a known NaN', () => {
    const known = new Uint8Array(441)
    const broken = values.slice()
    for (const index of coarseToFine(21, 21).order.subarray(0, 36)) known[index] = 1
    known[2 * 21 + 2] = 1
    broken[0] = Number.NaN
    const filled = fillFromCoarse(broken, known, size)
    expect(filled[1 * 21 + 1]).toBe(2 * 21 + 2)
    expect(filled[0]).toBeNaN()
    expect(filled[1]).toBeNaN()
  })

  it('reaches the edge that no coarse point lies on', () => {
    const { order, levels } = coarseToFine(51, 51)
    const known = new Uint8Array(51 * 51)
    for (const index of order.subarray(0, levels[0]?.end)) known[index] = 1
    const filled = fillFromCoarse(Float64Array.from(known), known, { width: 51, height: 51 })
    expect(filled.every((value) => value === 1)).toBe(true)
  })
})
