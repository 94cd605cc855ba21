import { describe, expect, it } from 'vitest'
import {
  type CurveKind,
  curveCoefficients,
  curveDerivative,
  curveRows,
  linearBendCoefficients,
  uniformTs,
} from './curve.ts'

const kinds: CurveKind[] = ['bezier', 'chain']
const counts = [2, 3, 4, 7]

function sum(values: Iterable<number>): number {
  return [...values].reduce((total, value) => total + value, 0)
}

describe.each(kinds)('%s', (kind) => {
  it('has coefficients that sum to 1 and derivatives that sum to 0', () => {
    for (const count of counts) {
      for (const t of uniformTs(61)) {
        const coefficients = curveCoefficients(kind, count, t)
        expect(coefficients).toHaveLength(count)
        expect(Math.min(...coefficients)).toBeGreaterThanOrEqual(0)
        expect(sum(coefficients)).toBeCloseTo(1, 14)
        expect(sum(curveDerivative(kind, count, t))).toBeCloseTo(0, 12)
      }
    }
  })

  it('begins and ends exactly at the endpoints', () => {
    for (const count of counts) {
      const inner = new Array<number>(count - 2).fill(0)
      expect(curveCoefficients(kind, count, 0)).toEqual([1, ...inner, 0])
      expect(curveCoefficients(kind, count, 1)).toEqual([0, ...inner, 1])
    }
  })

  it('has the derivative that finite differences give', () => {
    const step = 1e-6
    for (const count of counts) {
      for (const t of [0.013, 0.21, 0.487, 0.59, 0.777, 0.991]) {
        const before = curveCoefficients(kind, count, t - step)
        const after = curveCoefficients(kind, count, t + step)
        curveDerivative(kind, count, t).forEach((value, i) => {
          expect(value).toBeCloseTo(((after[i] ?? 0) - (before[i] ?? 0)) / (2 * step), 7)
        })
      }
    }
  })

  it('is the segment when bends start by linear interpolation', () => {
    const starts = linearBendCoefficients(4)
    for (const t of uniformTs(11)) {
      const coefficients = curveCoefficients(kind, 4, t)
      expect(sum(coefficients.map((c, i) => c * (starts[i]?.[1] ?? 0)))).toBeCloseTo(t, 14)
    }
  })

  it('lays rows out row-major', () => {
    const rows = curveRows(kind, 3, [0, 0.3, 1])
    expect([...rows.subarray(3, 6)]).toEqual(curveCoefficients(kind, 3, 0.3))
    expect(rows).toHaveLength(9)
  })

  it('refuses fewer than two control points', () => {
    expect(() => curveCoefficients(kind, 1, 0.5)).toThrow('a curve needs at least 2 control points, got 1')
  })
})

it('has the closed form of one bend', () => {
  expect(curveCoefficients('bezier', 3, 0.5)).toEqual([0.25, 0.5, 0.25])
  expect(curveCoefficients('chain', 3, 0.25)).toEqual([0.5, 0.5, 0])
  expect(curveDerivative('bezier', 3, 0.5)).toEqual([-1, 0, 1])
})

it('takes the derivative of a chain from the right at vertices and from the left at the end', () => {
  expect(curveDerivative('chain', 3, 0)).toEqual([-2, 2, 0])
  expect(curveDerivative('chain', 3, 0.5)).toEqual([0, -2, 2])
  expect(curveDerivative('chain', 3, 1)).toEqual([0, -2, 2])
})

it('spaces t evenly', () => {
  expect(uniformTs(5)).toEqual([0, 0.25, 0.5, 0.75, 1])
  expect(uniformTs(61)[1]).toBe(1 / 60)
  expect(uniformTs(1)).toEqual([0])
  expect(linearBendCoefficients(3)).toEqual([
    [1, 0],
    [0.5, 0.5],
    [0, 1],
  ])
})
