import { describe, expect, it } from 'vitest'
import { fingerprintBytes, fingerprintNumbers, largestDifference } from './fingerprint.ts'

describe('fingerprintNumbers', () => {
  it('is sixteen hex digits, the same for the same numbers', () => {
    const print = fingerprintNumbers([[1, 2, 3], Float32Array.of(0.5)])
    expect(print).toMatch(/^[0-9a-f]{16}$/)
    expect(fingerprintNumbers([Float64Array.of(1, 2, 3), [0.5]])).toBe(print)
  })

  it('stays what it is, as studies carry it', () => {
    expect(fingerprintNumbers([])).toBe('92ca2f0ecb72770f')
    expect(fingerprintNumbers([[0, 1, -1.5, Number.NaN], [Math.PI]])).toBe('5967853d6966b040')
  })

  it('changes with one bit, the order, the lengths and the sign of zero', () => {
    const prints = [
      [[1, 2, 3]],
      [[1, 2, 3 + 2 ** -51]],
      [[1, 3, 2]],
      [[1, 2], [3]],
      [[1], [2, 3]],
      [[1, 2, 3], []],
      [[0]],
      [[-0]],
      [[Number.NaN]],
      [],
    ].map((arrays) => fingerprintNumbers(arrays))
    expect(new Set(prints).size).toBe(prints.length)
  })

  it('takes every NaN for the same', () => {
    const bits = new BigUint64Array([0x7ff8000000000001n, 0xfff8000000000000n])
    const odd = new Float64Array(bits.buffer)
    expect(fingerprintNumbers([odd])).toBe(fingerprintNumbers([[Number.NaN, Number.NaN]]))
  })

  it('has no collision among many near numbers', () => {
    const prints = new Set<string>()
    for (let k = 0; k < 20000; k++) prints.add(fingerprintNumbers([[1 + k * Number.EPSILON]]))
    expect(prints.size).toBe(20000)
  })
})

describe('fingerprintBytes', () => {
  const bytes = Uint8Array.from({ length: 21 }, (_, i) => (i * 37) % 251)

  it('is the same wherever the bytes lie in memory', () => {
    const print = fingerprintBytes([bytes])
    for (let offset = 1; offset < 5; offset++) {
      const moved = new Uint8Array(offset + bytes.length)
      moved.set(bytes, offset)
      expect(fingerprintBytes([moved.subarray(offset)])).toBe(print)
    }
  })

  it('changes with every bit, with the lengths and the order', () => {
    const prints = new Set([fingerprintBytes([bytes]), fingerprintBytes([bytes, Uint8Array.of()])])
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      prints.add(fingerprintBytes([bytes.with(bit >> 3, (bytes[bit >> 3] as number) ^ (1 << (bit & 7)))]))
    }
    prints.add(fingerprintBytes([bytes.subarray(0, 9), bytes.subarray(9)]))
    prints.add(fingerprintBytes([bytes.subarray(9), bytes.subarray(0, 9)]))
    expect(prints.size).toBe(2 + bytes.length * 8 + 2)
  })
})

describe('largestDifference', () => {
  it('is the largest absolute one', () => {
    expect(largestDifference([1, 2, 3], [1, 2.5, 2.75])).toBe(0.5)
    expect(
      largestDifference([Number.NaN, Number.POSITIVE_INFINITY], [Number.NaN, Number.POSITIVE_INFINITY]),
    ).toBe(0)
    expect(largestDifference([], [])).toBe(0)
  })

  it('is infinite where the arrays cannot be compared', () => {
    expect(largestDifference([1], [1, 2])).toBe(Number.POSITIVE_INFINITY)
    expect(largestDifference([Number.NaN], [1])).toBe(Number.POSITIVE_INFINITY)
  })
})
