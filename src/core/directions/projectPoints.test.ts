import { expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { projectPoints } from './projectPoints.ts'

const random = createRandom(3, 'samples')
const draw = (length: number) => Float64Array.from({ length }, random.normal)
const norm = (values: Float64Array) => Math.hypot(...values)

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

function along(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * (y[i] as number), 0)
}
