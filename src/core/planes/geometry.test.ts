import { describe, expect, it } from 'vitest'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { readFixture } from '../../fixtures/readFixture.ts'
import { curveRows, uniformTs } from '../curves/curve.ts'
import {
  affineProduct,
  combinationProduct,
  distanceBetween,
  measureBasis,
  pathSteps,
  squaredNorms,
  transformGeometry,
} from './geometry.ts'

const vectors = [
  [1, 2, -1],
  [0, 3, 1],
  [2, 2, 2],
]

function combine(row: readonly number[]): number[] {
  return [0, 1, 2].map((k) => row.reduce((sum, c, i) => sum + c * (vectors[i]?.[k] ?? 0), 0))
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0)
}

describe('a measured basis', () => {
  const geometry = measureBasis(vectors)

  it('holds products and differences', () => {
    expect(geometry.size).toBe(3)
    expect(geometry.products).toEqual([6, 5, 4, 5, 10, 8, 4, 8, 12])
    expect(geometry.differences).toEqual([0, 0, 0, 0, 6, 5, 0, 5, 10])
  })

  it('gives the products of combinations', () => {
    const [a, b] = [
      [0.5, -1, 2],
      [1, 3, 0.25],
    ]
    expect(combinationProduct(geometry, a ?? [], b ?? [])).toBeCloseTo(
      dot(combine(a ?? []), combine(b ?? [])),
      12,
    )
    const [p, q] = [
      [1, -3, 2],
      [-0.5, 0, 0.5],
    ]
    expect(affineProduct(geometry, p ?? [], q ?? [])).toBeCloseTo(dot(combine(p ?? []), combine(q ?? [])), 12)
  })

  it('gives norms, distances and steps of rows', () => {
    const rows = Float64Array.of(1, 0, 0, 0, 1, 0, 0.2, 0.3, 0.5)
    expect([...squaredNorms(geometry, rows)]).toEqual([
      6,
      10,
      expect.closeTo(dot(combine([0.2, 0.3, 0.5]), combine([0.2, 0.3, 0.5])), 12),
    ])
    expect(distanceBetween(geometry, [1, 0, 0], [0, 1, 0])).toBeCloseTo(Math.sqrt(6), 14)
    const dl = pathSteps(geometry, rows)
    expect(dl[0]).toBe(0)
    expect(dl[1]).toBeCloseTo(Math.sqrt(6), 14)
  })

  it('transforms to the geometry of combinations', () => {
    const matrix = [
      [0.5, 0.5, 0],
      [0.25, -0.25, 1],
    ]
    const expected = measureBasis(matrix.map(combine))
    const actual = transformGeometry(geometry, matrix)
    expect(actual.size).toBe(2)
    expected.products.forEach((value, k) => {
      expect(actual.products[k]).toBeCloseTo(value, 12)
      expect(actual.differences[k]).toBeCloseTo(expected.differences[k] ?? Number.NaN, 12)
    })
  })

  it('refuses vectors of different lengths', () => {
    expect(() => measureBasis([[1, 2], [1]])).toThrow('basis vector 1 has 1 elements, expected 2')
  })
})

it('keeps the digits of a short distance between long vectors', () => {
  const long = Float32Array.from({ length: 5000 }, (_, k) => 1000 + (k % 7))
  const near = Float32Array.from(long, (value, k) => (k === 4000 ? value + 2 ** -10 : value))
  expect(distanceBetween(measureBasis([long, near]), [1, 0], [0, 1])).toBe(2 ** -10)
})

describe.each(['moons', 'digits_mlp', 'digits_bn'] as const)('%s', (name) => {
  const fixture = readFixture(name)
  const read = (key: string) => fixtureTensor(fixture, key)

  it.each(['bezier', 'chain'] as const)('has the official steps and norms along its %s', (kind) => {
    const geometry = measureBasis([read('end1'), read(`bend.${kind}`), read('end2')])
    const rows = curveRows(kind, 3, uniformTs(61))
    const l2 = read(`profile.${kind}.l2`)
    squaredNorms(geometry, rows).forEach((value, k) => {
      expect(value).toBeCloseTo(l2[k] ?? Number.NaN, 8)
    })
    const dl = read(`profile.${kind}.dl`)
    pathSteps(geometry, rows).forEach((value, k) => {
      expect(value).toBeCloseTo(dl[k] ?? Number.NaN, 5)
    })
  })
})
