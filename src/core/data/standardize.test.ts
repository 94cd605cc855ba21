import { describe, expect, it } from 'vitest'
import { splitRows } from './splitRows.ts'
import { standardize } from './standardize.ts'

const dataset = splitRows(
  Float32Array.of(1, 0.1, 10, 2, 0.1, 30, 3, 0.1, 20, 5, 0.3, 0),
  Int32Array.of(0, 1, 0, 1),
  { inputShape: [3], classCount: 2, testShare: 0.25 },
)

describe('standardize', () => {
  it('gives every train feature mean 0 and deviation 1', () => {
    const { train } = standardize(dataset)
    const unit = Math.sqrt(1.5)
    const expected = [-unit, 0, -unit, 0, 0, unit, unit, 0, 0]
    for (const [i, value] of train.inputs.entries()) expect(value).toBeCloseTo(expected[i] as number, 6)
  })

  it('moves test by what it learned on train, and leaves constant features unscaled', () => {
    const { test } = standardize(dataset)
    expect(test.inputs[0]).toBeCloseTo(3 * Math.sqrt(1.5), 5)
    expect(test.inputs[1]).toBeCloseTo(0.2, 6)
    expect(test.inputs[2]).toBeCloseTo(-2 * Math.sqrt(1.5), 5)
  })

  it('leaves its argument alone', () => {
    standardize(dataset)
    expect(dataset.train.inputs[0]).toBe(1)
  })

  it('is accurate far from 0', () => {
    const inputs = Float32Array.from({ length: 1000 }, (_, i) => 1e6 + (i % 2))
    const far = splitRows(inputs, new Int32Array(1000), { inputShape: [1], classCount: 2, testShare: 0.5 })
    expect(Array.from(standardize(far).train.inputs.subarray(0, 2))).toEqual([-1, 1])
  })
})
