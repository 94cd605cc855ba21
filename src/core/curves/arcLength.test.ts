import { describe, expect, it } from 'vitest'
import { measureBasis } from '../planes/geometry.ts'
import { createRandom } from '../random.ts'
import { arcLengthDensity, arcLengthGradient } from './arcLength.ts'
import { type CurveKind, curveCoefficients, uniformTs } from './curve.ts'

const random = createRandom(2, 'samples')
const draw = (count: number, length = 7) =>
  Array.from({ length: count }, () => Float64Array.from({ length }, random.normal))
const kinds: readonly CurveKind[] = ['bezier', 'chain']

function combine(vectors: readonly Float64Array[], row: readonly number[]): Float64Array {
  return Float64Array.from(vectors[0] ?? [], (_, i) =>
    row.reduce((sum, c, b) => sum + c * (vectors[b]?.[i] as number), 0),
  )
}

describe('density of arc length', () => {
  it.each(kinds)('integrates to 1 and is 1 on a segment: %s', (kind) => {
    const points = draw(4)
    const ts = Array.from({ length: 3000 }, (_, k) => (k + 0.5) / 3000)
    const mean = arcLengthDensity(kind, measureBasis(points), ts).reduce((sum, q) => sum + q, 0) / ts.length
    expect(mean).toBeCloseTo(1, 5)
    const [start, end] = [draw(1)[0], draw(1)[0]] as [Float64Array, Float64Array]
    const even = uniformTs(4).map((a) => combine([start, end], [1 - a, a]))
    for (const q of arcLengthDensity(kind, measureBasis(even), [0, 0.2, 0.77, 1]))
      expect(q).toBeCloseTo(1, 10)
  })

  it('is the share of a segment on a chain', () => {
    const points = [0, 3, 4].map((x) => Float64Array.of(x, 0))
    const [first, second] = arcLengthDensity('chain', measureBasis(points), [0.2, 0.8])
    expect(first).toBeCloseTo(1.5, 12)
    expect(second).toBeCloseTo(0.5, 12)
  })

  it('is 1 where a curve has no length', () => {
    const [point] = draw(1)
    const still = [point, point, point] as Float64Array[]
    expect(arcLengthDensity('bezier', measureBasis(still), [0.5])).toEqual([1])
    expect(arcLengthGradient('bezier', measureBasis(still), 0.5).density).toBe(1)
  })
})

describe('gradient of objective (1)', () => {
  /** A loss that is no polynomial, and its gradient. */
  const lossAt = (w: Float64Array) => w.reduce((sum, x, i) => sum + Math.sin((i + 1) * x) + 0.1 * x * x, 0)
  const slopeAt = (w: Float64Array) => w.map((x, i) => (i + 1) * Math.cos((i + 1) * x) + 0.2 * x)
  const ts = Array.from({ length: 12 }, (_, k) => (k + 0.37) / 12)

  const objective = (kind: CurveKind, points: readonly Float64Array[]) => {
    const q = arcLengthDensity(kind, measureBasis(points), ts)
    return ts.reduce((sum, t, k) => {
      const w = combine(points, curveCoefficients(kind, points.length, t))
      return sum + ((q[k] as number) * lossAt(w)) / ts.length
    }, 0)
  }

  it.each(kinds)('is q·∇L + L·∇q: central differences say the same, %s', (kind) => {
    const points = draw(4)
    const gradients = points.map((point) => new Float64Array(point.length))
    for (const t of ts) {
      const row = curveCoefficients(kind, points.length, t)
      const w = combine(points, row)
      const { density, rows } = arcLengthGradient(kind, measureBasis(points), t)
      for (const [b, gradient] of gradients.entries()) {
        const ofDensity = combine(points, rows[b] as number[])
        for (const [i, slope] of slopeAt(w).entries()) {
          const whole = density * (row[b] as number) * slope + lossAt(w) * (ofDensity[i] as number)
          gradient[i] = (gradient[i] as number) + whole / ts.length
        }
      }
    }
    const h = 1e-5
    for (const b of [1, 2]) {
      for (const i of [0, 3, 6]) {
        const moved = (step: number) =>
          points.map((point, p) => (p === b ? point.map((x, k) => (k === i ? x + step : x)) : point))
        const wanted = (objective(kind, moved(h)) - objective(kind, moved(-h))) / (2 * h)
        expect(gradients[b]?.[i]).toBeCloseTo(wanted, 7)
      }
    }
  })
})
