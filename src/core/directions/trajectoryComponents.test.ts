import { describe, expect, it } from 'vitest'
import { measureBasis } from '../planes/geometry.ts'
import { createRandom } from '../random.ts'
import { findTrajectoryComponents } from './trajectoryComponents.ts'

const random = createRandom(3, 'samples')
const draw = (length: number) => Float64Array.from({ length }, random.normal)
const norm = (values: Float64Array) => Math.hypot(...values)

describe('principal directions of a trajectory', () => {
  const [a, b] = [draw(50), draw(50)]
  const points = Array.from({ length: 12 }, (_, k) =>
    Float64Array.from(
      a,
      (value, i) => 5 * Math.cos(k / 4) * value + k * (b[i] as number) + 0.01 * random.normal(),
    ),
  )

  it('are orthonormal, explain nearly all of two, and point to the side of the first', () => {
    const { coefficients, explained } = findTrajectoryComponents(measureBasis(points), 3)
    const directions = coefficients.map((row) =>
      Float64Array.from(a, (_, i) => row.reduce((sum, c, k) => sum + c * (points[k]?.[i] as number), 0)),
    )
    const dot = (x: Float64Array, y: Float64Array) =>
      x.reduce((sum, value, i) => sum + value * (y[i] as number), 0)
    directions.forEach((x, i) => {
      directions.forEach((y, j) => {
        // The third has 4·10⁻⁷ of the variance: the rounding of the first costs it as many digits.
        expect(dot(x, y)).toBeCloseTo(Number(i === j), 6)
      })
    })
    expect((explained[0] as number) + (explained[1] as number)).toBeGreaterThan(0.9999)
    expect(explained[0]).toBeGreaterThan(explained[1] as number)
    const mean = Float64Array.from(a, (_, i) =>
      points.reduce((sum, point) => sum + (point[i] as number) / 12, 0),
    )
    const variance = (x: Float64Array) =>
      points.reduce((sum, point) => sum + (dot(x, point) - dot(x, mean)) ** 2, 0)
    const total = points.reduce(
      (sum, point) => sum + norm(point.map((value, i) => value - (mean[i] as number))) ** 2,
      0,
    )
    directions.forEach((x, k) => {
      expect(variance(x) / total).toBeCloseTo(explained[k] as number, 9)
      expect(dot(x, points[0] as Float64Array)).toBeGreaterThan(dot(x, mean))
    })
  })

  it('are fewer where the vectors span fewer', () => {
    const line = [0, 1, 3].map((t) => Float64Array.from(a, (value) => t * value))
    const { explained, coefficients } = findTrajectoryComponents(measureBasis(line), 2)
    expect([explained.length, coefficients.length]).toEqual([1, 1])
    expect(explained[0]).toBeCloseTo(1, 14)
  })
})
