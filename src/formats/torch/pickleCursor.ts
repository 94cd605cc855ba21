import { FormatError } from '../formatError.ts'

const longestStringBytes = 16 * 2 ** 20
const longestLineBytes = 2 ** 20
const longestIntegerBytes = 256
const budget = 3_000_000
const textCost = 4
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const latin1 = new TextDecoder('latin1')

/** Reads the arguments of a pickle's opcodes; every read that would leave the bytes is a FormatError. */
export interface PickleCursor {
  /** Bytes from the start of `bytes`. */
  position(): number
  fail(message: string): FormatError
  /**
   * Takes from the budget, which bounds time and memory: opcodes, containers and copies cost by the time they take.
   * Texts and integers pay on their own. @throws FormatError where it is used up
   */
  spend(cost: number): void
  u8(): number
  u16(): number
  i32(): number
  f64(): number
  /** A length of 1, 4 or 8 bytes, at most 16 MiB. */
  length(width: 1 | 4 | 8): number
  bytes(length: number): Uint8Array
  text(length: number): string
  /** The text up to the next line feed, which is passed over. */
  line(): string
  /** A little-endian two's complement number of `length` bytes. */
  integer(length: number): number | bigint
  /** A decimal number, as of protocol 0. */
  decimal(text: string): number | bigint
}

/** Starts at `start`; errors are of `format` and name the byte. */
export function createPickleCursor(bytes: Uint8Array, start: number, format: string): PickleCursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = start
  let left = budget
  const fail = (message: string) => new FormatError(format, `pickle byte ${at}`, message)
  const spend = (cost: number) => {
    left -= cost
    if (left < 0) throw fail('the pickle holds too many values')
  }
  const take = (count: number) => {
    if (count > bytes.length - at) throw fail(`the pickle is cut off, ${count} more bytes expected`)
    at += count
    return at - count
  }
  const takeLength = (width: 1 | 4 | 8) => {
    const from = take(width)
    const length =
      width === 1 ? view.getUint8(from) : width === 4 ? view.getUint32(from, true) : readU64(view, from)
    if (length > longestStringBytes) throw fail(`a string of ${length} bytes is too long`)
    return length
  }
  const takeBytes = (length: number) => {
    const from = take(length)
    return bytes.subarray(from, from + length)
  }
  return {
    position: () => at,
    fail,
    spend,
    u8: () => view.getUint8(take(1)),
    u16: () => view.getUint16(take(2), true),
    i32: () => view.getInt32(take(4), true),
    f64: () => view.getFloat64(take(8)),
    length: takeLength,
    bytes: takeBytes,
    text: (length) => {
      spend(textCost + length / 64)
      return decodeText(takeBytes(length))
    },
    line: () => {
      const end = bytes.subarray(at, at + longestLineBytes).indexOf(10)
      if (end < 0) throw fail('a line does not end')
      spend(textCost + end / 64)
      const text = latin1.decode(takeBytes(end))
      take(1)
      return text
    },
    integer: (length) => {
      if (length > longestIntegerBytes) throw fail(`an integer of ${length} bytes is too long`)
      spend(textCost + length / 4)
      return readInteger(takeBytes(length))
    },
    decimal: (text) => {
      if (text.length > 2 * longestIntegerBytes || !/^-?\d+$/.test(text)) throw fail('not a whole number')
      spend(text.length / 4)
      return text.length < 16 ? Number(text) : narrow(BigInt(text))
    },
  }
}

/** Short ASCII, which nearly all texts are, without the cost of calling a decoder. */
function decodeText(bytes: Uint8Array): string {
  if (bytes.length > 24) return utf8.decode(bytes)
  let text = ''
  for (const byte of bytes) {
    if (byte > 127) return utf8.decode(bytes)
    text += String.fromCharCode(byte)
  }
  return text
}

function readU64(view: DataView, at: number): number {
  return view.getUint32(at, true) + 2 ** 32 * view.getUint32(at + 4, true)
}

function readInteger(bytes: Uint8Array): number | bigint {
  if (bytes.length === 0) return 0
  let hex = '0x'
  for (let i = bytes.length - 1; i >= 0; i--) hex += (bytes[i] as number).toString(16).padStart(2, '0')
  return narrow(BigInt.asIntN(8 * bytes.length, BigInt(hex)))
}

function narrow(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
