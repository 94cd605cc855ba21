import { describe, expect, test } from 'vitest'
import { formatFigure, formatPercent, formatPercentTick, formatTick } from './formatNumber.ts'

describe('formatFigure', () => {
  test.each([
    [0.0724, '.072'],
    [1.3386, '1.34'],
    [14.094, '14.1'],
    [141.2, '141'],
    [0, '.000'],
    [-0.042, '−.042'],
    [-0.0004, '−4e-4'],
    [0.00007243, '7.2e-5'],
    [2_500_000, '2.5e6'],
    [Number.NaN, '–'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('%f is %s', (value, text) => {
    expect(formatFigure(value)).toBe(text)
  })

  test('takes more digits', () => {
    expect(formatFigure(1.33862, 4)).toBe('1.339')
    expect(formatFigure(14.0944, 4)).toBe('14.09')
  })
})

test('formatPercent writes a share with one decimal and a space that does not break', () => {
  expect(formatPercent(0.959)).toBe('95.9\u00a0%')
  expect(formatPercent(1, 0)).toBe('100\u00a0%')
  expect(formatPercent(-0.0001)).toBe('0.0\u00a0%')
  expect(formatPercent(Number.NaN)).toBe('–')
})

describe('formatTick', () => {
  test.each([
    [0.08, '0.08'],
    [0.1 + 0.2, '0.3'],
    [2, '2'],
    [-1, '−1'],
    [0.0001, '1e-4'],
    [0.00025, '2.5e-4'],
    [200_000, '2e5'],
    [1000, '1000'],
    [0, '0'],
  ])('%f is %s', (value, text) => {
    expect(formatTick(value)).toBe(text)
  })

  test('per cent without the sign', () => {
    expect(formatPercentTick(0.025)).toBe('2.5')
    expect(formatPercentTick(0.07)).toBe('7')
  })
})
