import { type ByteReader, createByteReader } from '../byteReader.ts'
import type { FileContent, FileSource, Format, ReadProgress } from '../format.ts'
import { FormatError } from '../formatError.ts'
import { gunzip, isGzip, largestRatio } from '../gunzip.ts'

/** Largest number of values in a file: 342,000 images of 28 × 28. */
const mostValues = 2 ** 28
const longestSide = 4096
const pieceBytes = 2 ** 20
const typeNames: Readonly<Record<number, string>> = {
  8: 'unsigned bytes',
  9: 'signed bytes',
  11: '16-bit integers',
  12: '32-bit integers',
  13: 'float32',
  14: 'float64',
}

/**
 * IDX files as MNIST comes in, plain or gzipped: a magic number 0 0 8 d, d sizes of 32 bits, big-endian, then unsigned bytes.
 * One size: labels. Three: images of one channel, count × height × width. (Y. LeCun, C. Cortes, the MNIST database.)
 */
export const idxFormat: Format = {
  name: 'idx',
  matches: (head, { name }) => isGzip(head) || (hasMagic(head) && (head[2] === 8 || /idx|ubyte/i.test(name))),
  async parse(file, progress) {
    const gzipped = isGzip(await file.slice(0, Math.min(2, file.size)))
    if (gzipped && /\.(?:tar\.gz|tgz)$/i.test(file.name)) {
      throw new FormatError('idx', 'file', 'a tar archive; unpack it and open the files in it')
    }
    const pieces = gzipped ? gunzip(file, 'idx', progress) : readPieces(file, progress)
    try {
      // No more than this can come, whatever the header says.
      return await parseBytes(createByteReader(pieces), gzipped ? file.size * largestRatio : file.size)
    } finally {
      await pieces.return(undefined)
    }
  },
}

function hasMagic(head: Uint8Array): boolean {
  return head[0] === 0 && head[1] === 0 && (head[2] ?? 0) in typeNames && (head[3] === 1 || head[3] === 3)
}

async function* readPieces(file: FileSource, progress?: ReadProgress): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < file.size; start += pieceBytes) {
    const end = Math.min(start + pieceBytes, file.size)
    yield await file.slice(start, end)
    progress?.(end / file.size)
  }
}

async function parseBytes(reader: ByteReader, mostBytes: number): Promise<FileContent> {
  const sizes = await readSizes(reader)
  const [count = 0, height = 1, width = 1] = sizes
  const values = new Uint8Array(countValues(sizes, mostBytes))
  const filled = await reader.fill(values)
  if (filled < values.length) {
    throw new FormatError('idx', 'values', `${filled} bytes, the header promises ${values.length}`)
  }
  if ((await reader.fill(new Uint8Array(1))) > 0) {
    throw new FormatError('idx', 'values', `more than the ${values.length} bytes that the header promises`)
  }
  if (sizes.length === 1) return { kind: 'labels', labels: values }
  return { kind: 'images', shape: [count, 1, height, width], pixels: values }
}

async function readSizes(reader: ByteReader): Promise<number[]> {
  const magic = new Uint8Array(4)
  if ((await reader.fill(magic)) < 4)
    throw new FormatError('idx', 'magic number', 'the file has under 4 bytes')
  const [first, second, type = 0, rank] = magic
  if (first !== 0 || second !== 0 || !(type in typeNames)) {
    const got = Array.from(magic).join(' ')
    throw new FormatError('idx', 'magic number', `${got}, wanted 0 0 8 1 (labels) or 0 0 8 3 (images)`)
  }
  if (type !== 8) {
    throw new FormatError(
      'idx',
      'magic number',
      `values are ${typeNames[type]}, only unsigned bytes are read`,
    )
  }
  if (rank !== 1 && rank !== 3) {
    const message = `${rank} dimensions, only 1 (labels) and 3 (images) are read`
    throw new FormatError('idx', 'magic number', message)
  }
  const bytes = new Uint8Array(4 * rank)
  if ((await reader.fill(bytes)) < bytes.length) {
    throw new FormatError('idx', 'sizes', 'the file ends within the header')
  }
  const view = new DataView(bytes.buffer)
  return Array.from({ length: rank }, (_, i) => view.getUint32(4 * i))
}

/** The product of the sizes, once it is known that so many values can come. */
function countValues(sizes: readonly number[], mostBytes: number): number {
  const shape = sizes.join(' × ')
  const side = sizes.slice(1).find((size) => size < 1 || size > longestSide)
  if (side !== undefined) {
    throw new FormatError('idx', 'sizes', `${shape}, a side must be from 1 to ${longestSide} pixels`)
  }
  if (sizes[0] === 0) throw new FormatError('idx', 'sizes', `${shape}, the file is empty`)
  const count = sizes.reduce((product, size) => product * size, 1)
  if (count > mostValues)
    throw new FormatError('idx', 'sizes', `${shape}, at most ${mostValues} values are read`)
  if (count > mostBytes) throw new FormatError('idx', 'sizes', `${shape}, more than the file can hold`)
  return count
}
