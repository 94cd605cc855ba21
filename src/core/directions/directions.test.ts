import { describe, expect, it } from 'vitest'
import { planNetwork } from '../networks/planNetwork.ts'
import { createSmallCnn } from '../networks/presets.ts'
import { measureBasis } from '../planes/geometry.ts'
import { createRandom } from '../random.ts'
import { projectPoints } from './projectPoints.ts'
import { scaleDirection } from './scaleDirection.ts'
import { findTrajectoryComponents } from './trajectoryComponents.ts'

const network = planNetwork(
  createSmallCnn({
    inputShape: [1, 8, 8],
    classCount: 3,
    channels: [4, 5],
    batchNorm: true,
    activation: 'relu',
    dropout: 0,
    residual: false,
  }),
)
const random = createRandom(3, 'samples')
const draw = (length: number) => Float64Array.from({ length }, random.normal)
const norm = (values: Float64Array | Float32Array) => Math.hypot(...values)

describe('a random direction', () => {
  const weights = Float32Array.from(draw(network.parameterCount))

  it('has the length of every filter, of every layer, or is left as drawn', () => {
    const drawn = draw(network.parameterCount)
    const scaled = (scaling: 'filter' | 'layer' | 'none') =>
      scaleDirection(drawn.slice(), weights, network.parameters, { scaling, ignoresBiasAndNorm: true })
    const [byFilter, byLayer, plain] = [scaled('filter'), scaled('layer'), scaled('none')]
    for (const { kind, offset, size, shape } of network.parameters) {
      const of = (vector: Float64Array | Float32Array, from = offset, length = size) =>
        vector.subarray(from, from + length)
      if (kind !== 'weight') {
        for (const vector of [byFilter, byLayer, plain]) expect(norm(of(vector))).toBe(0)
        continue
      }
      expect(norm(of(byLayer))).toBeCloseTo(norm(of(weights)), 10)
      expect(of(plain)).toEqual(of(drawn))
      const filter = size / (shape[0] ?? 1)
      for (let start = offset; start < offset + size; start += filter) {
        expect(norm(of(byFilter, start, filter))).toBeCloseTo(norm(of(weights, start, filter)), 10)
        const ratio = (byFilter[start] as number) / (drawn[start] as number)
        expect((byFilter[start + 1] as number) / (drawn[start + 1] as number)).toBeCloseTo(ratio, 10)
      }
    }
  })

  it('copies biases and batch norm where they are not left out, as the authors’ code does', () => {
    const options = { scaling: 'filter', ignoresBiasAndNorm: false } as const
    const direction = scaleDirection(draw(weights.length), weights, network.parameters, options)
    for (const { kind, offset, size } of network.parameters) {
      if (kind === 'weight') continue
      const [got, wanted] = [direction, weights].map((vector) => [...vector.subarray(offset, offset + size)])
      expect(got).toEqual(wanted)
    }
  })
})

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
        expect(dot(x, y)).toBeCloseTo(Number(i === j), 7)
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
    expect(findTrajectoryComponents(measureBasis(line), 2).explained).toEqual([1])
  })
})

describe('projection', () => {
  it('finds the foot of the perpendicular, with oblique directions too', () => {
    const [origin, u, v] = [draw(30), draw(30), draw(30)]
    const off = draw(30)
    // Made orthogonal to both directions.
    const [w1, w2] = [u, v.map((value, i) => value - (along(u, v) / along(u, u)) * (u[i] as number))]
    const normal = off.map(
      (value, i) =>
        value -
        (along(off, w1) / along(w1, w1)) * (w1[i] as number) -
        (along(off, w2) / along(w2, w2)) * (w2[i] as number),
    )
    const point = origin.map(
      (value, i) => value + 2 * (u[i] as number) - 3 * (v[i] as number) + (normal[i] as number),
    )
    const [foot] = projectPoints({ origin, u, v }, [point])
    expect(foot?.x).toBeCloseTo(2, 9)
    expect(foot?.y).toBeCloseTo(-3, 9)
    expect(foot?.distance).toBeCloseTo(norm(normal), 9)
    expect(() => projectPoints({ origin, u, v: u.map((value) => 2 * value) }, [point])).toThrow('parallel')
  })
})

function along(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * (y[i] as number), 0)
}
