import { describe, expect, it } from 'vitest'
import { judge, meanInterval, studentQuantile, trend } from './intervals.ts'

describe('studentQuantile', () => {
  it.each([
    [1, 12.7062],
    [2, 4.30265],
    [3, 3.18245],
    [4, 2.77645],
    [9, 2.26216],
    [19, 2.09302],
    [30, 2.04227],
  ])('is that of the tables with %i degrees of freedom', (freedom, value) => {
    expect(Math.abs(studentQuantile(freedom) - value)).toBeLessThan(5e-5)
  })
})

describe('meanInterval', () => {
  it('is the mean ± t · s/√n', () => {
    const { count, mean, low, high } = meanInterval([1, 2, 3, 4, 5])
    expect([count, mean]).toEqual([5, 3])
    const half = 2.77645 * Math.sqrt(2.5 / 5)
    expect(high - mean).toBeCloseTo(half, 4)
    expect(mean - low).toBeCloseTo(half, 4)
  })

  it('has no ends with one value', () => {
    expect(meanInterval([2])).toEqual({ count: 1, mean: 2, low: Number.NaN, high: Number.NaN })
  })
})

describe('trend', () => {
  it('is 1 where values only rise, −1 where they only fall, 0 where they stay', () => {
    expect(trend([1, 2, 5, 9])).toBeCloseTo(1, 12)
    expect(trend([9, 5, 2, 1])).toBeCloseTo(-1, 12)
    expect(trend([3, 3, 3])).toBe(0)
  })

  it('is Spearman’s by his own formula', () => {
    // 1 − 6·Σd²/(n·(n² − 1)) with ranks 2 1 4 3: Σd² = 4.
    expect(trend([20, 10, 40, 30])).toBeCloseTo(1 - (6 * 4) / (4 * 15), 12)
  })
})

describe('judge', () => {
  const interval = (low: number, high: number) => ({ count: 9, mean: (low + high) / 2, low, high })

  it('holds only where the whole interval lies in the region', () => {
    expect(judge(interval(0.1, 0.4), { above: 0 })).toBe('holds')
    expect(judge(interval(-0.1, 0.4), { above: 0 })).toBe('open')
    expect(judge(interval(-0.4, -0.1), { above: 0 })).toBe('fails')
    expect(judge(interval(0.96, 1.02), { above: 0.95, below: 1.05 })).toBe('holds')
    expect(judge(interval(0.9, 1.02), { above: 0.95, below: 1.05 })).toBe('open')
    expect(judge(interval(1.1, 1.2), { above: 0.95, below: 1.05 })).toBe('fails')
  })

  it('leaves open what has no interval', () => {
    expect(judge(meanInterval([2]), { above: 0 })).toBe('open')
    expect(judge(meanInterval([0, 0]), { above: 0 })).toBe('open')
  })
})
