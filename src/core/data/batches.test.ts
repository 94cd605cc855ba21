import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { createBatches } from './batches.ts'

const deal = (count: number, batchSize: number, batchNorm = false, epoch = 0) =>
  createBatches(count, batchSize, createRandom(1, 'batches', epoch), { batchNorm })
const sizes = (batches: readonly Int32Array[]) => batches.map((batch) => batch.length)

describe('createBatches', () => {
  it('deals every row once', () => {
    const rows = deal(100, 32).flatMap((batch) => Array.from(batch))
    expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i))
    expect(rows.slice(0, 10)).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('keeps the partial last batch', () => {
    expect(sizes(deal(100, 32))).toEqual([32, 32, 32, 4])
    expect(sizes(deal(96, 32))).toEqual([32, 32, 32])
    expect(sizes(deal(97, 32))).toEqual([32, 32, 32, 1])
    expect(sizes(deal(5, 32))).toEqual([5])
  })

  it('lets a last row on its own join the batch before, for batch norm', () => {
    expect(sizes(deal(97, 32, true))).toEqual([32, 32, 33])
    expect(sizes(deal(98, 32, true))).toEqual([32, 32, 32, 2])
    expect(sizes(deal(33, 32, true))).toEqual([33])
    expect(deal(97, 32, true).flatMap((batch) => [...batch])).toEqual(
      deal(97, 32).flatMap((batch) => [...batch]),
    )
  })

  it('repeats for a seed and differs between epochs', () => {
    expect(deal(50, 8)).toEqual(deal(50, 8))
    expect(deal(50, 8, false, 1)).not.toEqual(deal(50, 8))
  })

  it('explains what it cannot deal', () => {
    expect(() => deal(0, 8)).toThrow('rows: got 0, wanted a whole number of at least 1')
    expect(() => deal(8, 1.5)).toThrow('batch size: got 1.5')
    expect(() => deal(8, 1, true)).toThrow('batch size: got 1, wanted at least 2')
    expect(() => deal(1, 8, true)).toThrow('rows: got 1, wanted at least 2')
  })
})
