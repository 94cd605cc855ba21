import { expect, it } from 'vitest'
import { formatDistance, formatFixed, formatLoss, formatLossBeside, formatPercent } from './formatting.ts'

it('tells two losses apart that three digits would make the same', () => {
  expect(formatLossBeside(0.10151, 0.10201)).toBe('0.1015')
  expect(formatLossBeside(0.09812, 0.0982)).toBe('0.0981')
  expect(formatLossBeside(1.8304, 1.8301)).toBe('1.8304')
})

it('leaves a loss as it is where it differs, is the same to the last digit, or is no plain number', () => {
  expect(formatLossBeside(0.102, 1.83)).toBe('0.102')
  expect(formatLossBeside(0.102, 0.102)).toBe('0.102')
  expect(formatLossBeside(Number.NaN, Number.NaN)).toBe('NaN')
  expect(formatLossBeside(1.21e-5, 1.22e-5)).toBe('1.2e-5')
})

it.each([
  [formatDistance(-0.004), '0.00'],
  [formatDistance(-0), '0.00'],
  [formatDistance(-0.006), '-0.01'],
  [formatDistance(-123.4), '-123'],
  [formatPercent(-0.0004), '0.0 %'],
  [formatPercent(-0.001), '-0.1 %'],
  [formatLoss(-0), '0'],
  [formatFixed(-0.04, 1), '0.0'],
  [formatFixed(-0.06, 1), '-0.1'],
  [formatFixed(-0.4, 0), '0'],
])('writes no zero with a sign: %s', (text, expected) => {
  expect(text).toBe(expected)
})
