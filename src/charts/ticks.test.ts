import { describe, expect, test } from 'vitest'
import { isRound, logTicks } from './ticks.ts'

describe('logTicks', () => {
  test('fills a decade and a half with round numbers', () => {
    expect(logTicks(0.073, 3.96, 12)).toEqual([0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3])
    expect(logTicks(0.073, 3.96, 6)).toEqual([0.1, 0.2, 0.5, 1, 2])
    expect(logTicks(0.073, 3.96, 4)).toEqual([0.1, 0.3, 1, 3])
  })

  test('skips decades over a wide range', () => {
    expect(logTicks(1e-9, 1, 4)).toEqual([1e-9, 1e-6, 1e-3, 1])
  })

  test('falls back to evenly spaced numbers in a narrow range', () => {
    expect(logTicks(0.41, 0.46, 5)).toEqual([0.41, 0.42, 0.43, 0.44, 0.45, 0.46])
  })

  test('has none for an empty or non-positive range', () => {
    expect(logTicks(0, 1, 5)).toEqual([])
    expect(logTicks(1, 1, 5)).toEqual([])
  })
})

test('isRound knows 1, 2 and 5', () => {
  expect([0.1, 0.15, 0.2, 0.3, 0.5, 20].map(isRound)).toEqual([true, false, true, false, true, true])
})
