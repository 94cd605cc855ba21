import { describe, expect, it } from 'vitest'
import { divideRows, takeRows } from './divideRows.ts'

describe('dividing rows', () => {
  it('keeps the order without a seed', () => {
    const { train, test } = divideRows(5, { by: 'share', testShare: 0.3 })
    expect([Array.from(train), Array.from(test)]).toEqual([
      [0, 1, 2],
      [3, 4],
    ])
  })

  it('shuffles by the seed, each row once', () => {
    const divide = (seed: number) => divideRows(100, { by: 'share', testShare: 0.2, seed })
    const { train, test } = divide(7)
    expect([train.length, test.length]).toEqual([80, 20])
    expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i))
    expect(Array.from(divide(7).test)).toEqual(Array.from(test))
    expect(Array.from(divide(8).test)).not.toEqual(Array.from(test))
  })

  it('takes the last 5,000 rows for validation', () => {
    const { train, test } = divideRows(50_000, { by: 'validation' })
    expect([train.length, train[44_999], test.length, test[0]]).toEqual([45_000, 44_999, 5000, 45_000])
    expect(divideRows(10, { by: 'validation', count: 3 }).test).toEqual(Int32Array.of(7, 8, 9))
  })

  it('refuses splits that leave nothing', () => {
    expect(() => divideRows(5000, { by: 'validation' })).toThrow('5000 of 5000 rows leave no train split')
    expect(() => divideRows(10, { by: 'validation', count: 2.5 })).toThrow('leave no train split')
    expect(() => divideRows(2, { by: 'share', testShare: 0.9 })).toThrow('train split is empty')
  })

  it('copies rows in the order asked for', () => {
    const rows = { inputs: Float32Array.of(0, 1, 10, 11, 20, 21), labels: Int32Array.of(5, 6, 7), rowSize: 2 }
    expect(takeRows(rows, Int32Array.of(2, 0))).toEqual({
      count: 2,
      inputs: Float32Array.of(20, 21, 0, 1),
      labels: Int32Array.of(7, 5),
    })
  })
})
