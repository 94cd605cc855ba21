import { countElements } from '../countElements.ts'
import { FormatError } from '../formatError.ts'
import { type StoredType, storedBytes } from '../storedElements.ts'

/** What the header of an npy file says; `shape` is checked, its bytes are not yet compared with the file. */
export interface NpyHeader {
  /** As it is written, such as `<f4`; for a structured type its fields. */
  readonly descr: string
  /** Absent where the type is not one of numbers that tensors hold. */
  readonly element?: { readonly type: StoredType; readonly bigEndian: boolean }
  readonly fortranOrder: boolean
  readonly shape: readonly number[]
  readonly count: number
  /** Where the elements start, in bytes. */
  readonly dataStart: number
}

/** Longest header that is read, in bytes; NumPy itself stops at 10,000. */
const longestNpyHeader = 65_535

const elementTypes: Readonly<Record<string, StoredType>> = {
  f8: 'f64',
  f4: 'f32',
  f2: 'f16',
  i8: 'i64',
  i4: 'i32',
  i2: 'i16',
  i1: 'i8',
  u8: 'u64',
  u4: 'u32',
  u2: 'u16',
  u1: 'u8',
  b1: 'bool',
}

/** The first bytes of every npy file. */
export const npyMagic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59)

/** Whether bytes start as an npy file. */
export function startsAsNpy(bytes: Uint8Array): boolean {
  return npyMagic.every((byte, at) => bytes[at] === byte)
}

/**
 * Reads the header of an npy file, versions 1 to 3, from its first bytes (NumPy's `numpy.lib.format`). The dictionary is
 * taken apart by its fixed grammar, never evaluated. @throws FormatError at `place`
 */
export function parseNpyHeader(bytes: Uint8Array, place: string): NpyHeader {
  const fail = (message: string) => new FormatError('npy', place, message)
  if (!startsAsNpy(bytes) || bytes.length < 12) throw fail('it does not start as an npy file')
  const version = bytes[6] as number
  if (version < 1 || version > 3) throw fail(`version ${version} is not known`)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  if (length > longestNpyHeader) throw fail(`a header of ${length} bytes exceeds ${longestNpyHeader}`)
  const start = version === 1 ? 10 : 12
  if (start + length > bytes.length) throw fail('the file ends inside the header')
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(
    bytes.subarray(start, start + length),
  )
  const entries = parseDictionary(text)
  if (!entries) throw fail(`unreadable header: ${text.slice(0, 200).trim()}`)
  try {
    const shape = parseShape(entries.shape)
    return {
      ...entries,
      ...parseDescr(entries.descr),
      shape,
      count: countElements(shape),
      dataStart: start + length,
    }
  } catch (error) {
    throw fail(error instanceof Error ? error.message : String(error))
  }
}

interface Dictionary {
  readonly descr: string
  readonly fortranOrder: boolean
  readonly shape: string
}

/** Takes apart `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`, its entries in any order. */
function parseDictionary(text: string): Dictionary | undefined {
  const inside = /^\s*\{([\s\S]*)\}\s*$/.exec(text)?.[1]
  if (inside === undefined) return undefined
  const found = new Map<string, string>()
  let rest = inside.trim()
  while (rest !== '') {
    const entry = /^(['"])(descr|fortran_order|shape)\1\s*:\s*/.exec(rest)
    if (!entry) return undefined
    rest = rest.slice(entry[0].length)
    const value = rest.startsWith('[')
      ? rest.slice(0, closeBracket(rest))
      : /^(?:'[^']*'|"[^"]*"|True|False|\([^()]*\))/.exec(rest)?.[0]
    const key = entry[2] as string
    if (!value || found.has(key)) return undefined
    found.set(key, value)
    rest = rest.slice(value.length).trim()
    if (rest.startsWith(',')) rest = rest.slice(1).trim()
    else if (rest !== '') return undefined
  }
  const [descr, fortran, shape] = [found.get('descr'), found.get('fortran_order'), found.get('shape')]
  if (!descr || !shape || (fortran !== 'True' && fortran !== 'False')) return undefined
  return { descr, fortranOrder: fortran === 'True', shape }
}

/** The end of a list that starts the text, 0 where it does not end. */
function closeBracket(text: string): number {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '[') depth++
    else if (text[at] === ']' && --depth === 0) return at + 1
  }
  return 0
}

function parseDescr(value: string): Pick<NpyHeader, 'descr' | 'element'> {
  if (value.startsWith('[')) return { descr: value.slice(0, 100) }
  const descr = value.slice(1, -1)
  const code = descr.slice(1)
  const type = Object.hasOwn(elementTypes, code) ? elementTypes[code] : undefined
  if (!type || !'<>|='.includes(descr.charAt(0) || '_')) return { descr: descr.slice(0, 100) }
  return { descr, element: { type, bigEndian: descr.startsWith('>') && storedBytes[type] > 1 } }
}

function parseShape(value: string): number[] {
  const inside = value.slice(1, -1).trim()
  if (!value.startsWith('(') || !/^(?:\d+L?\s*,\s*)*(?:\d+L?)?$/.test(inside))
    throw new RangeError(`bad shape: ${value.slice(0, 100)}`)
  return inside
    .split(',')
    .map((size) => size.trim())
    .filter((size) => size !== '')
    .map((size) => Number.parseInt(size, 10))
}
