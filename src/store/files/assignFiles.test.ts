import { describe, expect, it } from 'vitest'
import type { CurveSummary, FileSummary, ResultsKind } from '../../protocol/fileReader.ts'
import { assignFiles } from './assignFiles.ts'
import { networkTensors } from './assignments.ts'

const mlp = [
  { name: 'fc1.weight', shape: [16, 2] },
  { name: 'fc1.bias', shape: [16] },
  { name: 'fc2.weight', shape: [2, 16] },
  { name: 'fc2.bias', shape: [2] },
]

type Tensors = Extract<FileSummary, { kind: 'tensors' }>

function tensors(name: string, patch: Partial<Tensors> = {}): FileSummary {
  return { name, bytes: 9, kind: 'tensors', format: 'torch', tensors: mlp, key: '', skipped: [], ...patch }
}

const bezier: CurveSummary = { kind: 'bezier', controlPointCount: 3, tensors: mlp }
const end1 = tensors('end1.pt')
const end2 = tensors('end2.pt')
const curve = tensors('curve.pt', { curve: bezier })
const data = tensors('moons.npz', { arrays: { rows: 700, hasTest: true, channels: 0 } })
const unknown: FileSummary = { name: 'a.png', bytes: 3, kind: 'unknown' }
const json = (name: string, value: unknown): FileSummary => ({
  name,
  bytes: 9,
  kind: 'json',
  format: 'json',
  value,
})
const table = (name: string): FileSummary => ({
  name,
  bytes: 9,
  kind: 'table',
  format: 'csv',
  rows: 5,
  decimalComma: false,
  columns: [],
})

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]))
}

it('puts data, endpoints and curve where they belong in any order', () => {
  for (const files of permutations([data, end1, end2, curve])) {
    const assigned = assignFiles(files)
    expect(assigned.data).toMatchObject({ kind: 'arrays', file: files.indexOf(data) })
    expect(assigned.curve?.file).toBe(files.indexOf(curve))
    const order = files.filter((file) => file === end1 || file === end2)
    expect(assigned.endpoints.map(({ file }) => files[file])).toEqual(order)
    expect(assigned.places.every(({ role }) => role !== 'none')).toBe(true)
  }
})

describe('what has no place', () => {
  it('names the first tensor that differs between two endpoints', () => {
    const wider = mlp.map((tensor) => (tensor.name === 'fc2.weight' ? { ...tensor, shape: [2, 17] } : tensor))
    const { places, endpoints } = assignFiles([end1, tensors('other.pt', { tensors: wider })])
    expect(endpoints.length).toBe(1)
    expect(places[1]).toEqual({
      role: 'none',
      why: 'mismatch',
      other: 'end1.pt',
      message: 'shape mismatch: fc2.weight is 2×17, expected 2×16',
    })
  })

  it('refuses a curve through another network', () => {
    const short = { ...bezier, tensors: mlp.slice(0, 2) }
    const { places, curve: placed } = assignFiles([tensors('c.pt', { curve: short }), end1])
    expect(placed).toBeUndefined()
    expect(places[0]).toMatchObject({ why: 'mismatch', message: 'missing: fc2.weight, 2×16' })
  })

  it('takes three endpoints, one curve, one data set and one architecture', () => {
    const net = { input: [2], layers: [{ type: 'linear', out: 2 }] }
    const files = [end1, end2, end1, end2, curve, curve, data, data, json('a.json', net), json('b.json', net)]
    const { places, endpoints } = assignFiles(files)
    expect(endpoints.length).toBe(3)
    const reasons = places.flatMap((place) => (place.role === 'none' ? [place.why] : []))
    expect(reasons).toEqual(['fourth-endpoint', 'second-curve', 'second-data', 'second-architecture'])
  })

  it('says what is unknown, unreadable, no network and no architecture', () => {
    const files: FileSummary[] = [
      unknown,
      { name: 'b.pt', bytes: 3, kind: 'unreadable', message: 'torch, file: cut' },
      tensors('flat.npy', { tensors: [{ name: 'flat', shape: [9] }] }),
      json('c.json', { input: [2], layers: [{ type: 'dense' }] }),
    ]
    const reasons = assignFiles(files).places.map((place) => place.role === 'none' && place.why)
    expect(reasons).toEqual(['unknown', 'unreadable', 'flat-vector', 'no-architecture'])
  })
})

it('shows results of other programs and takes one file of directions', () => {
  const results = (kind: ResultsKind, name: string) =>
    tensors(name, { results: { kind, size: [2], layers: [] } })
  const files = [
    results('curve', 'curve.npz'),
    results('directions', 'a.h5'),
    results('surface', 'b.h5'),
    results('directions', 'c.h5'),
  ]
  const assignments = assignFiles(files)
  expect(assignments).toMatchObject({ results: [0, 2], directions: 1, endpoints: [] })
  expect(assignments.places[3]).toEqual({ role: 'none', why: 'second-directions', first: 'a.h5' })
})

