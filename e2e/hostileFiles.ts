import { deflateRawSync } from 'node:zlib'
import { call, dict, pickle, tensor, tuple, writeTorchZip } from '../src/fixtures/torchFile.ts'

const encoder = new TextEncoder()

function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

interface ZipEntry {
  readonly name: string
  readonly content: Uint8Array
  /** What the archive says it would be once inflated. */
  readonly claimed: number
}

/** An archive of one deflated file that claims to have a size of its own choice. */
function writeZip({ name, content, claimed }: ZipEntry): Uint8Array {
  const packed = new Uint8Array(deflateRawSync(content, { level: 9 }))
  const path = encoder.encode(name)
  const head = new DataView(new ArrayBuffer(26))
  // Version, flags, method, time, date, checksum, two sizes, two lengths.
  head.setUint16(0, 20, true)
  head.setUint16(4, 8, true)
  head.setUint32(14, packed.length, true)
  head.setUint32(18, claimed, true)
  head.setUint16(22, path.length, true)
  const shared = new Uint8Array(head.buffer)
  const local = joinBytes(Uint8Array.of(0x50, 0x4b, 3, 4), shared, path, packed)
  const entry = joinBytes(Uint8Array.of(0x50, 0x4b, 1, 2, 20, 0), shared, new Uint8Array(14), path)
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(8, 1, true)
  end.setUint16(10, 1, true)
  end.setUint32(12, entry.length, true)
  end.setUint32(16, local.length, true)
  return joinBytes(local, entry, new Uint8Array(end.buffer))
}

const zeros = 300 * 2 ** 20

/** 300 MiB of zeros in 300 kB; the second says that it is small. */
export function zipBomb({ honest }: { readonly honest: boolean }): Uint8Array {
  const content = new Uint8Array(zeros)
  return writeZip({ name: 'x_train.npy', content, claimed: honest ? zeros : 1000 })
}

const storage = { type: 'FloatStorage', key: '0', length: 4 } as const
const weights = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer)

/** A checkpoint that would have the shell asked for something. */
export function callingCheckpoint(): Promise<Uint8Array> {
  const evil = call('os system', 'touch /tmp/was-here')
  return writeTorchZip(dict({ 'fc.weight': tensor(storage, 0, [2, 2], [2, 1]), hook: evil }), { 0: weights })
}

/** A pickle that is nothing but a call. */
export function callingPickle(): Uint8Array {
  return pickle(tuple(call('builtins eval', '1'), call('os system', 'true')))
}

/** A safetensors file whose header says how it goes on. */
function writeHeader(length: bigint, text: string): Uint8Array {
  const size = new Uint8Array(new BigUint64Array([length]).buffer)
  return joinBytes(size, encoder.encode(text))
}

/** A header of 8 EiB. */
export function hugeHeader(): Uint8Array {
  return writeHeader(2n ** 63n - 1n, '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}')
}

/** A tensor of 4 TiB in a file of a few bytes. */
export function hugeTensor(): Uint8Array {
  const header = `{"a":{"dtype":"F32","shape":[1048576,1048576],"data_offsets":[0,${2 ** 42}]}}`
  return writeHeader(BigInt(header.length), header)
}

/** An array of 2 GiB in a file of a few bytes. */
export function hugeArray(): Uint8Array {
  const text = "{'descr': '<f4', 'fortran_order': False, 'shape': (536870913,), }\n"
  const size = Uint8Array.of(text.length & 255, text.length >> 8)
  return joinBytes(
    Uint8Array.of(0x93),
    encoder.encode('NUMPY'),
    Uint8Array.of(1, 0),
    size,
    encoder.encode(text),
  )
}

/** A table of a million columns. */
export function wideTable(): Uint8Array {
  const row = '1,'.repeat(999_999)
  return encoder.encode(`${row}1\n${row}2\n`)
}

/** Lists in lists in lists. */
export function deepJson(): Uint8Array {
  return encoder.encode('['.repeat(500_000) + ']'.repeat(500_000))
}

/** Markup that would run and leave a mark, if anything took it for markup. */
export const markup = '<img src=x onerror="globalThis.ran=1"><svg onload="globalThis.ran=1">'

/** A table whose columns and classes are markup. */
export function markupTable(): Uint8Array {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const header = [`${markup}x`, `${markup}y`, `${markup}label`].map(quoted).join(',')
  const rows = Array.from({ length: 60 }, (_, i) =>
    [Math.sin(i), Math.cos(i * 2), quoted(`${markup}${i % 2}`)].join(','),
  )
  return encoder.encode(`${header}\n${rows.join('\n')}\n`)
}

/** A checkpoint whose tensors are called markup. */
export function markupCheckpoint(): Promise<Uint8Array> {
  const named = (name: string, shape: readonly number[], strides: readonly number[]) =>
    [`${markup}${name}`, tensor(storage, 0, shape, strides)] as const
  return writeTorchZip(
    dict(Object.fromEntries([named('fc.weight', [2, 2], [2, 1]), named('fc.bias', [2], [1])])),
    { 0: weights },
  )
}
