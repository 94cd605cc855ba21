import { expect, it } from 'vitest'
import { binConfidences, calibrationError, findLargest } from './calibration.ts'

it('weighs |accuracy − confidence| of fifteen bins by their samples', () => {
  // Two in the bin (9/15, 10/15], one right; one in the last, right.
  const bins = binConfidences([0.62, 0.38, 0.62, 0.38, 0.95, 0.05], [0, 1, 0])
  expect(bins[9]).toEqual({ count: 2, confidence: 0.62, accuracy: 0.5 })
  expect(bins[14]).toEqual({ count: 1, confidence: 0.95, accuracy: 1 })
  expect(calibrationError(bins, 3)).toBeCloseTo((2 * 0.12 + 0.05) / 3, 14)
})

it('puts a confidence on a border into the bin below it', () => {
  expect(binConfidences([1, 0], [0])[14]?.count).toBe(1)
  expect(binConfidences([0.6, 0.4], [0])[8]?.count).toBe(1)
})

it('leaves out a sample with a NaN, and then has no error to tell', () => {
  const bins = binConfidences([0.9, 0.1, Number.NaN, 0.5], [0, 1])
  expect(bins.map(({ count }) => count)).toEqual([...Array(13).fill(0), 1, 0])
  expect(calibrationError(bins, 2)).toBeNaN()
  expect(calibrationError(bins, 1)).toBeCloseTo(0.1, 14)
})

it('is the whole confidence where all are wrong for sure', () => {
  const bins = binConfidences([1, 0, 0, 1], [1, 0])
  expect(bins).toHaveLength(15)
  expect(bins[14]).toEqual({ count: 2, confidence: 1, accuracy: 0 })
  expect(bins[0]).toEqual({ count: 0, confidence: 0, accuracy: 0 })
  expect(calibrationError(bins, 2)).toBe(1)
})

it('finds the first of equal largest numbers within its row', () => {
  expect(findLargest([9, 1, 3, 3, 2], 1, 3)).toBe(1)
  expect(findLargest([-2, -1], 0, 2)).toBe(1)
  expect(findLargest([1, Number.NaN], 0, 2)).toBe(-1)
})
