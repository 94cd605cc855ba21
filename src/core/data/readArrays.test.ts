import { describe, expect, it } from 'vitest'
import { DataError } from './dataError.ts'
import { type NamedArray, readArrayInputs, readArrayLabels } from './readArrays.ts'

const arrayOf = (shape: readonly number[], ...values: readonly number[]): NamedArray => ({
  name: 'x',
  shape,
  data: Float64Array.from(values),
})

describe('inputs', () => {
  it('of one axis a row are features, of two an image of one channel', () => {
    const features = readArrayInputs(arrayOf([2, 3], 1, 2, 3, 4, 5, 6), 'none')
    expect(features).toEqual({ count: 2, inputShape: [3], inputs: Float32Array.of(1, 2, 3, 4, 5, 6) })
    expect(readArrayInputs(arrayOf([1, 3, 2], 1, 2, 3, 4, 5, 6), 'none').inputShape).toEqual([1, 3, 2])
  })

  it('get their channels in front where these are last, bytes as well as floats', () => {
    const values = Array.from({ length: 12 }, (_, i) => i)
    const floats = readArrayInputs(arrayOf([1, 2, 2, 3], ...values), 'none')
    const bytes = { name: 'x', shape: [1, 2, 2, 3], data: Uint8Array.from(values) }
    const wanted = [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]
    expect(floats.inputShape).toEqual([3, 2, 2])
    expect([...floats.inputs]).toEqual(wanted)
    expect(readArrayInputs(bytes, 'none')).toEqual({
      count: 1,
      inputShape: [3, 2, 2],
      inputs: Float32Array.from(wanted, (value) => value / 255),
    })
  })

  it('stay as they are where the first side may be channels', () => {
    const read = readArrayInputs(arrayOf([1, 3, 1, 1], 1, 2, 3), 'none')
    expect(read).toEqual({ count: 1, inputShape: [3, 1, 1], inputs: Float32Array.of(1, 2, 3) })
  })

  it('name the row that float32 cannot hold', () => {
    expect(() => readArrayInputs(arrayOf([2, 2], 1, 2, 1e39, 4), 'none')).toThrow(
      'array x: row 2 has 1e+39, wanted finite numbers within float32',
    )
    expect(() => readArrayInputs(arrayOf([0, 2]), 'none')).toThrow(DataError)
  })
})

describe('labels', () => {
  it('are numbers, in a column or not, or the places of ones', () => {
    const wanted = Float64Array.of(2, 0, 1)
    expect(readArrayLabels(arrayOf([3], 2, 0, 1))).toEqual(wanted)
    expect(readArrayLabels(arrayOf([3, 1], 2, 0, 1))).toEqual(wanted)
    expect(readArrayLabels(arrayOf([3, 3], 0, 0, 1, 1, 0, 0, 0, 1, 0))).toEqual(wanted)
    const big = { name: 'y', shape: [2], data: BigInt64Array.of(-1n, 7n) }
    expect(readArrayLabels(big)).toEqual(Float64Array.of(-1, 7))
  })

  it.each([
    [arrayOf([2], 1, 0.5), 'array x: row 2 has 0.5, which is no class'],
    [arrayOf([1, 2], 1, 1), 'array x: row 1 is not one 1 and zeros'],
    [arrayOf([1, 2], 0, 0), 'array x: row 1 has no 1'],
    [arrayOf([], 1), 'array x: shape of one number'],
  ])('refuse what is no class: %j', (array, message) => {
    expect(() => readArrayLabels(array)).toThrow(message)
  })
})
