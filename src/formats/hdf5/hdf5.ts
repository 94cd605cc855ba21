import type { Format } from '../format.ts'
import { FormatError } from '../formatError.ts'
import { holdElements } from '../storedElements.ts'
import type { NamedTensor } from '../tensor.ts'
import { checkStorage, classifyDataset, readNumbers } from './hdf5Dataset.ts'
import { type Hdf5File, type Hdf5Metadata, openHdf5 } from './hdf5Library.ts'
import { findOnlyText } from './hdf5OnlyText.ts'

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]
const mostObjects = 20_000
const deepestGroup = 32

/**
 * HDF5: one dataset per tensor, in groups of any depth; the tensor is named by its path with dots for slashes. Scalar texts
 * become metadata under the same kind of name. Links to elsewhere and datasets of other types are skipped with their names.
 */
export const hdf5Format: Format = {
  name: 'hdf5',
  matches: (head) => signature.every((byte, at) => head[at] === byte),
  async parse(file, progress) {
    const bytes = await file.slice(0, file.size)
    const opened = await openHdf5(bytes).catch((error: unknown) => {
      throw hdf5Error('file', error)
    })
    const reading = createReading(opened, bytes)
    try {
      const datasets = listDatasets(reading)
      for (const [at, path] of datasets.entries()) {
        readDataset(reading, path)
        progress?.((at + 1) / datasets.length)
      }
    } finally {
      opened.close()
    }
    const { tensors, metadata, skipped } = reading
    return { kind: 'tensors', tensors, key: '', metadata: Object.fromEntries(metadata), skipped }
  },
}

/** A file being read, what it gave so far, and the bytes that it may still give. */
interface Reading {
  readonly file: Hdf5File
  /** The file's own, which the library holds too. */
  readonly bytes: Uint8Array
  readonly tensors: NamedTensor[]
  readonly metadata: Map<string, string>
  readonly skipped: string[]
  bytesLeft: number
}

function createReading(file: Hdf5File, bytes: Uint8Array): Reading {
  const bytesLeft = Math.min(2 ** 31, 16 * 2 ** 20 + 64 * bytes.length)
  return { file, bytes, tensors: [], metadata: new Map(), skipped: [], bytesLeft }
}

/** Paths of all datasets, depth first. Hard links can make circles: depth and number are bounded. */
function listDatasets({ file, skipped }: Reading): string[] {
  const datasets: string[] = []
  let objects = 0
  const visit = (group: string, depth: number) => {
    if (depth > deepestGroup)
      throw new FormatError('hdf5', placeOf(group), `groups are nested over ${deepestGroup} deep`)
    for (const name of attempt(placeOf(group || '/'), () => file.names(group || '/'))) {
      const path = `${group}/${name}`
      if (++objects > mostObjects) throw new FormatError('hdf5', placeOf(path), `over ${mostObjects} objects`)
      const kind = attempt(placeOf(path), () => file.kind(path))
      if (kind === 'group') visit(path, depth + 1)
      else if (kind === 'dataset') datasets.push(path)
      else skipped.push(`${nameOf(path)} (${kind === 'link' ? 'link' : 'no dataset'})`)
    }
  }
  visit('', 0)
  return datasets
}

function readDataset(reading: Reading, path: string): void {
  const { file, tensors, metadata, skipped } = reading
  const fileBytes = reading.bytes.length
  const name = nameOf(path)
  attempt(placeOf(path), () => {
    const about = file.describe(path)
    const holding = classifyDataset(about)
    if (holding.kind === 'skipped') skipped.push(`${name} (${holding.reason})`)
    else if (holding.kind === 'text') {
      const text = readText(reading, path, about)
      if (text === undefined) skipped.push(`${name} (text, not the only one)`)
      else metadata.set(name, text)
    } else {
      reading.bytesLeft -= holding.bytes
      if (reading.bytesLeft < 0)
        throw new RangeError(`its ${holding.bytes} bytes are too many for a file of ${fileBytes}`)
      checkStorage(holding.bytes, about, { filters: file.filters(path), fileBytes })
      const held = holdElements(holding.type, readNumbers(file, path, about))
      tensors.push({ name, shape: holding.shape, ...held })
    }
  })
}

function readText({ file, bytes }: Reading, path: string, about: Hdf5Metadata): string | undefined {
  if (about.vlen) return findOnlyText(bytes)
  checkStorage(about.size, about, { filters: file.filters(path), fileBytes: bytes.length })
  return decodeText(file.read(path, about.size))
}

/** Text of a fixed length, up to its first zero. */
function decodeText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end))
}

function nameOf(path: string): string {
  return path.slice(1).replaceAll('/', '.')
}

function placeOf(path: string): string {
  return path === '/' ? 'root group' : `object ${path.slice(0, 200)}`
}

function attempt<T>(place: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw hdf5Error(place, error)
  }
}

function hdf5Error(place: string, error: unknown): FormatError {
  if (error instanceof FormatError) return error
  return new FormatError('hdf5', place, error instanceof Error ? error.message : String(error))
}
