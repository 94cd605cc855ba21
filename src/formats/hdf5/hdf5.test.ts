import type { File } from 'h5wasm'
import { describe, expect, it } from 'vitest'
import { expectedTensors, summarizeTensor, tensorsOf } from '../../fixtures/expectTensors.ts'
import { fixtureBytes, sourceOf } from '../../fixtures/fixtureFile.ts'
import type { FileContent } from '../format.ts'
import { FormatError } from '../formatError.ts'
import { fuzzFormat, fuzzTimeoutMs } from '../fuzzFormat.ts'
import { hdf5Format } from './hdf5.ts'
import { findOnlyText } from './hdf5OnlyText.ts'

type Content = Extract<FileContent, { kind: 'tensors' }>

const parse = (bytes: Uint8Array) => hdf5Format.parse(sourceOf(bytes, 'x.h5'))

/** A file that the library itself writes. It must have been loaded by the format before, which bounds its memory. */
async function write(fill: (file: File) => void): Promise<Uint8Array> {
  await parse(fixtureBytes('moons_surface.h5'))
  const { File, FS } = await import('h5wasm')
  const file = new File('/written.h5', 'w')
  fill(file)
  file.close()
  return new Uint8Array((FS as unknown as { readFile(path: string): Uint8Array }).readFile('/written.h5'))
}

describe('hdf5', () => {
  it.each(['digits_mlp_contig.h5', 'digits_mlp_gzip.h5'])('reads the reference file %s', async (name) => {
    const bytes = fixtureBytes(name)
    expect(hdf5Format.matches(bytes.subarray(0, 512), { name, size: bytes.length })).toBe(true)
    const shares: number[] = []
    const content = await hdf5Format.parse(sourceOf(bytes, name), (share) => shares.push(share))
    expect(shares.at(-1)).toBe(1)
    const tensors = new Map(tensorsOf(content).map((tensor) => [tensor.name, tensor]))
    const expected = expectedTensors('digits_mlp_f32.safetensors')
    expect([...tensors.keys()].sort()).toEqual(expected.map((tensor) => tensor.name).sort())
    for (const { dtype, ...wanted } of expected) {
      const tensor = tensors.get(wanted.name)
      if (!tensor) throw new Error(`no tensor ${wanted.name}`)
      expect(dtype).toBe('float32')
      expect(tensor.dtype).toBe('f32')
      const { sum, sumsq, ...summary } = summarizeTensor(tensor)
      expect(wanted).toMatchObject({
        ...summary,
        sum: expect.closeTo(sum, 9),
        sumsq: expect.closeTo(sumsq, 9),
      })
    }
  })

  it('reads texts as metadata', async () => {
    const content = await parse(fixtureBytes('moons_surface.h5'))
    expect(content).toMatchObject({
      metadata: { dir_file: expect.stringContaining('moons.pt_weights_xignore=biasbn') },
    })
  })

  it('reads every type of number, in groups, chunks and one by one, and names the rest', async () => {
    const long = Float32Array.from({ length: 70 }, (_, at) => at)
    const bytes = await write((file) => {
      const inner = file.create_group('outer').create_group('inner')
      inner.create_dataset({ name: 'i64', data: BigInt64Array.of(-3n), shape: [] })
      inner.create_dataset({ name: 'u16', data: Uint16Array.of(65535, 1) })
      file.create_dataset({ name: 'i8', data: Int8Array.of(-1, 2), shape: [2, 1] })
      file.create_dataset({ name: 'f64', data: Float64Array.of(Math.PI) })
      file.create_dataset({ name: 'long', data: long, shape: [7, 10], chunks: [3, 4], compression: 9 })
      file.create_dataset({ name: 'words', data: ['a', 'b'], dtype: 'S4' })
      file.create_dataset({ name: 'word', data: 'abc', shape: [], dtype: 'S4' })
      file.create_soft_link('/f64', 'alias')
      file.create_external_link('elsewhere.h5', '/x', 'abroad')
    })
    const content = (await parse(bytes)) as Content
    expect(
      new Map(content.tensors.map(({ name, dtype, shape, data }) => [name, [dtype, shape, [...data]]])),
    ).toEqual(
      new Map<string, unknown[]>([
        ['f64', ['f64', [1], [Math.PI]]],
        ['i8', ['i8', [2, 1], [-1, 2]]],
        ['long', ['f32', [7, 10], [...long]]],
        ['outer.inner.i64', ['i64', [], [-3n]]],
        ['outer.inner.u16', ['i32', [2], [65535, 1]]],
      ]),
    )
    expect(content.metadata).toEqual({ word: 'abc' })
    expect([...content.skipped].sort()).toEqual(['abroad (link)', 'alias (link)', 'words (texts)'])
  })

  it('refuses a circle of groups', async () => {
    const bytes = await write((file) => {
      const group = file.create_group('a')
      file.create_hard_link('/a', '/a/again')
      group.create_dataset({ name: 'x', data: Float32Array.of(1) })
    })
    await expect(parse(bytes)).rejects.toThrow('groups are nested over 32 deep')
  })

  it.each([
    [1_000_000, '1000000 chunks do not fit into a file of'],
    [2 ** 40, 'its 4398046511104 bytes are too many for a file of'],
  ])('refuses a dataset that grew to %d rows without being written', async (rows, message) => {
    const bytes = await write((file) => {
      const data = Float32Array.of(1)
      file.create_dataset({ name: 'x', data, maxshape: [null], chunks: [1] }).resize([rows])
    })
    await expect(parse(bytes)).rejects.toThrow(`hdf5, object /x: ${message}`)
  })

  it('finds a text only where it is the only one', async () => {
    const bytes = fixtureBytes('moons_surface.h5')
    expect(findOnlyText(bytes)).toContain('moons.pt_weights')
    const heap = new TextDecoder('latin1').decode(bytes).indexOf('GCOL')
    const endless = bytes.slice()
    endless.fill(0, heap + 16, heap + 32)
    expect(findOnlyText(endless)).toBeUndefined()
    const content = (await parse(endless)) as Content
    expect(content.skipped).toEqual(['dir_file (text, not the only one)'])
    expect(findOnlyText(fixtureBytes('digits_mlp_contig.h5'))).toBeUndefined()
  })

  it('says why a file does not open', async () => {
    const bytes = fixtureBytes('digits_mlp_contig.h5')
    await expect(parse(bytes.subarray(0, 4000))).rejects.toThrow(/^hdf5, file: truncated file/)
    await expect(parse(new Uint8Array(600))).rejects.toThrow('hdf5, file: file signature not found')
  })

  it(
    'ends every damaged file in a result or a FormatError, and still reads sound ones',
    async () => {
      const files = [
        fixtureBytes('digits_mlp_gzip.h5'),
        fixtureBytes('digits_mlp_contig.h5'),
        fixtureBytes('moons_directions.h5'),
      ]
      const outcome = await fuzzFormat(parse, { files, seed: 5, cases: process.env.ISTHMUS_FUZZ_CASES })
      expect(outcome.parsed).toBeGreaterThan(5)
      expect(outcome.refused).toBeGreaterThan(5)
      expect(tensorsOf(await parse(fixtureBytes('digits_mlp_gzip.h5')))).toHaveLength(6)
      await expect(parse(new Uint8Array(600))).rejects.toThrow(FormatError)
    },
    fuzzTimeoutMs,
  )
})