it('prefers arrays and images to tables, which any text can be', () => {
  const images: FileSummary = {
    name: 'train-images-idx3-ubyte',
    bytes: 9,
    kind: 'images',
    format: 'idx',
    count: 5,
    channels: 1,
    isTest: false,
  }
  const labels: FileSummary = {
    ...images,
    name: 't10k-labels-idx1-ubyte',
    kind: 'labels',
    channels: 0,
    isTest: true,
  }
  const { data: chosen, places } = assignFiles([table('notes.txt'), labels, images])
  expect(chosen).toEqual({ kind: 'images', files: [1, 2], hasTest: false, channels: 1 })
  expect(places[0]).toMatchObject({ why: 'second-data', first: 't10k-labels-idx1-ubyte' })
  expect(assignFiles([table('iris.csv')]).data).toMatchObject({ kind: 'table', file: 0 })
})

describe('a checkpoint in shards', () => {
  const index: FileSummary = {
    name: 'model.safetensors.index.json',
    bytes: 9,
    kind: 'shard-index',
    format: 'json',
    shards: ['a.safetensors', 'b.safetensors'],
  }
  const a = tensors('a.safetensors', { tensors: mlp.slice(0, 2) })
  const b = tensors('b.safetensors', { tensors: mlp.slice(2) })

  it('is joined from its files in the order of the index', () => {
    const { endpoints, places } = assignFiles([b, index, a, end2])
    expect(endpoints).toEqual([
      { file: 1, shards: [2, 0], tensors: mlp },
      { file: 3, tensors: mlp },
    ])
    expect(places.map(({ role }) => role)).toEqual(['shard', 'endpoint', 'shard', 'endpoint'])
  })

  it('names the files that are missing', () => {
    const { endpoints, places } = assignFiles([index, a])
    expect(endpoints).toEqual([])
    expect(places[0]).toMatchObject({ why: 'missing-shards', names: ['b.safetensors'] })
  })
})

it('opens a study by itself', () => {
  const study = { name: 'study.safetensors', bytes: 9, kind: 'study', format: 'safetensors' } as const
  const { places, study: number, endpoints } = assignFiles([end1, study, { ...study, name: 'b' }])
  expect(number).toBe(1)
  expect(endpoints).toEqual([])
  const beside = { role: 'none', why: 'beside-study', first: 'study.safetensors' }
  expect(places).toEqual([beside, { role: 'study' }, beside])
})

describe('checkpoints in shards without their index', () => {
  const part = (number: number, from = 'model') =>
    tensors(`${from}-0000${number}-of-00002.safetensors`, { tensors: mlp.slice(2 * number - 2, 2 * number) })
  const [first, second] = [part(1), part(2)]

  it('are joined by the numbers in their names', () => {
    const { endpoints, places } = assignFiles([second, first])
    expect(endpoints).toEqual([{ file: 1, shards: [1, 0], tensors: mlp }])
    expect(places).toEqual([
      { role: 'shard', of: first.name },
      { role: 'endpoint', index: 0 },
    ])
  })

  it('name the part that was not opened', () => {
    const { endpoints, places } = assignFiles([second])
    expect(endpoints).toEqual([])
    expect(places).toEqual([{ role: 'none', why: 'missing-shards', names: [first.name] }])
  })

  it('are told apart by the rest of their names, and belong to an index that was opened', () => {
    const index: FileSummary = {
      name: 'model.safetensors.index.json',
      bytes: 9,
      kind: 'shard-index',
      format: 'json',
      shards: [first.name, second.name],
    }
    const files = [first, second, index, part(1, 'other'), part(2, 'other')]
    expect(assignFiles(files).endpoints.map(({ file, shards }) => [file, shards])).toEqual([
      [2, [0, 1]],
      [3, [3, 4]],
    ])
  })
})

describe('a flat vector', () => {
  const flat = tensors('flat.npy', { tensors: [{ name: 'flat', shape: [82] }] })

  it('is an endpoint where a checkpoint, layers or the study tell of so many parameters, in any order', () => {
    const layers = [{ type: 'linear', out: 16 }, { type: 'relu' }, { type: 'linear', out: 2 }]
    for (const other of [
      tensors('a.pt', { tensors: mlp }),
      json('architecture.json', { input: [2], layers }),
    ]) {
      expect(assignFiles([flat, other]).places[0]).toEqual({ role: 'endpoint', index: 0 })
    }
    expect(assignFiles([flat], { studyParameters: 82 }).endpoints).toHaveLength(1)
    expect(networkTensors(assignFiles([flat, tensors('a.pt', { tensors: mlp })]))).toEqual(mlp)
  })

  it('is refused where nothing tells its layers', () => {
    expect(assignFiles([flat], { studyParameters: 81 }).places[0]).toEqual({
      role: 'none',
      why: 'flat-vector',
      length: 82,
    })
  })
})

it('takes a table that is called test for the test rows of another with the same columns', () => {
  const files = [table('wine-test.csv'), table('wine-train.csv'), table('notes.csv')]
  const { data: chosen, places } = assignFiles(files)
  expect(chosen).toMatchObject({ kind: 'table', file: 1, test: 0 })
  expect(places).toEqual([
    { role: 'data' },
    { role: 'data' },
    { role: 'none', why: 'second-data', first: 'wine-train.csv' },
  ])
  expect(assignFiles([table('test.csv')]).data).toMatchObject({ file: 0 })
  expect(assignFiles([table('test.csv')]).data).not.toHaveProperty('test')
})
