import type { Format } from '../format.ts'
import { holdElements, storedBytes } from '../storedElements.ts'
import type { NamedTensor } from '../tensor.ts'
import {
  countTensor,
  mostHeaderBytes,
  parseSafetensorsHeader,
  readHeaderLength,
  safetensorsError,
  safetensorsTypes,
  type TensorEntry,
} from './safetensorsHeader.ts'

/** An array of a study or data file: `data` holds the product of `shape` elements, row-major. */
export type Tensor =
  | { readonly dtype: 'F64'; readonly shape: readonly number[]; readonly data: Float64Array }
  | { readonly dtype: 'F32'; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly dtype: 'I64'; readonly shape: readonly number[]; readonly data: BigInt64Array }
  | { readonly dtype: 'I32'; readonly shape: readonly number[]; readonly data: Int32Array }
  | { readonly dtype: 'U8'; readonly shape: readonly number[]; readonly data: Uint8Array }

/** What a safetensors file holds; `tensors` is in storage order. */
export interface SafetensorsFile {
  readonly tensors: Map<string, Tensor>
  readonly metadata: Record<string, string>
}

/** Hugging Face's safetensors: u64 header length, JSON, raw little-endian arrays. Tensors are read one by one. */
export const safetensorsFormat: Format = {
  name: 'safetensors',
  matches: (head, { size }) => head[8] === 0x7b && size >= 10 && headerFits(head, size),
  async parse(file, progress) {
    const start = await file.slice(0, Math.min(8, file.size))
    const head = await file.slice(0, 8 + readHeaderLength(start, file.size))
    const { entries, metadata, dataStart } = parseSafetensorsHeader(head, file.size)
    const tensors: NamedTensor[] = []
    for (const entry of entries) {
      const bytes = await file.slice(dataStart + entry.begin, dataStart + entry.end)
      tensors.push(holdTensor(bytes, entry))
      progress?.((dataStart + entry.end) / file.size)
    }
    return { kind: 'tensors', tensors, key: '', metadata, skipped: [] }
  },
}

/**
 * Reads a study or data file: a safetensors file whose tensors are all of one of the types of `Tensor`.
 * Aligned tensors are views of `bytes`, others copies. Throws FormatError on anything malformed, and on other dtypes.
 */
export function parseSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { entries, metadata, dataStart } = parseSafetensorsHeader(bytes, bytes.length)
  const data = bytes.subarray(dataStart)
  const tensors = new Map(entries.map((entry) => [entry.name, readTensor(data, entry)]))
  return { tensors, metadata }
}

/**
 * Writes a safetensors file. Equal content gives equal bytes whatever the order of the map: widest elements
 * first, which aligns every tensor, then by name. Throws FormatError where a shape does not fit its data or the header is over 4 MiB.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].sort(compareForStorage)
  const header = encodeHeader(sorted, metadata)
  const dataBytes = sorted.reduce((sum, [, tensor]) => sum + tensor.data.byteLength, 0)
  const bytes = new Uint8Array(8 + header.length + dataBytes)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true)
  bytes.set(header, 8)
  let at = 8 + header.length
  for (const [, { data }] of sorted) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  return bytes
}

function headerFits(head: Uint8Array, fileBytes: number): boolean {
  try {
    return readHeaderLength(head, fileBytes) >= 2
  } catch {
    return false
  }
}

function holdTensor(bytes: Uint8Array<ArrayBuffer>, { name, shape, dtype }: TensorEntry): NamedTensor {
  try {
    return { name, shape, ...holdElements(safetensorsTypes[dtype], bytes) }
  } catch (error) {
    throw safetensorsError(`tensor ${name}`, error instanceof Error ? error.message : String(error))
  }
}

function readTensor(data: Uint8Array, { name, dtype, shape, begin, end }: TensorEntry): Tensor {
  const width = storedBytes[safetensorsTypes[dtype]]
  const aligned = (data.byteOffset + begin) % width === 0
  const { buffer, byteOffset } = aligned ? data.subarray(begin) : data.slice(begin, end)
  const length = (end - begin) / width
  switch (dtype) {
    case 'F64':
      return { dtype, shape, data: new Float64Array(buffer, byteOffset, length) }
    case 'F32':
      return { dtype, shape, data: new Float32Array(buffer, byteOffset, length) }
    case 'I64':
      return { dtype, shape, data: new BigInt64Array(buffer, byteOffset, length) }
    case 'I32':
      return { dtype, shape, data: new Int32Array(buffer, byteOffset, length) }
    case 'U8':
      return { dtype, shape, data: new Uint8Array(buffer, byteOffset, length) }
    default:
      throw safetensorsError(`tensor ${name}`, `unsupported dtype: ${dtype}`)
  }
}

function encodeHeader(tensors: [string, Tensor][], metadata: Readonly<Record<string, string>>): Uint8Array {
  const members: string[] = []
  const keys = Object.keys(metadata).sort()
  if (keys.length > 0) {
    const pairs = keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(metadata[key])}`)
    members.push(`"__metadata__":{${pairs.join(',')}}`)
  }
  let at = 0
  for (const [name, { dtype, shape, data }] of tensors) {
    if (name === '__metadata__') throw safetensorsError(`tensor ${name}`, 'this name is reserved')
    const wanted = countTensor(name, shape)
    if (wanted !== data.length) {
      throw safetensorsError(
        `tensor ${name}`,
        `shape ${shape.join('×')} needs ${wanted} elements, got ${data.length}`,
      )
    }
    const entry = { dtype, shape, data_offsets: [at, at + data.byteLength] }
    members.push(`${JSON.stringify(name)}:${JSON.stringify(entry)}`)
    at += data.byteLength
  }
  const json = new TextEncoder().encode(`{${members.join(',')}}`)
  const padded = new Uint8Array(Math.ceil(json.length / 8) * 8).fill(0x20)
  if (padded.length > mostHeaderBytes)
    throw safetensorsError('header', `${padded.length} bytes exceed the limit of ${mostHeaderBytes}`)
  padded.set(json)
  return padded
}

function compareForStorage([nameA, a]: [string, Tensor], [nameB, b]: [string, Tensor]): number {
  return b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT || (nameA < nameB ? -1 : nameA > nameB ? 1 : 0)
}
