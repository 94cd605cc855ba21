import { countElements } from '../countElements.ts'
import { type StoredType, storedBytes } from '../storedElements.ts'
import type { Hdf5File, Hdf5Metadata } from './hdf5Library.ts'

/** What a dataset holds: numbers, one text, or something named that is left alone. */
export type Hdf5Holding =
  | {
      readonly kind: 'numbers'
      readonly type: StoredType
      readonly shape: readonly number[]
      readonly bytes: number
    }
  | { readonly kind: 'text' }
  | { readonly kind: 'skipped'; readonly reason: string }

// HDF5's type classes.
const classNames = [
  'integer',
  'float',
  'time',
  'text',
  'bit field',
  'opaque',
  'compound',
  'reference',
  'enumeration',
  'list',
  'array',
]
const [integerClass, floatClass, textClass, enumClass] = [0, 1, 3, 8]

const filterNames: Readonly<Record<number, string>> = { 1: 'gzip', 2: 'shuffle', 3: 'fletcher32' }

const mostChunkBytes = 64 * 2 ** 20
const wholeReadBytes = 32 * 2 ** 20
const mostTextBytes = 65_536

/** Tells what a dataset holds, from its metadata alone. @throws RangeError where its shape is no shape */
export function classifyDataset(metadata: Hdf5Metadata): Hdf5Holding {
  const { type, size, shape, vlen } = metadata
  if (!shape) return { kind: 'skipped', reason: 'empty' }
  const count = countElements(shape)
  if (type === textClass) {
    if (count === 1 && (vlen || size <= mostTextBytes)) return { kind: 'text' }
    return { kind: 'skipped', reason: 'texts' }
  }
  const stored = storedType(metadata)
  if (!stored) return { kind: 'skipped', reason: `${size}-byte ${classNames[type] ?? 'unknown type'}` }
  return { kind: 'numbers', type: stored, shape, bytes: count * storedBytes[stored] }
}

/** Floats of two bytes are taken for IEEE half precision: HDF5 tells their size alone. */
function storedType({ type, size, signed, enum_type }: Hdf5Metadata): StoredType | undefined {
  if (type === floatClass) return ({ 2: 'f16', 4: 'f32', 8: 'f64' } as const)[size]
  if (type === integerClass) {
    if (signed) return ({ 1: 'i8', 2: 'i16', 4: 'i32', 8: 'i64' } as const)[size]
    return ({ 1: 'u8', 2: 'u16', 4: 'u32', 8: 'u64' } as const)[size]
  }
  // As h5py writes NumPy's bool.
  if (
    type === enumClass &&
    size === 1 &&
    enum_type &&
    Object.keys(enum_type.members).sort().join() === 'FALSE,TRUE'
  )
    return 'bool'
  return undefined
}

/**
 * Refuses a dataset of numbers that could not stand in a file of this size or would take much memory on the way.
 * @throws RangeError that says what is out of bounds
 */
export function checkStorage(
  bytes: number,
  metadata: Hdf5Metadata,
  { filters, fileBytes }: { filters: readonly { id: number; name: string }[]; fileBytes: number },
): void {
  if (metadata.virtual_sources) throw new RangeError('its values are in other files')
  for (const { id, name } of filters)
    if (!Object.hasOwn(filterNames, id))
      throw new RangeError(`compression ${name.slice(0, 40) || id} is not supported`)
  if (!metadata.chunks) {
    if (bytes > fileBytes) throw new RangeError(`${bytes} bytes do not fit into a file of ${fileBytes}`)
    return
  }
  const chunkBytes = countElements(metadata.chunks) * metadata.size
  if (chunkBytes > mostChunkBytes)
    throw new RangeError(`chunks of ${chunkBytes} bytes exceed ${mostChunkBytes}`)
  // Every chunk takes at least an eight-byte address in the file.
  const chunks = (metadata.shape ?? []).reduce(
    (count, size, axis) => count * Math.ceil(size / (metadata.chunks?.[axis] ?? 0)),
    1,
  )
  if (!(chunks <= 1024 + fileBytes / 8))
    throw new RangeError(`${chunks} chunks do not fit into a file of ${fileBytes} bytes`)
}

/** Reads the numbers of a dataset, in slabs where they are many: the library's memory is bounded and never shrinks. */
export function readNumbers(
  file: Hdf5File,
  path: string,
  { shape, size, chunks }: Hdf5Metadata,
): Uint8Array<ArrayBuffer> {
  const bytes = countElements(shape ?? []) * size
  if (!shape || bytes === 0) return new Uint8Array(0)
  if (bytes <= wholeReadBytes) return file.read(path, bytes)
  const all = new Uint8Array(bytes)
  let at = 0
  const readSlab = (start: readonly number[], count: readonly number[]) => {
    const slabBytes = countElements(count) * size
    const axis = count.findIndex((length) => length > 1)
    const length = count[axis] ?? 1
    const step = linesPerSlab(slabBytes / length, chunks?.[axis] ?? 1)
    if (axis < 0 || step >= length) {
      all.set(file.read(path, slabBytes, { start, count }), at)
      at += slabBytes
      return
    }
    const first = start[axis] as number
    for (let line = 0; line < length; line += step)
      readSlab(start.with(axis, first + line), count.with(axis, Math.min(step, length - line)))
  }
  readSlab(
    shape.map(() => 0),
    shape,
  )
  return all
}

/** Whole chunks where one fits, so that none is inflated twice. */
function linesPerSlab(lineBytes: number, chunkLength: number): number {
  const chunkBytes = lineBytes * chunkLength
  if (chunkBytes <= mostChunkBytes) return chunkLength * Math.max(1, Math.floor(wholeReadBytes / chunkBytes))
  return Math.max(1, Math.floor(wholeReadBytes / lineBytes))
}
