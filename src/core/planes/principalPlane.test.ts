import { expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { measureBasis } from './geometry.ts'
import { principalPlane } from './principalPlane.ts'

const random = createRandom(3, 'samples')

it('keeps all distances between points that lie in a plane', () => {
  const [u, v] = [0, 1].map(() => Float64Array.from({ length: 20 }, () => random.normal()))
  const points = Array.from({ length: 6 }, () => {
    const [a, b] = [random.normal(), random.normal()]
    return Float64Array.from(u as Float64Array, (value, k) => 5 + a * value + b * (v?.[k] ?? 0))
  })
  const { xs, ys, distances, explained } = principalPlane(measureBasis(points))
  for (const i of points.keys()) {
    for (const j of points.keys()) {
      const apart = Math.hypot(...Array.from(points[i] ?? [], (value, k) => value - (points[j]?.[k] ?? 0)))
      const seen = Math.hypot((xs[i] ?? 0) - (xs[j] ?? 0), (ys[i] ?? 0) - (ys[j] ?? 0))
      expect(seen).toBeCloseTo(apart, 6)
    }
  }
  expect(Math.max(...distances)).toBeLessThan(1e-5)
  expect(explained[0] + explained[1]).toBeCloseTo(1, 9)
})

it('says how far points are from the plane where they do not lie in one', () => {
  const corners = Array.from({ length: 4 }, (_, i) =>
    Float64Array.from({ length: 4 }, (_, k) => (i === k ? 1 : 0)),
  )
  const { xs, ys, distances, explained } = principalPlane(measureBasis(corners))
  for (const i of corners.keys()) {
    const all = (xs[i] ?? 0) ** 2 + (ys[i] ?? 0) ** 2 + (distances[i] ?? 0) ** 2
    expect(all).toBeCloseTo(0.75, 9)
  }
  expect(explained[0]).toBeCloseTo(1 / 3, 9)
})

it('places equal points at one place', () => {
  const same = [Float64Array.of(1, 2), Float64Array.of(1, 2), Float64Array.of(1, 2)]
  const { xs, explained } = principalPlane(measureBasis(same))
  expect([...xs].every((x) => x === 0 || Object.is(x, -0))).toBe(true)
  expect(explained).toEqual([0, 0])
})
