import { describe, expect, it } from 'vitest'
import { splitRows } from './splitRows.ts'

const split = (rows: number, testShare: number) => {
  const inputs = Float32Array.from({ length: 2 * rows }, (_, i) => i)
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 2)
  return splitRows(inputs, labels, { inputShape: [2], classCount: 2, testShare })
}

describe('splitRows', () => {
  it('sends the first rows to train', () => {
    const { train, test } = split(5, 0.4)
    expect(Array.from(train.inputs)).toEqual([0, 1, 2, 3, 4, 5])
    expect(Array.from(test.inputs)).toEqual([6, 7, 8, 9])
    expect([...train.labels, ...test.labels]).toEqual([0, 1, 0, 1, 0])
    expect([train.count, test.count]).toEqual([3, 2])
  })

  it('copies, so that a split can be moved to another thread', () => {
    const { train, test } = split(10, 0.3)
    expect(train.inputs.byteLength).toBe(train.inputs.buffer.byteLength)
    expect(train.inputs.buffer).not.toBe(test.inputs.buffer)
  })

  it.each([
    [1797, 0.2, 360],
    [150, 0.2, 30],
    [178, 0.2, 36],
    [569, 0.2, 114],
    [1000, 0.3, 300],
    [10, 0.7, 7],
  ])('counts test rows of %d at share %d as the reference does', (rows, share, expected) => {
    expect(split(rows, share).test.count).toBe(expected)
  })

  it('explains what it cannot split', () => {
    expect(() => split(1, 0.5)).toThrow('train split is empty: 1 rows with test share 0.5')
    expect(() => split(0, 0.5)).toThrow('test split is empty: 0 rows with test share 0.5')
    expect(() => split(10, 0.99)).toThrow('train split is empty: 10 rows with test share 0.99')
    for (const share of [0, 1, -1, Number.NaN])
      expect(() => split(10, share)).toThrow(`test share: got ${share}`)
    const options = { inputShape: [3], classCount: 2, testShare: 0.5 }
    expect(() => splitRows(new Float32Array(5), new Int32Array(2), options)).toThrow(
      'got 5 values, wanted 2 rows of 3',
    )
    expect(() => splitRows(new Float32Array(6), Int32Array.of(0, 2), options)).toThrow(
      'got 2, wanted a class from 0 to 1',
    )
  })
})
