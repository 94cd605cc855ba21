import { expect, it } from 'vitest'
import { fixtureBytes, sourceOf } from '../../fixtures/fixtureFile.ts'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { readFixture } from '../../fixtures/readFixture.ts'
import type { FileContent } from '../../formats/format.ts'
import { recognizeFormat } from '../../formats/registry.ts'
import type { NamedTensor } from '../../formats/tensor.ts'
import type { PublishedPath, PublishedPlane, PublishedResult } from '../../protocol/publishedResult.ts'
import { publishFile, recognizeResults } from './publishResult.ts'

async function open(name: string): Promise<{ name: string; content: FileContent }> {
  const source = sourceOf(fixtureBytes(name), name)
  const format = await recognizeFormat(source)
  if (!format) throw new Error(`no format reads ${name}`)
  return { name, content: await format.parse(source) }
}

function fileOf(tensors: readonly NamedTensor[]): { name: string; content: FileContent } {
  return { name: 'made.h5', content: { kind: 'tensors', tensors, key: '', metadata: {}, skipped: [] } }
}

const list = (name: string, values: readonly number[]): NamedTensor => ({
  name,
  shape: [values.length],
  dtype: 'f64',
  data: Float64Array.from(values),
})

function layerOf({ layers }: PublishedResult, split: string, quantity: string) {
  return layers.find((layer) => layer.split === split && layer.quantity === quantity)
}

it('turns an official plane to rows of beta, in true distances and shares', async () => {
  const plane = publishFile(await open('moons_plane.npz')) as PublishedPlane
  const golden = readFixture('moons')
  const xs = fixtureTensor(golden, 'plane.bezier.grid_x')
  const nll = fixtureTensor(golden, 'plane.bezier.test_nll')
  expect(plane).toMatchObject({ kind: 'plane', source: 'plane', name: 'moons_plane.npz' })
  expect(plane.grid.x.min).toBeCloseTo(xs[0] ?? Number.NaN, 5)
  expect(plane.grid.x.max).toBeCloseTo(xs[20] ?? Number.NaN, 5)
  const values = layerOf(plane, 'test', 'nll')?.values ?? []
  // A plane read as [alpha, beta] would be far off at a point away from the diagonal.
  for (const at of [5, 3 * 21, 3 * 21 + 17]) {
    expect(Math.abs((values[at] ?? Number.NaN) - (nll[at] ?? 0))).toBeLessThan(1e-4 * (1 + (nll[at] ?? 0)))
  }
  const [errors, accuracy] = [layerOf(plane, 'test', 'error'), layerOf(plane, 'test', 'accuracy')]
  expect((errors?.values[7] ?? 0) + (accuracy?.values[7] ?? 0)).toBeCloseTo(1, 12)
  expect(plane.controlPoints).toHaveLength(3)
  expect(plane.controlPoints[2]?.y).toBeCloseTo(0, 3)
  expect(plane.path).toHaveLength(61)
  expect(plane.ts.slice(0, 2)).toEqual([0, 1 / 60])
})

it('gives an official curve with its steps', async () => {
  const curve = publishFile(await open('moons_curve.npz')) as PublishedPath
  expect(curve).toMatchObject({ kind: 'path', source: 'curve' })
  expect(curve.dl?.[0]).toBe(0)
  expect(curve.ts).toHaveLength(61)
  expect(curve.layers).toHaveLength(8)
})

it('gives a surface with its losses as nll, and its accuracy as error too', async () => {
  const surface = publishFile(await open('moons_surface.h5')) as PublishedPlane
  expect(surface.grid).toEqual({ x: { min: -1, max: 1, count: 21 }, y: { min: -1, max: 1, count: 21 } })
  expect(surface.layers.map(({ split, quantity }) => `${split} ${quantity}`)).toEqual([
    'train nll',
    'train error',
    'train accuracy',
  ])
  expect(surface.layers[0]?.known).toBeUndefined()
  expect(surface.layers[0]?.values[220]).toBe(0.07284302958420345)
  expect(surface.directionFile).toContain('moons.pt_weights')
})

it('leaves holes where a surface was not computed', () => {
  const surface = publishFile(
    fileOf([
      list('xcoordinates', [0, 1, 2]),
      list('ycoordinates', [0, 1]),
      list('train_loss', [1, 2, 3, -1, 0, Number.NaN]),
      list('train_acc', [50, 60, 70, -1, -1, 10]),
      list('max_eig', [4, 5, 6, 7, 8, 9]),
      list('min_eig', [-4, -5, -6, -7, -8, -9]),
    ]),
  )
  expect(layerOf(surface, 'train', 'nll')).toMatchObject({
    values: Float64Array.of(1, 2, 3, Number.NaN, Number.NaN, Number.NaN),
    known: Uint8Array.of(1, 1, 1, 0, 0, 1),
  })
  expect(layerOf(surface, 'train', 'accuracy')?.values[5]).toBe(0.1)
  expect(layerOf(surface, 'train', 'min_eig')?.values[0]).toBe(-4)
  expect(layerOf(surface, 'train', 'min_eig')?.known).toBeUndefined()
})

it('gives a surface of one direction as a line, and a trajectory with a window around it', () => {
  const line = publishFile(fileOf([list('xcoordinates', [-1, 0, 1]), list('test_loss', [2, 1, 3])]))
  expect(line).toMatchObject({ kind: 'path', source: 'line', ts: Float64Array.of(-1, 0, 1) })
  const path = publishFile(fileOf([list('proj_xcoord', [4, 0]), list('proj_ycoord', [-1, 0])]))
  expect(path).toMatchObject({
    source: 'projection',
    layers: [],
    path: [
      { x: 4, y: -1 },
      { x: 0, y: 0 },
    ],
  })
  expect((path as PublishedPlane).grid.x.max).toBeCloseTo(4.4)
})

it('names what cannot be drawn', () => {
  const uneven = [
    list('xcoordinates', [0, 1, 3]),
    list('ycoordinates', [0, 1]),
    list('train_loss', [1, 1, 1, 1, 1, 1]),
  ]
  expect(() => publishFile(fileOf(uneven))).toThrow(
    'array xcoordinates: a picture needs two or more coordinates',
  )
  const empty = [list('proj_xcoord', []), list('proj_ycoord', [])]
  expect(() => publishFile(fileOf(empty))).toThrow('it has no points')
  const many = [
    list(
      'xcoordinates',
      Array.from({ length: 1025 }, (_, i) => i),
    ),
    list('ycoordinates', [0, 1]),
  ]
  const values = list('train_loss', new Array<number>(2050).fill(1))
  expect(() => publishFile(fileOf([...many, values]))).toThrow('1025 coordinates, at most 1024')
  expect(() => publishFile(fileOf([list('xdirection.0', [1])]))).toThrow('holds directions, wanted results')
})

it('knows each kind of result by its arrays', async () => {
  const kindOf = async (name: string) => {
    const { content } = await open(name)
    return content.kind === 'tensors' ? recognizeResults(content) : content.kind
  }
  expect(await kindOf('moons_directions.h5')).toBe('directions')
  expect(await kindOf('digits_mlp_gzip.h5')).toBeUndefined()
  expect(await kindOf('digits_mlp.npz')).toBeUndefined()
})
