import { describe, expect, it } from 'vitest'
import { sourceOf } from '../../fixtures/fixtureFile.ts'
import { FormatError } from '../formatError.ts'
import { fuzzFormat } from '../fuzzFormat.ts'
import { cifarFormat } from './cifar.ts'

/** Records of random pixels behind the given label bytes. */
function layOut(records: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    records.flatMap((labels, r) => [
      ...labels,
      ...Array.from({ length: 3072 }, (_, i) => (i * 31 + r) & 255),
    ]),
  )
}

const small = layOut([[3], [9], [0]])
const large = layOut([
  [19, 99],
  [0, 7],
])

const parse = async (bytes: Uint8Array, name = 'data_batch_1.bin') => cifarFormat.parse(sourceOf(bytes, name))

describe('CIFAR batches', () => {
  it('reads CIFAR-10 with its class names', async () => {
    const batch = await parse(small)
    if (batch.kind !== 'labelled-images') throw new Error(batch.kind)
    expect(batch.shape).toEqual([3, 3, 32, 32])
    expect(batch.labels).toEqual(Uint8Array.of(3, 9, 0))
    expect(batch.classNames?.[9]).toBe('truck')
    expect(batch.pixels.subarray(3072, 6144)).toEqual(small.subarray(3073 + 1, 2 * 3073))
  })

  it('reads the fine labels of CIFAR-100', async () => {
    const batch = await parse(large, 'train.bin')
    if (batch.kind !== 'labelled-images') throw new Error(batch.kind)
    expect(batch.shape).toEqual([2, 3, 32, 32])
    expect(batch.labels).toEqual(Uint8Array.of(99, 7))
    expect(batch.classNames).toBeUndefined()
    expect(batch.pixels.subarray(0, 3072)).toEqual(large.subarray(2, 3074))
  })

  it('reads a whole batch piece by piece', async () => {
    const batch = await parse(new Uint8Array(3073 * 2500).fill(5))
    if (batch.kind !== 'labelled-images') throw new Error(batch.kind)
    expect(batch.shape[0]).toBe(2500)
    expect(batch.labels.every((label) => label === 5) && batch.pixels.every((pixel) => pixel === 5)).toBe(
      true,
    )
  })

  it('knows itself by size, labels and name', () => {
    const matches = (bytes: Uint8Array, name: string) =>
      cifarFormat.matches(bytes.subarray(0, 512), { name, size: bytes.length })
    expect(matches(small, 'test_batch.bin')).toBe(true)
    expect(matches(large, 'test.bin')).toBe(true)
    expect(matches(small, 'test_batch.pt')).toBe(false)
    expect(matches(small.subarray(1), 'test_batch.bin')).toBe(false)
    expect(matches(Uint8Array.of(80, ...new Uint8Array(3072)), 'pytorch_model.bin')).toBe(false)
    expect(matches(new Uint8Array(0), 'empty.bin')).toBe(false)
  })

  it.each([
    ['another size', small.subarray(1), 'file', 'wanted records of 3073 bytes'],
    ['an impossible label', layOut([[3], [10]]), 'record 2', 'label 10, CIFAR-10 has 10 classes'],
    [
      'an impossible coarse label',
      layOut([
        [3, 3],
        [20, 3],
      ]),
      'record 2',
      'label 20, CIFAR-100 has 20',
    ],
    ['too many records', new Uint8Array(3073 * 75_001), 'file', '75001 records, at most 75000'],
  ])('refuses %s', async (_label, bytes, place, message) => {
    const error = await parse(bytes).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(FormatError)
    expect(error).toMatchObject({ format: 'cifar', place })
    expect((error as FormatError).message).toContain(message)
  })

  it('ends every mutation in images or a FormatError', async () => {
    const { parsed, refused } = await fuzzFormat((bytes) => cifarFormat.parse(sourceOf(bytes, 'fuzz.bin')), {
      files: [small, large],
      seed: 3,
      cases: process.env.ISTHMUS_FUZZ_CASES,
    })
    expect(parsed).toBeGreaterThan(5)
    expect(refused).toBeGreaterThan(5)
  })
})
