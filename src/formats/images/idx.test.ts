import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { sourceOf } from '../../fixtures/fixtureFile.ts'
import { FormatError } from '../formatError.ts'
import { fuzzFormat } from '../fuzzFormat.ts'
import { idxFormat } from './idx.ts'

function layOut(sizes: readonly number[], values: Uint8Array, type = 8): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 4 * sizes.length + values.length)
  bytes.set([0, 0, type, sizes.length])
  const view = new DataView(bytes.buffer)
  for (const [i, size] of sizes.entries()) view.setUint32(4 + 4 * i, size)
  bytes.set(values, 4 + 4 * sizes.length)
  return bytes
}

const pixels = Uint8Array.from({ length: 2 * 3 * 4 }, (_, i) => 10 * i)
const images = layOut([2, 3, 4], pixels)
const labels = layOut([5], Uint8Array.of(7, 2, 1, 0, 4))

const parse = async (bytes: Uint8Array, name = 'train-images-idx3-ubyte') =>
  idxFormat.parse(sourceOf(bytes, name))

async function catchError(bytes: Uint8Array, name?: string): Promise<FormatError> {
  const outcome = await parse(bytes, name).catch((error: unknown) => error)
  if (outcome instanceof FormatError) return outcome
  throw new Error(`no FormatError: ${JSON.stringify(outcome)}`)
}

describe('IDX files', () => {
  it('reads images and labels, plain and gzipped', async () => {
    for (const pack of [
      (bytes: Uint8Array) => bytes,
      (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes)),
    ]) {
      expect(await parse(pack(images))).toEqual({ kind: 'images', shape: [2, 1, 3, 4], pixels })
      expect(await parse(pack(labels))).toEqual({ kind: 'labels', labels: Uint8Array.of(7, 2, 1, 0, 4) })
    }
  })

  it('reads files of many pieces', async () => {
    const many = Uint8Array.from(
      { length: 5000 * 28 * 28 },
      (_, i) => Math.imul(i ^ (i >>> 7), 0x9e3779b1) >>> 24,
    )
    const bytes = layOut([5000, 28, 28], many)
    for (const file of [bytes, new Uint8Array(gzipSync(bytes, { level: 1 }))]) {
      const shares: number[] = []
      const content = await idxFormat.parse(sourceOf(file, 'x'), (share) => shares.push(share))
      expect(content).toMatchObject({ kind: 'images', shape: [5000, 1, 28, 28] })
      expect(content.kind === 'images' && Buffer.compare(content.pixels, many)).toBe(0)
      expect(shares.length).toBeGreaterThan(2)
      expect(shares.at(-1)).toBe(1)
    }
  })

  it('knows itself by magic number, under any name', () => {
    const matches = (head: Uint8Array, name: string) => idxFormat.matches(head, { name, size: head.length })
    expect(matches(images, 't10k-images.idx3-ubyte')).toBe(true)
    expect(matches(labels, 'unnamed')).toBe(true)
    expect(matches(new Uint8Array(gzipSync(labels)), 'train-labels-idx1-ubyte.gz')).toBe(true)
    expect(matches(layOut([4], new Uint8Array(16), 13), 'floats')).toBe(false)
    expect(matches(layOut([4], new Uint8Array(16), 13), 'floats-idx1')).toBe(true)
    expect(matches(Uint8Array.of(80, 75, 3, 4), 'train-images-idx3-ubyte')).toBe(false)
  })

  it.each([
    ['a short file', Uint8Array.of(0, 0), 'magic number', 'under 4 bytes'],
    ['another file', Uint8Array.of(1, 2, 3, 4, 5), 'magic number', '1 2 3 4, wanted 0 0 8 1'],
    ['another type', layOut([1], new Uint8Array(4), 13), 'magic number', 'values are float32'],
    ['another rank', layOut([1, 1], new Uint8Array(1)), 'magic number', '2 dimensions'],
    ['a cut header', images.subarray(0, 13), 'sizes', 'ends within the header'],
    ['no images', layOut([0, 28, 28], new Uint8Array(0)), 'sizes', 'the file is empty'],
    ['no pixels', layOut([3, 0, 28], new Uint8Array(0)), 'sizes', 'from 1 to 4096'],
    ['giants', layOut([1, 5000, 1], new Uint8Array(5000)), 'sizes', 'from 1 to 4096'],
    ['too many', layOut([0xffffffff, 28, 28], pixels), 'sizes', 'at most 268435456 values'],
    ['more than the file has', layOut([100, 28, 28], pixels), 'sizes', 'more than the file can hold'],
    ['cut values', images.subarray(0, images.length - 1), 'values', '23 bytes, the header promises 24'],
    ['left-overs', layOut([2, 3, 3], pixels), 'values', 'more than the 18 bytes'],
    ['gzip of another file', gzipSync('hello world'), 'magic number', '104 101 108 108'],
    [
      'gzip of a false promise',
      gzipSync(layOut([200_000, 28, 28], pixels)),
      'sizes',
      'more than the file can',
    ],
    ['cut gzip', gzipSync(images).subarray(0, 30), 'gzip, before byte 30', 'cannot be inflated'],
  ])('refuses %s', async (_label, bytes, place, message) => {
    const error = await catchError(bytes)
    expect(error).toMatchObject({ format: 'idx', place })
    expect(error.message).toContain(message)
  })

  it('refuses a wrong checksum', async () => {
    const bytes = new Uint8Array(gzipSync(images))
    bytes[bytes.length - 5] = (bytes[bytes.length - 5] as number) ^ 1
    expect((await catchError(bytes)).message).toContain('cannot be inflated')
  })

  it('explains a tar archive', async () => {
    expect((await catchError(gzipSync('x'), 'cifar-10-binary.tar.gz')).message).toContain('unpack it')
  })

  it('stops inflating a bomb when it is more than promised', { timeout: 60_000 }, async () => {
    const bomb = new Uint8Array(gzipSync(layOut([10, 28, 28], new Uint8Array(100_000_000))))
    expect((await catchError(bomb)).message).toContain('more than the 7840 bytes')
  })

  it('ends every mutation in images, labels or a FormatError', async () => {
    const { parsed, refused } = await fuzzFormat((bytes) => idxFormat.parse(sourceOf(bytes, 'fuzz')), {
      files: [images, labels, new Uint8Array(gzipSync(images)), new Uint8Array(gzipSync(labels))],
      seed: 2,
      cases: process.env.ISTHMUS_FUZZ_CASES,
    })
    expect(parsed).toBeGreaterThan(5)
    expect(refused).toBeGreaterThan(5)
  })
})
