import { FormatError } from './formatError.ts'
import { findDuplicateKey } from './jsonKeys.ts'

const maximumHeaderBytes = 100_000_000
const maximumRank = 64

/** Bytes per element of each dtype that is read and written, by its name in the file. */
export const elementBytes = { F64: 8, I64: 8, F32: 4, I32: 4, U8: 1 } as const

/** The dtypes that are read and written. */
export type SafetensorsDtype = keyof typeof elementBytes

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

/** Multiplies a shape; throws FormatError unless every size and the product are safe whole numbers ≥ 0. */
export function countElements(name: string, shape: readonly unknown[]): number {
  if (shape.length > maximumRank)
    throw safetensorsError(`tensor ${name}`, `rank ${shape.length} exceeds ${maximumRank}`)
  let count = 1
  for (const size of shape) {
    if (!isWhole(size)) throw safetensorsError(`tensor ${name}`, `bad size in shape: ${JSON.stringify(size)}`)
    count *= size
    if (!Number.isSafeInteger(count))
      throw safetensorsError(`tensor ${name}`, `shape ${shape.join('×')} is too large`)
  }
  return count
}

/** Reads and checks the header before any tensor memory is taken; throws FormatError. */
export function parseSafetensorsHeader(bytes: Uint8Array): SafetensorsHeader {
  const length = readHeaderLength(bytes)
  const header = parseHeaderJson(bytes.subarray(8, 8 + length))
  const dataStart = 8 + length
  const entries: TensorEntry[] = []
  let metadata: Record<string, string> = {}
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') metadata = checkMetadata(value)
    else entries.push(checkEntry(name, value))
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end)
  checkTiling(entries, bytes.length - dataStart)
  return { entries, metadata, dataStart }
}

function readHeaderLength(bytes: Uint8Array): number {
  if (bytes.length < 8)
    throw safetensorsError('header length', `file has ${bytes.length} bytes, at least 8 are needed`)
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true)
  if (length > maximumHeaderBytes) {
    throw safetensorsError('header length', `${length} exceeds the limit of ${maximumHeaderBytes} bytes`)
  }
  if (Number(length) > bytes.length - 8) {
    throw safetensorsError('header length', `${length} exceeds the ${bytes.length - 8} bytes that follow`)
  }
  return Number(length)
}

function parseHeaderJson(bytes: Uint8Array): Record<string, unknown> {
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
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
  const wanted = countElements(name, shape) * elementBytes[dtype]
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
  return Object.hasOwn(elementBytes, name)
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
