import { describe, expect, it } from 'vitest'
import { changedRows, confusionCounts, countFlips, predictedClasses } from './predictedClasses.ts'

const nan = Number.NaN

describe('predictedClasses', () => {
  it('takes the likeliest class of every row, the first of equals, and −1 for NaN', () => {
    const rows = [0.1, 0.7, 0.2, 0.4, 0.4, 0.2, nan, nan, nan, 0, 0, 1]
    expect([...predictedClasses(rows, 3)]).toEqual([1, 0, -1, 2])
  })
})

describe('confusionCounts', () => {
  it('counts labels down and predictions across, and what is not a number nowhere', () => {
    expect([...confusionCounts([0, 1, 1, -1, 0], [0, 0, 1, 1, 1], 2)]).toEqual([1, 1, 1, 1])
  })
})

describe('changedRows and countFlips', () => {
  it('finds the rows whose class is another than before', () => {
    expect(changedRows([0, 1, 2, -1], [0, 2, 2, -1])).toEqual([1, 3])
  })

  it('counts them for every moment', () => {
    const predicted = Int32Array.of(0, 1, 1, /* second */ 1, 0, 1, /* third */ 0, 1, -1)
    expect(countFlips(predicted, Int32Array.of(0, 1, 1))).toEqual([0, 2, 1])
    expect(countFlips(new Int32Array(), new Int32Array())).toEqual([])
  })
})
