import { describe, expect, it } from 'vitest'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { readFixture } from '../../fixtures/readFixture.ts'
import { curveCoefficients, uniformTs } from '../curves/curve.ts'
import { affineProduct, type BasisGeometry, measureBasis } from './geometry.ts'
import {
  createPlane,
  keepOrientation,
  type Plane,
  PlaneError,
  pointCoefficients,
  projectCoefficients,
  thirdHeight,
} from './plane.ts'

const end1 = [1, -2, 0.5, 3]
const end2 = [4, 2, 0.5, 3]
/** Unit vector orthogonal to end2 − end1. */
const away = [0.8, -0.6, 0, 0]
const orthogonal = [1, -2, 0.5, 8]

/** A third vector at 0.4 of the segment, `height` away from it; ‖u‖ = 5. */
function third(height: number): number[] {
  return end1.map((value, k) => value + 0.4 * ((end2[k] ?? 0) - value) + height * (away[k] ?? 0))
}

function expectOrthonormal(plane: Plane, geometry: BasisGeometry, tolerance: number) {
  expect(Math.abs(affineProduct(geometry, plane.u, plane.u) - 1)).toBeLessThan(1e-12)
  expect(Math.abs(affineProduct(geometry, plane.v, plane.v) - 1)).toBeLessThan(tolerance)
  expect(Math.abs(affineProduct(geometry, plane.u, plane.v))).toBeLessThan(tolerance)
}

const vectors = { origin: 0, along: 1, towards: 2 }

describe('createPlane', () => {
  const geometry = measureBasis([end1, end2, third(2)])
  const plane = createPlane(geometry, vectors)

  it('has orthonormal axes and true lengths', () => {
    expectOrthonormal(plane, geometry, 1e-12)
    expect(plane.uLength).toBeCloseTo(5, 14)
    expect(plane.vLength).toBeCloseTo(2, 14)
    expect(plane.degenerate).toBe(false)
  })

  it('puts the three vectors where the paper does', () => {
    expect(projectCoefficients(plane, geometry, [1, 0, 0])).toEqual({ x: 0, y: 0, distance: 0 })
    expect(projectCoefficients(plane, geometry, [0, 1, 0])).toEqual({
      x: expect.closeTo(5, 12),
      y: 0,
      distance: 0,
    })
    const bend = projectCoefficients(plane, geometry, [0, 0, 1])
    expect(bend.x).toBeCloseTo(2, 12)
    expect(bend.y).toBeCloseTo(2, 12)
    expect(bend.distance).toBe(0)
  })

  it('writes points as coefficients that sum to 1', () => {
    for (const [x, y] of [
      [0, 0],
      [3.5, -1],
      [-2, 40],
    ]) {
      const sum = pointCoefficients(plane, x ?? 0, y ?? 0).reduce((total, c) => total + c, 0)
      expect(sum).toBeCloseTo(1, 12)
    }
  })

  it('serves any order of the basis', () => {
    const turned = measureBasis([third(2), end2, orthogonal, end1])
    const same = createPlane(turned, { origin: 3, along: 1, towards: 0 })
    expect(same.uLength).toBeCloseTo(5, 12)
    expect(same.vLength).toBeCloseTo(2, 12)
    const point = projectCoefficients(same, turned, pointCoefficients(same, 1.5, -0.25))
    expect(point.x).toBeCloseTo(1.5, 12)
    expect(point.y).toBeCloseTo(-0.25, 12)
    expect(point.distance).toBe(0)
  })
})

describe('projectCoefficients', () => {
  it('measures how far a point is from the plane', () => {
    const geometry = measureBasis([end1, end2, third(2), orthogonal])
    const plane = createPlane(geometry, vectors)
    const point = pointCoefficients(plane, 1, 3).map((c, i) => c + (i === 3 ? 0.5 : i === 0 ? -0.5 : 0))
    const projected = projectCoefficients(plane, geometry, point)
    expect(projected.x).toBeCloseTo(1, 12)
    expect(projected.y).toBeCloseTo(3, 12)
    expect(projected.distance).toBeCloseTo(2.5, 12)
  })

  it.each([2, 1e-3, 5.1e-6])('inverts pointCoefficients where the third vector is %f away', (height) => {
    const geometry = measureBasis([end1, end2, third(height)])
    const plane = createPlane(geometry, vectors)
    for (const x of [-1, 0, 2.5, 6]) {
      for (const y of [-1, 0, 0.3, 2]) {
        const back = projectCoefficients(plane, geometry, pointCoefficients(plane, x, y))
        expect(back.x).toBeCloseTo(x, 8)
        expect(back.y).toBeCloseTo(y, 8)
        expect(back.distance).toBe(0)
      }
    }
  })
})

