import { expect, it } from 'vitest'
import type { Architecture } from '../../core/networks/architecture.ts'
import { fixtureBytes } from '../../fixtures/fixtureFile.ts'
import type { FileSummary, GivenFile, ReadingProgress } from '../../protocol/fileReader.ts'
import { writeStudyFile } from '../studyFiles.ts'
import { createReader } from './createReader.ts'

const mlp: Architecture = {
  input: [2],
  layers: [
    { type: 'linear', out: 16, name: 'fc1' },
    { type: 'relu' },
    { type: 'linear', out: 16, name: 'fc2' },
    { type: 'relu' },
    { type: 'linear', out: 2, name: 'fc3' },
  ],
}

function fileOf(name: string, bytes: Uint8Array<ArrayBuffer> = fixtureBytes(name)): GivenFile {
  return new File([bytes], name)
}

function textFile(name: string, text: string): GivenFile {
  return fileOf(name, new TextEncoder().encode(text))
}

/** An IDX file of bytes with these sizes. */
function idxFile(name: string, sizes: readonly number[]): GivenFile {
  const count = sizes.reduce((product, size) => product * size, 1)
  const bytes = new Uint8Array(4 + 4 * sizes.length + count)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x800 + sizes.length)
  for (const [i, size] of sizes.entries()) view.setUint32(4 + 4 * i, size)
  for (let i = 0; i < count; i++) bytes[4 + 4 * sizes.length + i] = i % 3
  return fileOf(name, bytes)
}

async function read(...files: readonly GivenFile[]) {
  const reader = createReader()
  const progress: ReadingProgress[] = []
  const summaries = await reader.read(files, (seen) => progress.push(seen))
  return { reader, summaries, progress }
}

it('makes a data set of a table', async () => {
  const rows = Array.from({ length: 10 }, (_, i) => `${i},${i % 2 ? 'odd' : 'even'},${i / 4}`)
  const { reader, summaries } = await read(textFile('numbers.csv', ['x,kind,y', ...rows].join('\n')))
  expect(summaries[0]).toMatchObject({ kind: 'table', rows: 10, labelGuess: 'kind' })
  const options = { label: 'kind', split: { by: 'share', testShare: 0.2 } } as const
  const made = await reader.dataset({ kind: 'table', file: 0, options })
  expect(made.classNames).toEqual(['even', 'odd'])
  expect([made.dataset.train.count, made.dataset.test.count]).toEqual([8, 2])
  expect(made.id).toMatch(/^numbers\.csv![0-9a-f]{16}!2!2$/)
  const other = await reader.dataset({
    kind: 'table',
    file: 0,
    options: { ...options, split: { by: 'share', testShare: 0.3 } },
  })
  expect(other.id).not.toBe(made.id)
  const wrong = reader.dataset({ kind: 'table', file: 0, options: { ...options, label: 'z' } })
  await expect(wrong).rejects.toThrow('column z')
})

