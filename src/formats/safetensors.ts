import {
  countElements,
  elementBytes,
  parseSafetensorsHeader,
  type SafetensorsDtype,
  safetensorsError,
  type TensorEntry,
} from './safetensorsHeader.ts'

/** One named array: `data` holds the product of `shape` elements, row-major. */
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

/**
 * Reads a safetensors file (Hugging Face's format: u64 header length, JSON, raw little-endian arrays).
 * Aligned tensors are views of `bytes`, others copies. Throws FormatError on anything malformed, and on the
 * dtypes that are not supported.
 */
export function parseSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { entries, metadata, dataStart } = parseSafetensorsHeader(bytes)
  const data = bytes.subarray(dataStart)
  const tensors = new Map(entries.map((entry) => [entry.name, readTensor(data, entry)]))
  return { tensors, metadata }
}

/**
 * Writes a safetensors file. Equal content gives equal bytes whatever the order of the map: widest elements
 * first, which aligns every tensor, then by name. Throws FormatError where a shape does not fit its data.
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

function readTensor(data: Uint8Array, { dtype, shape, begin, end }: TensorEntry): Tensor {
  const start = data.byteOffset + begin
  const aligned = start % elementBytes[dtype] === 0
  const buffer = aligned ? data.buffer : data.slice(begin, end).buffer
  return viewTensor(dtype, shape, {
    buffer,
    start: aligned ? start : 0,
    length: (end - begin) / elementBytes[dtype],
  })
}

interface Span {
  readonly buffer: ArrayBufferLike
  readonly start: number
  readonly length: number
}

function viewTensor(
  dtype: SafetensorsDtype,
  shape: readonly number[],
  { buffer, start, length }: Span,
): Tensor {
  switch (dtype) {
    case 'F64':
      return { dtype, shape, data: new Float64Array(buffer, start, length) }
    case 'F32':
      return { dtype, shape, data: new Float32Array(buffer, start, length) }
    case 'I64':
      return { dtype, shape, data: new BigInt64Array(buffer, start, length) }
    case 'I32':
      return { dtype, shape, data: new Int32Array(buffer, start, length) }
    case 'U8':
      return { dtype, shape, data: new Uint8Array(buffer, start, length) }
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
    const wanted = countElements(name, shape)
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
  padded.set(json)
  return padded
}

function compareForStorage([nameA, a]: [string, Tensor], [nameB, b]: [string, Tensor]): number {
  return elementBytes[b.dtype] - elementBytes[a.dtype] || (nameA < nameB ? -1 : nameA > nameB ? 1 : 0)
}