describe('degenerate planes', () => {
  const fallback = 3

  it('keeps a v just above the threshold', () => {
    const geometry = measureBasis([end1, end2, third(5.1e-6), orthogonal])
    const plane = createPlane(geometry, { ...vectors, fallback })
    expect(plane.degenerate).toBe(false)
    expect(plane.vLength).toBeCloseTo(5.1e-6, 9)
    expectOrthonormal(plane, geometry, 1e-3)
  })

  it.each([0, 4.9e-6])('takes the fallback where the third vector is %f away', (height) => {
    const geometry = measureBasis([end1, end2, third(height), orthogonal])
    const plane = createPlane(geometry, { ...vectors, fallback })
    expect(plane.degenerate).toBe(true)
    expect(plane.vLength).toBe(0)
    expect(thirdHeight(plane)).toBe(0)
    expectOrthonormal(plane, geometry, 1e-12)
    expect(projectCoefficients(plane, geometry, [0, 0, 0, 1])).toEqual({
      x: 0,
      y: expect.closeTo(5, 12),
      distance: 0,
    })
    const bend = projectCoefficients(plane, geometry, [0, 0, 1, 0])
    expect(bend.x).toBeCloseTo(2, 6)
    expect(bend.distance).toBeLessThan(1e-5)
  })

  it('explains what is missing', () => {
    const flat = measureBasis([end1, end2, third(0)])
    expect(() => createPlane(flat, vectors)).toThrow(new PlaneError('no second direction'))
    const same = measureBasis([end1, end1, third(1)])
    expect(() => createPlane(same, vectors)).toThrow(new PlaneError('identical endpoints'))
    const broken = measureBasis([end1, end2, [Number.NaN, 0, 0, 0]])
    expect(() => createPlane(broken, vectors)).toThrow(new PlaneError('not finite'))
  })
})

describe('keepOrientation', () => {
  it('does not flip while a bend is carried across the segment', () => {
    const geometry = measureBasis([end1, end2, third(0.1), third(-0.1), third(-0.2), orthogonal])
    const above = createPlane(geometry, vectors)
    const below = keepOrientation(createPlane(geometry, { ...vectors, towards: 3 }), above, geometry)
    expect(thirdHeight(below)).toBeCloseTo(-0.1, 12)
    expect(affineProduct(geometry, above.v, below.v)).toBeCloseTo(1, 9)
    const lower = keepOrientation(createPlane(geometry, { ...vectors, towards: 4 }), below, geometry)
    expect(projectCoefficients(lower, geometry, [0, 0, 0, 0, 1, 0]).y).toBeCloseTo(-0.2, 12)
    expect(lower.vLength).toBeCloseTo(0.2, 12)
  })

  it('follows a fallback direction into the first true plane', () => {
    const lifted = orthogonal.map((value, k) => value + (k === 3 ? -10 : 0))
    const geometry = measureBasis([end1, end2, third(0), orthogonal, lifted])
    const flat = createPlane(geometry, { ...vectors, fallback: 3 })
    const plane = keepOrientation(createPlane(geometry, { ...vectors, towards: 4 }), flat, geometry)
    expect(thirdHeight(plane)).toBeCloseTo(-5, 12)
  })

  it('keeps the bend on its side when the old basis is gone', () => {
    const geometry = measureBasis([end1, end2, third(-0.1)])
    const plane = createPlane(geometry, vectors)
    expect(keepOrientation(plane, plane)).toBe(plane)
    const turned = { ...plane, v: plane.v.map((value) => -value) }
    const next = createPlane(measureBasis([end1, end2, third(-0.3)]), vectors)
    expect(thirdHeight(keepOrientation(next, turned))).toBeCloseTo(-0.3, 12)
  })
})

describe.each(['moons', 'digits_mlp', 'digits_bn'] as const)('%s', (name) => {
  const fixture = readFixture(name)
  const read = (key: string) => fixtureTensor(fixture, key)

  it.each(['bezier', 'chain'] as const)('draws its %s where the official code does', (kind) => {
    const geometry = measureBasis([read('end1'), read(`bend.${kind}`), read('end2')])
    const plane = createPlane(geometry, { origin: 0, along: 2, towards: 1 })
    const { dx, dy } = JSON.parse(fixture.metadata[`plane.${kind}.basis`] ?? '{}')
    expect(plane.uLength).toBeCloseTo(dx, 6)
    expect(plane.vLength).toBeCloseTo(dy, 6)
    const bends = read(`plane.${kind}.bend_coordinates`)
    const curve = read(`plane.${kind}.curve_coordinates`)
    const points = [
      ...[0, 1, 2].map((i) => [0, 1, 2].map((k) => Number(i === k))),
      ...uniformTs(61).map((t) => curveCoefficients(kind, 3, t)),
    ]
    const official = [...bends, ...curve]
    points.forEach((coefficients, k) => {
      const point = projectCoefficients(plane, geometry, coefficients)
      expect(point.x).toBeCloseTo(official[2 * k] ?? Number.NaN, 5)
      expect(point.y).toBeCloseTo(official[2 * k + 1] ?? Number.NaN, 5)
      expect(point.distance).toBe(0)
    })
  })

  it('finds a freshly initialised curve flat', () => {
    const geometry = measureBasis([read('end1'), read('bend.initial'), read('end2')])
    expect(() => createPlane(geometry, { origin: 0, along: 2, towards: 1 })).toThrow('no second direction')
  })
})
