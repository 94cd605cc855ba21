import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { answerQuestions, inferArchitecture } from '../core/inference/inferArchitecture.ts'
import { gridRows } from '../core/planes/grid.ts'
import type { WeightsId } from '../protocol/identifiers.ts'
import type { BackendChoice, DataSpec } from '../protocol/problem.ts'
import type { PublishedPlane } from '../protocol/publishedResult.ts'
import { createEngineClient, type EngineClient } from './createEngineClient.ts'
import { createFileReader, type FileReader } from './createFileReader.ts'

/** Files of Li et al.'s code on the end of a training: the network, its two directions, and the surface along them. */
const cases = [
  { name: 'moons', checkpoint: 'moons_end1.pt', inputShape: [2] },
  { name: 'digits_mlp', checkpoint: 'official_zip.pt', inputShape: [1, 8, 8] },
  { name: 'digits_bn', checkpoint: 'bn_official_zip.pt', inputShape: [1, 8, 8] },
] as const

const everyPoint = Array.from({ length: 441 }, (_, index) => index)
/** Corners, middles of the edges, and the middle with its neighbours: tfjs takes seconds for a point of the CNN. */
const fewPoints = [0, 10, 20, 210, 219, 220, 221, 241, 420, 440]

let engine: EngineClient
beforeAll(() => {
  engine = createEngineClient()
})
afterAll(() => engine.dispose())

let reader: FileReader | undefined
afterEach(() => reader?.dispose())

async function fetchFile(name: string): Promise<File> {
  const response = await fetch(`/src/fixtures/files/${name}`)
  if (!response.ok) throw new Error(`no fixture ${name}: ${response.status}`)
  return new File([await response.arrayBuffer()], name)
}

/** Reads the files of a case as the page does and gives the engine what it needs. */
async function open({ name, checkpoint, inputShape }: (typeof cases)[number]) {
  const reading = createFileReader()
  reader = reading
  const names = [checkpoint, `${name}_directions.h5`, `${name}_surface.h5`, 'moons_data.npz']
  const [net] = await reading.read(await Promise.all(names.map(fetchFile)))
  if (net?.kind !== 'tensors') throw new Error(`${checkpoint} holds ${net?.kind}`)
  const inference = inferArchitecture(net.tensors, { inputShape })
  const { architecture } = answerQuestions(inference)
  if (!architecture) throw new Error('no architecture')
  const origin = await reading.weights({ file: 0, architecture })
  const directions = await reading.directions({ file: 1, architecture, checkpoint: { file: 0 } })
  const basis = ['origin', 'x', 'y'].map((role) => `${name}-${role}` as WeightsId)
  for (const [i, { weights, buffers }] of [origin, ...directions].entries()) {
    await engine.load({ id: basis[i] as WeightsId, weights, buffers })
  }
  const plane = (await reading.result(2)) as PublishedPlane
  return { architecture, basis, plane, data: await openData(name, reading) }
}

async function openData(name: string, reading: FileReader): Promise<DataSpec> {
  if (name !== 'moons') return { source: 'digits', testShare: 0.2, standardize: false }
  const options = { normalization: 'none', split: { by: 'files' } } as const
  const { id, dataset, classNames } = await reading.dataset({ kind: 'arrays', file: 3, options })
  await engine.loadData({ id, dataset, classNames })
  return { source: 'opened', id, standardize: false }
}

describe.each(cases)('the surface of $name', (surface) => {
  it.each<{ backend: BackendChoice; points: readonly number[] }>([
    { backend: 'simd', points: everyPoint },
    { backend: 'tf-cpu', points: surface.name === 'digits_bn' ? fewPoints : everyPoint },
  ])('is matched by $backend under stored statistics', { timeout: 300_000 }, async ({ backend, points }) => {
    const { architecture, basis, plane, data } = await open(surface)
    const directions = {
      origin: [1, 0, 0],
      u: [0, 1, 0],
      v: [0, 0, 1],
      uLength: 1,
      vLength: 1,
      degenerate: false,
    }
    const outcome = await engine.evaluate({
      problem: { data, architecture, backend },
      basis,
      coefficients: gridRows(directions, plane.grid, points),
      splits: ['train'],
      batchNorm: 'stored',
    })
    if (outcome.state === 'cancelled') throw new Error('nobody cancelled it')
    expect(outcome.value.backend.name).toBe(backend)
    const { train } = outcome.value.values
    const [nll, , accuracy] = plane.layers
    let [worst, samples] = [0, 0]
    for (const [i, index] of points.entries()) {
      const wanted = nll?.values[index] ?? Number.NaN
      worst = Math.max(worst, Math.abs((train?.nll[i] ?? Number.NaN) - wanted) / (2e-6 + 3e-5 * wanted))
      const correct = (accuracy?.values[index] ?? Number.NaN) * (train?.count ?? 0)
      samples = Math.max(samples, Math.abs((train?.correct[i] ?? Number.NaN) - correct))
    }
    expect(train?.nll).toHaveLength(points.length)
    expect(worst).toBeLessThan(1)
    expect(samples).toBeLessThan(1.01)
  })
})
