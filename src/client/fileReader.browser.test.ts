import { afterEach, expect, it } from 'vitest'
import { answerQuestions, inferArchitecture } from '../core/inference/inferArchitecture.ts'
import type { FileSummary, GivenFile, ReadingProgress } from '../protocol/fileReader.ts'
import { createFileReader, type FileReader } from './createFileReader.ts'

const readers: FileReader[] = []
afterEach(() => {
  for (const reader of readers.splice(0)) reader.dispose()
})

function openReader(): FileReader {
  const reader = createFileReader()
  readers.push(reader)
  return reader
}

async function fetchFile(name: string): Promise<File> {
  const response = await fetch(`/src/fixtures/files/${name}`)
  if (!response.ok) throw new Error(`no fixture ${name}: ${response.status}`)
  return new File([await response.arrayBuffer()], name)
}

function tensorsOf(summary: FileSummary | undefined) {
  if (summary?.kind !== 'tensors') throw new Error(`not tensors: ${summary?.kind}`)
  return summary
}

it('reads real files of several kinds and gives weights, a curve and data', async () => {
  const reader = openReader()
  const names = ['moons_data.npz', 'moons_end1.pt', 'moons_bezier.pt', 'moons_curve.npz']
  const seen: ReadingProgress[] = []
  const files = await Promise.all(names.map(fetchFile))
  const [data, end, curve, results] = await reader.read(files, (progress) => seen.push(progress))
  expect(seen.map(({ file }) => file)).toEqual(expect.arrayContaining([0, 1, 2, 3]))
  expect(tensorsOf(data).arrays).toEqual({ rows: 700, hasTest: true, channels: 0 })
  expect(tensorsOf(end).key).toBe('model_state')
  expect(tensorsOf(curve).curve).toMatchObject({ kind: 'bezier', controlPointCount: 3 })
  expect(tensorsOf(results).results).toMatchObject({ kind: 'curve', size: [61] })

  const options = { normalization: 'none', split: { by: 'files' } } as const
  const { dataset, id } = await reader.dataset({ kind: 'arrays', file: 0, options })
  expect([dataset.train.count, dataset.test.count, dataset.classCount]).toEqual([700, 300, 2])
  expect(id).toMatch(/^moons_data\.npz![0-9a-f]{16}!2!2$/)

  const { architecture } = answerQuestions(inferArchitecture(tensorsOf(end).tensors))
  if (!architecture) throw new Error('no architecture')
  const weights = await reader.weights({ file: 1, architecture })
  expect(weights.weights.length).toBe(354)
  const { controlPoints } = await reader.curve({ file: 2, architecture })
  expect(controlPoints.map((point) => point.weights.length)).toEqual([354, 354, 354])
  expect(controlPoints[0]?.weights).toEqual(weights.weights)
})

it('explains damaged and unknown files and goes on', async () => {
  const reader = openReader()
  const good = await fetchFile('moons_end1.pt')
  const cut = new File([await good.slice(0, 4000).arrayBuffer()], 'cut.pt')
  const noise = new File([Uint8Array.of(1, 2, 3)], 'noise.xyz')
  const summaries = await reader.read([cut, noise, good])
  expect(summaries.map(({ kind }) => kind)).toEqual(['unreadable', 'unknown', 'tensors'])
  expect(summaries[0]).toMatchObject({ message: expect.stringMatching(/^torch, /) })
})

it('carries codes of errors over the border', async () => {
  const reader = openReader()
  await reader.read([await fetchFile('moons_end1.pt')])
  const architecture = { input: [2], layers: [{ type: 'linear', out: 2 }] } as const
  await expect(reader.weights({ file: 0, architecture })).rejects.toMatchObject({ code: 'shape-mismatch' })
})

it('is ended in the middle of its work', async () => {
  const reader = openReader()
  const reading = reader.read([await fetchFile('moons_end1.pt')])
  reader.dispose()
  await expect(reading).rejects.toMatchObject({ code: 'worker-died' })
  await expect(reader.read([])).rejects.toMatchObject({ code: 'worker-died' })
})

it('gives up a file on which nothing moves, and names it', async () => {
  const port = new MessageChannel()
  const worker = Object.assign(port.port1, { terminate: () => port.port1.close() })
  const reader = createFileReader({ createWorker: () => worker, silenceMs: 30 })
  const file: GivenFile = new File([], 'stuck.pt')
  await expect(reader.read([file])).rejects.toMatchObject({
    code: 'format',
    message: expect.stringContaining('no progress'),
  })
})
