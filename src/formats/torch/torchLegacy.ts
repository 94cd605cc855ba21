import { dtypeBytes } from '../dtypes.ts'
import type { FileSource } from '../format.ts'
import { FormatError } from '../formatError.ts'
import { parsePickle } from './pickle.ts'
import { asEntries, asItems, type PickleValue } from './pickleValues.ts'
import { largestPickleBytes, type TorchContainer, torch } from './torchContainer.ts'
import { knownTorchNames, readTorchStorage } from './torchValues.ts'

const magicNumber = 0x1950a86a20f9469cfc6cn
const protocolVersion = 1001
const mostStorages = 20_000

/** Bytes of the magic number as pickles of protocol 2 and later hold it, after the opcode LONG1 and its length. */
export const torchMagicBytes: readonly number[] = [
  0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19,
]

interface Place {
  readonly start: number
  readonly elements: number
}

/**
 * Opens a file of torch.save before PyTorch 1.6: five pickles in a row (magic number, protocol, sys_info, the object, the
 * keys of its storages), then each storage as its element count and its bytes, little-endian on every machine.
 * @throws FormatError where a part is missing, does not fit or ends beyond the file
 */
export async function openTorchLegacy(file: FileSource): Promise<TorchContainer> {
  const head = await file.slice(0, Math.min(file.size, largestPickleBytes))
  let at = 0
  const next = () => {
    const pickle = parsePickle(head, { start: at, format: torch, known: knownTorchNames })
    at = pickle.end
    return pickle
  }
  if (next().value !== magicNumber) throw new FormatError(torch, 'magic number', 'not that of torch.save')
  const version = next().value
  if (version !== protocolVersion)
    throw new FormatError(torch, 'protocol', `${String(version)} is not supported`)
  checkSystem(next().value)
  const { value, unknownNames, persistentIds } = next()
  const keys = asItems(next().value)
  if (!keys) throw new FormatError(torch, 'storage keys', 'not a list')
  if (keys.length > mostStorages)
    throw new FormatError(torch, 'storage keys', `${keys.length} exceed the limit of ${mostStorages}`)
  const places = await locateStorages(file, { head, at, keys, widths: elementWidths(persistentIds) })
  return {
    value,
    unknownNames,
    bigEndian: false,
    async readStorage({ key, dtype, length }) {
      const place = places.get(key)
      if (!place) throw new FormatError(torch, `storage ${key}`, 'the file does not have it')
      if (place.elements < length)
        throw new FormatError(
          torch,
          `storage ${key}`,
          `it has ${place.elements} elements, expected ${length}`,
        )
      return await file.slice(place.start, place.start + length * dtypeBytes[dtype])
    },
  }
}

function checkSystem(value: PickleValue): void {
  const entries = asEntries(value)
  if (!entries) throw new FormatError(torch, 'sys_info', 'not a dict')
}

function elementWidths(persistentIds: readonly PickleValue[]): Map<string, number> {
  const widths = new Map<string, number>()
  for (const id of persistentIds) {
    const [word, , key] = asItems(id) ?? []
    if (word !== 'storage' || typeof key !== 'string' || key.length > 100) continue
    const storage = readTorchStorage(id)
    if (typeof storage === 'string')
      widths.set(key, foreignWidths.get(storage.replace(/^.*\./, '')) ?? Number.NaN)
    else if (storage) widths.set(key, dtypeBytes[storage.dtype])
  }
  return widths
}

/** Types that are not read but must be passed over. */
const foreignWidths: ReadonlyMap<string, number> = new Map([
  ['ComplexDoubleStorage', 16],
  ['ComplexFloatStorage', 8],
  ['QInt32Storage', 4],
  ['QInt8Storage', 1],
  ['QUInt8Storage', 1],
])

async function locateStorages(
  file: FileSource,
  {
    head,
    at,
    keys,
    widths,
  }: { head: Uint8Array; at: number; keys: readonly PickleValue[]; widths: ReadonlyMap<string, number> },
): Promise<Map<string, Place>> {
  const places = new Map<string, Place>()
  let start = at
  for (const key of keys) {
    const width = typeof key === 'string' ? widths.get(key) : undefined
    if (typeof key !== 'string' || width === undefined || Number.isNaN(width))
      throw new FormatError(
        torch,
        'storage keys',
        `the type of storage ${String(key).slice(0, 100)} is not known`,
      )
    if (places.has(key)) throw new FormatError(torch, 'storage keys', `${key} comes twice`)
    if (start + 8 > file.size) throw new FormatError(torch, `storage ${key}`, 'the file is cut off before it')
    const count =
      start + 8 <= head.length ? head.subarray(start, start + 8) : await file.slice(start, start + 8)
    const elements = Number(new DataView(count.buffer, count.byteOffset, 8).getBigInt64(0, true))
    const end = start + 8 + elements * width
    if (elements < 0 || end > file.size)
      throw new FormatError(torch, `storage ${key}`, `${elements} elements do not fit into the file`)
    places.set(key, { start: start + 8, elements })
    start = end
  }
  return places
}
