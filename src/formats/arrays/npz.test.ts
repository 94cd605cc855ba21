import { describe, expect, it } from 'vitest'
import { expectedTensors, summarizeTensor, tensorsOf } from '../../fixtures/expectTensors.ts'
import { fixtureBytes, sourceOf } from '../../fixtures/fixtureFile.ts'
import { FormatError } from '../formatError.ts'
import { fuzzFormat, fuzzTimeoutMs } from '../fuzzFormat.ts'
import type { NamedTensor } from '../tensor.ts'
import { npzFormat, writeNpz } from './npz.ts'

const parse = (bytes: Uint8Array, name = 'file.npz') => npzFormat.parse(sourceOf(bytes, name))

const weights: NamedTensor = {
  name: 'fc1.weight',
  dtype: 'f32',
  shape: [1, 2],
  data: Float32Array.of(1, Number.NaN),
}
const labels: NamedTensor = { name: 'labels', dtype: 'i64', shape: [], data: BigInt64Array.of(7n) }

describe('npz', () => {
  it.each(['digits_mlp', 'digits_mlp_z', 'digits_mlp_bigendian', 'digits_mlp_fortran', 'digits_mlp_f16'])(
    'reads the reference file %s',
    async (stem) => {
      const name = `${stem}.npz`
      const bytes = fixtureBytes(name)
      expect(npzFormat.matches(bytes.subarray(0, 512), { name, size: bytes.length })).toBe(true)
      const shares: number[] = []
      const content = await npzFormat.parse(sourceOf(bytes, name), (share) => shares.push(share))
      expect(shares.at(-1)).toBe(1)
      const tensors = tensorsOf(content)
      const expected = expectedTensors(name)
      expect(tensors.map((tensor) => tensor.name)).toEqual(expected.map((tensor) => tensor.name))
      for (const [at, tensor] of tensors.entries()) {
        const { dtype, ...wanted } = expected[at] ?? { dtype: '' }
        expect(tensor.dtype).toBe(dtype.replace('float', 'f'))
        const { sum, sumsq, ...summary } = summarizeTensor(tensor)
        expect(wanted).toMatchObject(summary)
        expect(wanted).toMatchObject({ sum: expect.closeTo(sum, 9), sumsq: expect.closeTo(sumsq, 9) })
      }
    },
  )

  it('gives back what it wrote, in order, with the same bytes each time', async () => {
    const bytes = await writeNpz([weights, labels])
    expect(tensorsOf(await parse(bytes))).toEqual([weights, labels])
    expect(await writeNpz([weights, labels])).toEqual(bytes)
    expect(tensorsOf(await parse(await writeNpz([])))).toEqual([])
  })

  it('dates its members as numpy.savez does', async () => {
    const view = new DataView((await writeNpz([labels])).buffer)
    expect(view.getUint32(10, true)).toBe(0x00210000)
    expect(view.getUint16(8, true)).toBe(0)
  })

  it('names what it skips', async () => {
    const bytes = await writeNpz([weights, labels])
    const text = new TextDecoder('latin1').decode(bytes)
    const skipped = Uint8Array.from(bytes)
    for (let at = text.indexOf('labels.npy'); at >= 0; at = text.indexOf('labels.npy', at + 1))
      skipped.set([0x74, 0x78, 0x74], at + 7)
    const content = await parse(skipped)
    expect(content).toMatchObject({ tensors: [{ name: 'fc1.weight' }], skipped: ['labels.txt (no array)'] })
  })

  it('leaves PyTorch zips to their own reader', () => {
    const head = Uint8Array.of(0x50, 0x4b, 3, 4)
    expect(npzFormat.matches(head, { name: 'x.pt', size: 100 })).toBe(false)
    expect(npzFormat.matches(Uint8Array.of(0x93, 0x4e, 0x55, 0x4d), { name: 'x.npz', size: 100 })).toBe(false)
  })

  it('refuses a name that comes twice', async () => {
    await expect(writeNpz([labels, labels])).rejects.toThrow(/^npz, array labels: /)
  })

  it('refuses a member whose bytes were changed', async () => {
    const bytes = fixtureBytes('digits_mlp_z.npz')
    bytes[2000] = (bytes[2000] as number) ^ 1
    await expect(parse(bytes)).rejects.toThrow(FormatError)
  })

  it(
    'ends every damaged file in a result or a FormatError',
    async () => {
      const files = [
        fixtureBytes('digits_mlp_z.npz'),
        fixtureBytes('digits_mlp_f16.npz'),
        await writeNpz([weights, labels]),
      ]
      const outcome = await fuzzFormat(parse, { files, seed: 2, cases: process.env.ISTHMUS_FUZZ_CASES })
      expect(outcome.refused).toBeGreaterThan(20)
    },
    fuzzTimeoutMs,
  )
})
