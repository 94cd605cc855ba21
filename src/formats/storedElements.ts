import { decodeElements } from './decodeElements.ts'
import { type DtypeName, dtypeBytes } from './dtypes.ts'
import type { TensorData } from './tensor.ts'

/** Element types as files store them: those of tensors, and unsigned ones that are held in the next wider signed type. */
export type StoredType = DtypeName | 'u16' | 'u32' | 'u64'

/** Bytes of one stored element. */
export const storedBytes: Readonly<Record<StoredType, number>> = { ...dtypeBytes, u16: 2, u32: 4, u64: 8 }

/** Elements as they are held; `dtype` is the stored type, or the signed type that took in an unsigned one. */
export interface HeldElements {
  readonly dtype: DtypeName
  readonly data: TensorData
}

/**
 * Turns stored bytes, a whole number of elements, into held ones: u16 as i32, u32 and u64 as i64, the others as
 * `decodeElements`. @throws RangeError where a u64 is 2⁶³ or more
 */
export function holdElements(
  type: StoredType,
  bytes: Uint8Array<ArrayBuffer>,
  bigEndian = false,
): HeldElements {
  switch (type) {
    case 'u16':
      return { dtype: 'i32', data: widenUint16(decodeElements('i16', bytes, bigEndian)) }
    case 'u32':
      return { dtype: 'i64', data: widenUint32(decodeElements('i32', bytes, bigEndian)) }
    case 'u64':
      return { dtype: 'i64', data: checkUint64(decodeElements('i64', bytes, bigEndian)) }
    default:
      return { dtype: type, data: decodeElements(type, bytes, bigEndian) }
  }
}

function widenUint16({ buffer, byteOffset, length }: TensorData): Int32Array {
  return Int32Array.from(new Uint16Array(buffer, byteOffset, length))
}

function widenUint32({ buffer, byteOffset, length }: TensorData): BigInt64Array {
  const narrow = new Uint32Array(buffer, byteOffset, length)
  const halves = new Uint32Array(2 * length)
  for (let k = 0; k < length; k++) halves[2 * k] = narrow[k] as number
  return new BigInt64Array(halves.buffer)
}

function checkUint64({ buffer, byteOffset, length }: TensorData): BigInt64Array {
  const values = new BigInt64Array(buffer, byteOffset, length)
  for (const value of values)
    if (value < 0n) throw new RangeError(`${BigInt.asUintN(64, value)} does not fit into 64 bits with a sign`)
  return values
}
