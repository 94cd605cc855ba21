import type { FileSource, Format } from '../format.ts'
import { FormatError } from '../formatError.ts'

const side = 32
const pixelBytes = 3 * side * side
/** Half as many again as CIFAR-100's train file has. */
const mostRecords = 75_000
const recordsAtOnce = 1000

/** A data set's records: label bytes, which of them counts, and the bound of each. */
interface Layout {
  readonly name: 'CIFAR-10' | 'CIFAR-100'
  readonly classCounts: readonly number[]
}

const cifar10: Layout = { name: 'CIFAR-10', classCounts: [10] }
/** The coarse label, which is left out, stands before the fine one. */
const cifar100: Layout = { name: 'CIFAR-100', classCounts: [20, 100] }

const cifar10Names = 'airplane automobile bird cat deer dog frog horse ship truck'.split(' ')

/**
 * The binary batches of CIFAR-10 (3073 bytes a record) and CIFAR-100 (3074, fine labels): labels, then the red, green and blue
 * plane of 32 × 32 pixels, row by row. (A. Krizhevsky, https://www.cs.toronto.edu/~kriz/cifar.html.)
 */
export const cifarFormat: Format = {
  name: 'cifar',
  matches: (head, file) => /\.bin$/i.test(file.name) && findLayout(head, file) !== undefined,
  async parse(file, progress) {
    const head = await file.slice(0, Math.min(2, file.size))
    const layout = findLayout(head, file)
    if (!layout) {
      const wanted = 'records of 3073 bytes (CIFAR-10) or 3074 (CIFAR-100)'
      throw new FormatError(
        'cifar',
        'file',
        `${file.size} bytes that begin ${head.join(' ')}, wanted ${wanted}`,
      )
    }
    const count = file.size / recordBytes(layout)
    if (count > mostRecords) {
      throw new FormatError('cifar', 'file', `${count} records, at most ${mostRecords} are read`)
    }
    const pixels = new Uint8Array(count * pixelBytes)
    const labels = new Uint8Array(count)
    for (let first = 0; first < count; first += recordsAtOnce) {
      const end = Math.min(first + recordsAtOnce, count)
      const bytes = await file.slice(first * recordBytes(layout), end * recordBytes(layout))
      readRecords(bytes, layout, { first, pixels, labels })
      progress?.(end / count)
    }
    const names = layout === cifar10 ? { classNames: cifar10Names } : {}
    return { kind: 'labelled-images', shape: [count, 3, side, side], pixels, labels, ...names }
  },
}

function recordBytes({ classCounts }: Layout): number {
  return classCounts.length + pixelBytes
}

/** Which records fill the file and have possible labels in the first of them. */
function findLayout(head: Uint8Array, { size }: Pick<FileSource, 'size'>): Layout | undefined {
  return [cifar10, cifar100].find(
    (layout) =>
      size > 0 &&
      size % recordBytes(layout) === 0 &&
      layout.classCounts.every((classCount, i) => (head[i] ?? classCount) < classCount),
  )
}

function readRecords(
  bytes: Uint8Array,
  layout: Layout,
  {
    first,
    pixels,
    labels,
  }: { readonly first: number; readonly pixels: Uint8Array; readonly labels: Uint8Array },
): void {
  const { name, classCounts } = layout
  for (let start = 0, record = first; start < bytes.length; start += recordBytes(layout), record++) {
    for (const [i, classCount] of classCounts.entries()) {
      const label = bytes[start + i] as number
      if (label >= classCount) {
        const message = `label ${label}, ${name} has ${classCount} classes`
        throw new FormatError('cifar', `record ${record + 1}`, message)
      }
      labels[record] = label
    }
    const from = start + classCounts.length
    pixels.set(bytes.subarray(from, from + pixelBytes), record * pixelBytes)
  }
}
