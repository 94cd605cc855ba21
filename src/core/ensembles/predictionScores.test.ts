import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { findLargest } from './calibration.ts'
import { countDifferences, scorePredictions } from './predictionScores.ts'
import { createProbabilitySum } from './probabilitySum.ts'

/** Rows of probabilities of three classes from a seed. */
function draw(rows: number, seed: number): Float64Array {
  const random = createRandom(seed, 'data')
  const all = new Float64Array(3 * rows)
  for (let row = 0; row < rows; row++) {
    const parts = [random.next(), random.next(), random.next()]
    const sum = parts.reduce((a, b) => a + b)
    all.set(
      parts.map((part) => part / sum),
      3 * row,
    )
  }
  return all
}

const labels = Int32Array.from({ length: 400 }, (_, row) => (row * 7) % 3)

describe('scores', () => {
  it('are the mean −ln p and the samples whose first largest probability is that of their label', () => {
    const scores = scorePredictions([0.5, 0.5, 0.2, 0.8, 0.9, 0.1], [0, 0, 1])
    expect(scores.nll).toBeCloseTo(-(Math.log(0.5) + Math.log(0.2) + Math.log(0.1)) / 3, 14)
    expect(scores).toMatchObject({ correct: 1, count: 3 })
  })

  it('show a NaN and a label without a chance', () => {
    expect(scorePredictions([Number.NaN, 0.5], [1])).toMatchObject({
      correct: 0,
      calibrationError: Number.NaN,
    })
    expect(scorePredictions([1, 0], [1]).nll).toBe(Number.POSITIVE_INFINITY)
  })

  it('have a calibration error of 0 where the share that is right equals the confidence', () => {
    const rows = Array.from({ length: 10 }, () => [0.8, 0.2]).flat()
    const eightOfTen = Int32Array.from({ length: 10 }, (_, row) => (row < 8 ? 0 : 1))
    expect(scorePredictions(rows, eightOfTen).calibrationError).toBeCloseTo(0, 14)
  })

  it('of an ensemble are no worse in nll than the mean of its members’ (Jensen)', () => {
    const sum = createProbabilitySum()
    let mean = 0
    for (let member = 0; member < 5; member++) {
      const probabilities = draw(400, member)
      sum.add(probabilities)
      mean += scorePredictions(probabilities, labels).nll / 5
    }
    expect(scorePredictions(sum.mean(), labels).nll).toBeLessThanOrEqual(mean)
  })
})

describe('disagreement', () => {
  it('counts samples with different classes, is symmetric, and 0 with itself', () => {
    const [a, b] = [draw(400, 1), draw(400, 2)]
    const classes = (all: Float64Array) =>
      Array.from({ length: 400 }, (_, row) => findLargest(all, 3 * row, 3))
    const other = classes(b)
    expect(countDifferences(a, b, 3)).toBe(classes(a).filter((label, row) => label !== other[row]).length)
    expect(countDifferences(b, a, 3)).toBe(countDifferences(a, b, 3))
    expect(countDifferences(a, a, 3)).toBe(0)
    expect(countDifferences([Number.NaN, 1, 2], [Number.NaN, 1, 2], 3)).toBe(1)
  })
})
