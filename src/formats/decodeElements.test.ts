import { describe, expect, it } from 'vitest'
import { decodeElements } from './decodeElements.ts'

const halves: [bits: number, value: number][] = [
  [0x0000, 0],
  [0x8000, -0],
  [0x0001, 2 ** -24],
  [0x83ff, -1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3c00, 1],
  [0x3555, 0.333251953125],
  [0x7bff, 65504],
  [0x7c00, Number.POSITIVE_INFINITY],
  [0xfc00, Number.NEGATIVE_INFINITY],
  [0x7e00, Number.NaN],
]

function bytesOf(values: readonly number[], bigEndian = false): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 * values.length)
  const view = new DataView(bytes.buffer)
  values.forEach((value, i) => {
    view.setUint16(2 * i, value, !bigEndian)
  })
  return bytes
}

describe('decodeElements', () => {
  it.each([false, true])('widens halves exactly (big-endian: %s)', (bigEndian) => {
    const bits = halves.map(([pattern]) => pattern)
    const values = Float32Array.from(halves.map(([, value]) => value))
    expect(decodeElements('f16', bytesOf(bits, bigEndian), bigEndian)).toEqual(values)
  })

  it('widens bfloat16 exactly', () => {
    const values = Float32Array.of(1, -2, 0.0078125, Number.POSITIVE_INFINITY)
    expect(decodeElements('bf16', bytesOf([0x3f80, 0xc000, 0x3c00, 0x7f80]))).toEqual(values)
  })

  it('makes 0 or 1 of any bool', () => {
    expect(decodeElements('bool', Uint8Array.of(0, 1, 2, 255))).toEqual(Uint8Array.of(0, 1, 1, 1))
  })

  it('views aligned bytes and copies others', () => {
    const bytes = new Uint8Array(new Float32Array([0, 1.5, -3]).buffer)
    expect(decodeElements('f32', bytes.subarray(4)).buffer).toBe(bytes.buffer)
    const shifted = new Uint8Array(13)
    shifted.set(bytes, 1)
    expect(decodeElements('f32', shifted.subarray(1))).toEqual(Float32Array.of(0, 1.5, -3))
  })
})
