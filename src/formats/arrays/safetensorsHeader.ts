import { countElements } from '../countElements.ts'
import { FormatError } from '../formatError.ts'
import { findDuplicateKey } from '../jsonKeys.ts'
import { type StoredType, storedBytes } from '../storedElements.ts'

/** Longest header that is read or written. The format itself allows 100 MB; 4 MiB describe some fifty thousand tensors. */
export const mostHeaderBytes = 4 * 2 ** 20
const deepestNesting = 4

/** The dtypes that are read, by their names in the file. */
export const safetensorsTypes = {
  F64: 'f64',
  F32: 'f32',
  F16: 'f16',
  BF16: 'bf16',
  I64: 'i64',
  I32: 'i32',
  I16: 'i16',
  I8: 'i8',
  U64: 'u64',
  U32: 'u32',
  U16: 'u16',
  U8: 'u8',
  BOOL: 'bool',
} as const satisfies Readonly<Record<string, StoredType>>

/** A dtype that is read, by its name in the file. */
export type SafetensorsDtype = keyof typeof safetensorsTypes

/** Where one tensor lies: `begin` and `end` are byte offsets into the data part, checked against it. */
export interface TensorEntry {
  readonly name: string
  readonly dtype: SafetensorsDtype
  readonly shape: readonly number[]
  readonly begin: number
  readonly end: number
}

/** A checked header: entries in storage order, which tile the data part without gap or overlap. */
export interface SafetensorsHeader {
  readonly entries: readonly TensorEntry[]
  readonly metadata: Record<string, string>
  readonly dataStart: number
}

/** Builds the error of this format, with `place` naming the part of the file. */
export function safetensorsError(place: string, message: string): FormatError {
  return new FormatError('safetensors', place, message)
}

/** Multiplies the shape of a tensor; throws FormatError unless every size and the product are safe whole numbers ≥ 0. */
export function countTensor(name: string, shape: readonly unknown[]): number {
  try {
    return countElements(shape)
  } catch (error) {
    throw safetensorsError(`tensor ${name}`, error instanceof Error ? error.message : String(error))
  }
}

/**
 * The length of the header in bytes, from the first eight bytes of a file of `fileBytes`. Throws FormatError where it is
 * over 4 MiB or longer than the file.
 */
export function readHeaderLength(bytes: Uint8Array, fileBytes: number): number {
  if (fileBytes < 8)
    throw safetensorsError('header length', `file has ${fileBytes} bytes, at least 8 are needed`)
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true)
  if (length > mostHeaderBytes)
    throw safetensorsError('header length', `${length} exceeds the limit of ${mostHeaderBytes} bytes`)
  if (Number(length) > fileBytes - 8)
    throw safetensorsError('header length', `${length} exceeds the ${fileBytes - 8} bytes that follow`)
  return Number(length)
}

/**
 * Reads and checks the header before any tensor memory is taken; `bytes` holds the header whole, the file has `fileBytes`.
 * Throws FormatError.
 */
export function parseSafetensorsHeader(bytes: Uint8Array, fileBytes: number): SafetensorsHeader {
  const length = readHeaderLength(bytes, fileBytes)
  const header = parseHeaderJson(bytes.subarray(8, 8 + length))
  const dataStart = 8 + length
  const entries: TensorEntry[] = []
  let metadata: Record<string, string> = {}
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') metadata = checkMetadata(value)
    else entries.push(checkEntry(name, value))
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end)
  checkTiling(entries, fileBytes - dataStart)
  return { entries, metadata, dataStart }
}

function parseHeaderJson(bytes: Uint8Array): Record<string, unknown> {
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    checkNesting(text)
    value = JSON.parse(text)
  } catch (cause) {
    throw safetensorsError(
      'header',
      `not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
    )
  }
  if (!isObject(value)) throw safetensorsError('header', 'not a JSON object')
  const duplicate = findDuplicateKey(text)
  if (duplicate !== undefined) throw safetensorsError('header', `duplicate key: ${duplicate}`)
  return value
}

/** Refuses nesting that no header has, on which `JSON.parse` would spend seconds. */
function checkNesting(text: string): void {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') quoted = !quoted
    else if (quoted && character === '\\') at++
    else if (!quoted && (character === '{' || character === '[')) depth++
    else if (!quoted && (character === '}' || character === ']')) depth--
    if (depth > deepestNesting) throw new RangeError(`nested over ${deepestNesting} deep`)
  }
}

function checkMetadata(value: unknown): Record<string, string> {
  if (!isObject(value)) throw safetensorsError('metadata', 'not a JSON object')
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry !== 'string') throw safetensorsError('metadata', `not a string: ${key}`)
  }
  return value as Record<string, string>
}

function checkEntry(name: string, value: unknown): TensorEntry {
  const place = `tensor ${name}`
  if (!isObject(value)) throw safetensorsError(place, 'not a JSON object')
  const { dtype, shape, data_offsets: offsets } = value
  if (typeof dtype !== 'string') throw safetensorsError(place, 'missing dtype')
  if (!isDtype(dtype)) throw safetensorsError(place, `unsupported dtype: ${dtype}`)
  if (!Array.isArray(shape)) throw safetensorsError(place, 'missing shape')
  if (!Array.isArray(offsets) || offsets.length !== 2) throw safetensorsError(place, 'missing data_offsets')
  const [begin, end] = offsets as [unknown, unknown]
  if (!isWhole(begin) || !isWhole(end) || begin > end) {
    throw safetensorsError(place, `bad data_offsets: ${JSON.stringify(offsets)}`)
  }
  const wanted = countTensor(name, shape) * storedBytes[safetensorsTypes[dtype]]
  if (end - begin !== wanted) {
    throw safetensorsError(
      place,
      `shape ${shape.join('×')} of ${dtype} needs ${wanted} bytes, offsets span ${end - begin}`,
    )
  }
  return { name, dtype, shape: shape as number[], begin, end }
}

function checkTiling(entries: readonly TensorEntry[], dataBytes: number): void {
  let at = 0
  for (const { name, begin, end } of entries) {
    const place = `tensor ${name}`
    if (end > dataBytes) throw safetensorsError(place, `ends at ${end}, beyond the ${dataBytes} data bytes`)
    if (begin < at) throw safetensorsError(place, `starts at ${begin}, inside the tensor that ends at ${at}`)
    if (begin > at) throw safetensorsError(place, `starts at ${begin}, leaving a gap after ${at}`)
    at = end
  }
  if (at !== dataBytes) throw safetensorsError('data', `${dataBytes - at} bytes belong to no tensor`)
}

function isDtype(name: string): name is SafetensorsDtype {
  return Object.hasOwn(safetensorsTypes, name)
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
