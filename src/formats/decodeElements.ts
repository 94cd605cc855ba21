import { type DtypeName, dtypeBytes } from './dtypes.ts'
import type { TensorData } from './tensor.ts'

/**
 * Turns the bytes of an array into its elements; f16 and bf16 are widened to float32, which is exact, bool becomes 0 or 1.
 * `bytes` holds a whole number of elements. The result is a view of it where aligned, little-endian and not widened.
 */
export function decodeElements(
  dtype: DtypeName,
  bytes: Uint8Array<ArrayBuffer>,
  bigEndian = false,
): TensorData {
  const width = dtypeBytes[dtype]
  const own = bigEndian && width > 1 ? swapBytes(bytes, width) : bytes
  const { buffer, byteOffset } = own.byteOffset % width === 0 ? own : own.slice()
  const length = own.length / width
  switch (dtype) {
    case 'f64':
      return new Float64Array(buffer, byteOffset, length)
    case 'f32':
      return new Float32Array(buffer, byteOffset, length)
    case 'f16':
      return widenHalf(new Uint16Array(buffer, byteOffset, length))
    case 'bf16':
      return widenBrain(new Uint16Array(buffer, byteOffset, length))
    case 'i64':
      return new BigInt64Array(buffer, byteOffset, length)
    case 'i32':
      return new Int32Array(buffer, byteOffset, length)
    case 'i16':
      return new Int16Array(buffer, byteOffset, length)
    case 'i8':
      return new Int8Array(buffer, byteOffset, length)
    case 'u8':
      return new Uint8Array(buffer, byteOffset, length)
    case 'bool':
      return own.map((byte) => (byte === 0 ? 0 : 1))
  }
}

function swapBytes(bytes: Uint8Array<ArrayBuffer>, width: number): Uint8Array<ArrayBuffer> {
  const swapped = new Uint8Array(bytes.length)
  for (let start = 0; start < bytes.length; start += width) {
    for (let at = 0; at < width; at++) swapped[start + at] = bytes[start + width - 1 - at] as number
  }
  return swapped
}

function widenBrain(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length)
  for (let i = 0; i < halves.length; i++) bits[i] = (halves[i] as number) << 16
  return new Float32Array(bits.buffer)
}

function widenHalf(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length)
  for (let i = 0; i < halves.length; i++) bits[i] = widenHalfBits(halves[i] as number)
  return new Float32Array(bits.buffer)
}

/** From IEEE 754 binary16 to binary32, bit pattern to bit pattern. */
function widenHalfBits(half: number): number {
  const sign = (half & 0x8000) << 16
  const exponent = (half >> 10) & 31
  const fraction = half & 1023
  if (exponent === 31) return sign | 0x7f800000 | (fraction << 13)
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13)
  if (fraction === 0) return sign
  const shift = Math.clz32(fraction) - 21
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 1023) << 13)
}