it('splits a table by chosen values of a column', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i},5;${i % 2 ? 'odd' : 'even'};${i % 3}`)
  const { reader, summaries } = await read(textFile('folds.csv', ['x;kind;fold', ...rows].join('\n')))
  expect(summaries[0]).toMatchObject({
    columns: [
      { name: 'x', type: 'number', distinct: 30 },
      { name: 'kind', splitValues: ['even', 'odd'] },
      { name: 'fold', type: 'number', splitValues: ['0', '1', '2'] },
    ],
  })
  const options = { label: 'kind', split: { by: 'column', column: 'fold', test: ['2'] } } as const
  const { dataset } = await reader.dataset({ kind: 'table', file: 0, options })
  expect(dataset.inputShape).toEqual([1])
  expect([...dataset.test.inputs]).toEqual(Array.from({ length: 10 }, (_, i) => 3 * i + 2.5))
  expect(dataset.train.count).toBe(20)
})

it('puts images and labels together', async () => {
  const images = idxFile('train-images-idx3-ubyte', [6, 4, 4])
  const { reader, summaries } = await read(idxFile('train-labels-idx1-ubyte', [6]), images)
  expect(summaries.map(({ kind }) => kind)).toEqual(['labels', 'images'])
  const options = { normalization: 'none', split: { by: 'share', testShare: 0.5 } } as const
  const { dataset } = await reader.dataset({ kind: 'images', files: [0, 1], options })
  expect(dataset).toMatchObject({ inputShape: [1, 4, 4], classCount: 3 })
  const lonely = reader.dataset({ kind: 'images', files: [1], options })
  await expect(lonely).rejects.toThrow('train-images-idx3-ubyte: open train-labels-idx1-ubyte with it')
})

it('gives weights and control points under one name each, the same for the same numbers', async () => {
  const { reader, summaries, progress } = await read(
    fileOf('moons_end1.pt'),
    fileOf('moons_bezier.pt'),
    fileOf('copy.pt', fixtureBytes('moons_end1.pt')),
  )
  expect(summaries.map(({ kind }) => kind)).toEqual(['tensors', 'tensors', 'tensors'])
  expect(progress.at(-1)).toEqual({ file: 2, share: 1 })
  const [first, copy] = await Promise.all([0, 2].map((file) => reader.weights({ file, architecture: mlp })))
  expect(first?.id.split('!')[1]).toBe(copy?.id.split('!')[1])
  const curve = await reader.curve({ file: 1, architecture: mlp })
  expect(curve.controlPoints[0]?.weights).toEqual(first?.weights)
  expect(curve.controlPoints[1]?.weights).not.toEqual(first?.weights)
})

it('refuses an architecture that is not of the tensors, and a file of another kind', async () => {
  const { reader } = await read(fileOf('moons_end1.pt'), textFile('a.json', '{"input":[2]}'))
  const wide = { ...mlp, layers: mlp.layers.with(0, { type: 'linear', out: 8, name: 'fc1' }) }
  await expect(reader.weights({ file: 0, architecture: wide })).rejects.toThrow('shape mismatch: fc1.weight')
  await expect(reader.weights({ file: 1, architecture: mlp })).rejects.toThrow('a.json: holds json')
  await expect(reader.weights({ file: 7, architecture: mlp })).rejects.toThrow('file 7: not read')
})

it.each<[string, FileSummary['kind']]>([
  ['digits_mlp_gzip.h5', 'tensors'],
  ['moons_plane.npz', 'tensors'],
  ['digits_bn_chain_initial.pt', 'tensors'],
])('tells of %s', async (name, kind) => {
  const { summaries } = await read(fileOf(name))
  expect(summaries[0]?.kind).toBe(kind)
  if (summaries[0]?.kind !== 'tensors') return
  expect(summaries[0].results?.kind).toBe(name === 'moons_plane.npz' ? 'plane' : undefined)
  expect(summaries[0].curve?.kind).toBe(name === 'digits_bn_chain_initial.pt' ? 'chain' : undefined)
})

it('refuses a file that is too large before it is read', async () => {
  const huge: GivenFile = {
    name: 'huge.pt',
    size: 2 ** 31 + 1,
    slice: () => {
      throw new Error('nobody should read it')
    },
  }
  const { summaries } = await read(huge)
  expect(summaries[0]).toMatchObject({
    kind: 'unreadable',
    message: expect.stringContaining('at most 2 GiB'),
  })
})

it('reads a study once and says where it was changed', async () => {
  const record = { text: '{"version":1}', arrays: { a0: Float32Array.of(1, 2, 3) } }
  const bytes = writeStudyFile(record)
  const { reader, summaries } = await read(fileOf('s.safetensors', bytes))
  expect(summaries[0]).toMatchObject({ kind: 'study', format: 'safetensors' })
  expect(await reader.study(0)).toEqual(record)
  const changed = await read(fileOf('s.safetensors', bytes.with(bytes.length - 1, 9)))
  await expect(changed.reader.study(0)).rejects.toThrow('not as they were')
  const short = await read(fileOf('s.safetensors', bytes.subarray(0, -4)))
  expect(short.summaries[0]).toMatchObject({
    kind: 'unreadable',
    message: expect.stringContaining('the study is damaged'),
  })
})

it('takes a flat vector in the order of parameters(), and parts without their index', async () => {
  const digits: Architecture = {
    input: [1, 8, 8],
    layers: [
      { type: 'flatten' },
      { type: 'linear', out: 32, name: 'fc1' },
      { type: 'relu' },
      { type: 'linear', out: 32, name: 'fc2' },
      { type: 'relu' },
      { type: 'linear', out: 10, name: 'fc3' },
    ],
  }
  const { reader } = await read(fileOf('digits_mlp_flat.npy'), fileOf('digits_mlp.npz'))
  const [flat, named] = await Promise.all(
    [0, 1].map((file) => reader.weights({ file, architecture: digits })),
  )
  expect(flat?.weights).toEqual(named?.weights)
  const { reader: parts } = await read(fileOf('moons_end1.pt'), fileOf('moons_end2.pt'))
  const joined = await parts.weights({ file: 0, shards: [0, 1], architecture: mlp })
  expect(joined.weights).toHaveLength(354)
})
