import { countElements } from '../countElements.ts'
import type { Format } from '../format.ts'
import { FormatError } from '../formatError.ts'
import { holdElements, storedBytes } from '../storedElements.ts'
import type { NamedTensor } from '../tensor.ts'
import { type NpyHeader, npyMagic, parseNpyHeader, startsAsNpy } from './npyHeader.ts'
import { toRowMajor } from './toRowMajor.ts'

/** NumPy's `.npy`: one array. Its tensor is named after the file. */
export const npyFormat: Format = {
  name: 'npy',
  matches: (head) => startsAsNpy(head),
  async parse(file, progress) {
    const bytes = await file.slice(0, file.size)
    progress?.(1)
    const name = file.name.replace(/^.*[/\\]/, '').replace(/\.npy$/i, '')
    return { kind: 'tensors', tensors: [parseNpy(bytes, name)], key: '', metadata: {}, skipped: [] }
  },
}

/**
 * Reads an npy file: any type of `holdElements`, either byte order, C and Fortran order. The data are a view of `bytes`
 * where they can be. @throws FormatError, also on types that are not numbers (text, objects, records), by their name
 */
export function parseNpy(bytes: Uint8Array<ArrayBuffer>, name: string): NamedTensor {
  const place = `array ${name}`
  return readNpyData(bytes, parseNpyHeader(bytes, place), name)
}

/** Reads the elements that follow a header. @throws FormatError */
export function readNpyData(bytes: Uint8Array<ArrayBuffer>, header: NpyHeader, name: string): NamedTensor {
  const { element, shape, count, descr, dataStart } = header
  const fail = (message: string) => new FormatError('npy', `array ${name}`, message)
  if (!element) throw fail(`elements of type ${descr} are not supported`)
  const wanted = count * storedBytes[element.type]
  const present = bytes.length - dataStart
  if (wanted !== present)
    throw fail(
      `shape ${shape.join('×') || 'of a single number'} of ${descr} needs ${wanted} bytes, got ${present}`,
    )
  try {
    const { dtype, data } = holdElements(element.type, bytes.subarray(dataStart), element.bigEndian)
    return { name, shape, dtype, data: header.fortranOrder ? toRowMajor(data, shape) : data }
  } catch (error) {
    throw fail(error instanceof Error ? error.message : String(error))
  }
}

/**
 * Writes a tensor as npy, version 1, little-endian, in C order, as it is held (f16 and bf16 as f4). Equal tensors give equal
 * bytes. @throws FormatError where the shape does not fit the data
 */
export function writeNpy({ name, shape, dtype, data }: NamedTensor): Uint8Array<ArrayBuffer> {
  const wanted = countElements(shape)
  if (wanted !== data.length)
    throw new FormatError(
      'npy',
      `array ${name}`,
      `shape ${shape.join('×')} needs ${wanted} elements, got ${data.length}`,
    )
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const descr = dtype === 'bool' ? '|b1' : describeData(data)
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sizes}), }`
  // NumPy aligns the elements to 64 bytes.
  const dataStart = Math.ceil((10 + dictionary.length + 1) / 64) * 64
  const bytes = new Uint8Array(dataStart + data.byteLength).fill(0x20, 10, dataStart)
  bytes.set(npyMagic)
  bytes[6] = 1
  new DataView(bytes.buffer).setUint16(8, dataStart - 10, true)
  bytes.set(new TextEncoder().encode(dictionary), 10)
  bytes[dataStart - 1] = 0x0a
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), dataStart)
  return bytes
}

function describeData(data: NamedTensor['data']): string {
  if (data instanceof Float64Array) return '<f8'
  if (data instanceof Float32Array) return '<f4'
  if (data instanceof BigInt64Array) return '<i8'
  if (data instanceof Int32Array) return '<i4'
  if (data instanceof Int16Array) return '<i2'
  if (data instanceof Int8Array) return '|i1'
  return '|u1'
}
