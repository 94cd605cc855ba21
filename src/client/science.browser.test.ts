import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMlp } from '../core/networks/presets.ts'
import type { TrainSnapshotsEvent } from '../protocol/ensembles.ts'
import type { HessianEvent } from '../protocol/hessian.ts'
import type { WeightsId } from '../protocol/identifiers.ts'
import type { Outcome } from '../protocol/progress.ts'
import { createEngineClient, type EngineClient } from './createEngineClient.ts'

const idOf = (name: string) => name as WeightsId

const architecture = createMlp({
  inputShape: [2],
  widths: [16, 16],
  activation: 'relu',
  classCount: 2,
  batchNorm: false,
  dropout: 0,
  residual: false,
})
const problem = {
  data: {
    source: 'moons',
    size: 200,
    noise: 0.2,
    classCount: 2,
    seed: 0,
    testShare: 0.3,
    standardize: false,
  },
  architecture,
  backend: 'simd',
} as const
const recipe = { optimizer: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 1e-4, batchSize: 64 } as const

let client: EngineClient
beforeEach(() => {
  client = createEngineClient()
})
afterEach(() => client.dispose())

async function awaitDone<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const reached = await outcome
  if (reached.state !== 'done') throw new Error('cancelled')
  return reached.value
}

test('ensembles, alignment, curvature and directions reach the page, which keeps what they made', async () => {
  const events: TrainSnapshotsEvent[] = []
  const plan = {
    method: 'fge',
    alpha1: 0.1,
    alpha2: 0.01,
    cycleEpochs: 2,
    epochs: 8,
    variant: 'paper',
  } as const
  const ids = ['s1', 's2', 's3', 's4'].map(idOf)
  const snapshots = await awaitDone(
    client.trainSnapshots(
      { problem, seed: 1, plan, recipe, start: { initializer: 'pytorch' }, ids },
      { onEvent: (event) => events.push(event) },
    ),
  )
  expect(snapshots.stored.map(({ id }) => id)).toEqual(ids)
  expect(events.at(-1)?.trace).toEqual(snapshots.trace)
  const [reference, moved] = ids as [WeightsId, WeightsId]
  const aligned = await awaitDone(client.align({ architecture, reference, moved, id: idOf('aligned') }))
  expect(aligned.similarity.at(-1)).toBeGreaterThanOrEqual(aligned.similarity[0] ?? 0)
  const found: HessianEvent[] = []
  const { largest, stored } = await awaitDone(
    client.hessian(
      {
        problem,
        basis: [reference],
        coefficients: [1],
        batchNorm: 'stored',
        largest: 2,
        smallest: 1,
        ids: ['e1', 'e2', 'e3'].map(idOf),
        seed: 1,
        mostProducts: 80,
        tolerance: 1e-3,
      },
      { onEvent: (event) => found.push(event) },
    ),
  )
  expect(largest[0]?.value).toBeGreaterThan(largest[1]?.value ?? 0)
  expect(stored).toHaveLength(3)
  const { stored: directions } = await client.findComponents({
    trajectory: ids,
    ids: [idOf('p1'), idOf('p2')],
  })
  expect(directions).toHaveLength(2)
  const points = await client.project({
    basis: [reference, idOf('p1'), idOf('p2')],
    origin: [1, 0, 0],
    u: [0, 1, 0],
    v: [0, 0, 1],
    points: ids,
  })
  expect(points[0]).toEqual({ x: 0, y: 0, distance: 0 })
  const coefficients = Float64Array.from({ length: 16 }, (_, i) => Number(i % 5 === 0))
  const scored = await awaitDone(
    client.scoreEnsemble({ problem, basis: ids, coefficients, split: 'test', batchNorm: 'stored' }),
  )
  expect(scored.ensembles.at(-1)).toEqual(
    snapshots.trace.findLast(({ snapshot }) => snapshot)?.snapshot?.ensemble,
  )
  expect(client.heldWeights()).toEqual(
    expect.arrayContaining([...ids, ...['aligned', 'e1', 'e2', 'e3', 'p1', 'p2'].map(idOf)]),
  )
})

test('each can be cancelled', async () => {
  const stop = new AbortController()
  const plan = { method: 'sse', alpha0: 0.1, cycles: 2, epochs: 8000 } as const
  const request = {
    problem,
    seed: 1,
    plan,
    recipe,
    start: { initializer: 'pytorch' },
    ids: ['a', 'b'].map(idOf),
  } as const
  const outcome = client.trainSnapshots(request, { signal: stop.signal, onEvent: () => stop.abort() })
  expect(await outcome).toEqual({ state: 'cancelled' })
})
