import { afterAll, beforeAll, expect, test } from 'vitest'
import { curveRows, uniformTs } from '../../../core/curves/curve.ts'
import type { Dataset } from '../../../core/data/dataset.ts'
import { initialBuffers, type Network } from '../../../core/networks/network.ts'
import { fetchFixture, fetchPublicData } from '../../../fixtures/fetchFixture.ts'
import { fixtureTensor } from '../../../fixtures/fixtureTensor.ts'
import { createReferenceProblem } from '../../../fixtures/referenceProblem.ts'
import type { Backend, JobControl, PointsRequest, TrainerRequest } from '../backend.ts'
import { createSimdBackend } from './createSimdBackend.ts'

const control: JobControl = { breathe: async () => {} }

let network: Network
let dataset: Dataset
let basis: Float32Array[]

beforeAll(async () => {
  const golden = await fetchFixture('digits_bn')
  ;({ network, dataset } = createReferenceProblem('digits_bn', await fetchPublicData('digits')))
  basis = ['end1', 'bend.bezier', 'end2'].map((key) => Float32Array.from(fixtureTensor(golden, key)))
})

const backends: Backend[] = []
afterAll(() => {
  for (const backend of backends) backend.dispose()
})

async function openBackend(workers: number): Promise<Backend> {
  const backend = await createSimdBackend({ workers })
  backends.push(backend)
  return backend
}

function pointsRequest(count: number): PointsRequest {
  const coefficients = curveRows('bezier', 3, uniformTs(count))
  return { basis, buffers: [], coefficients, splits: ['train', 'test'], batchNorm: 'recomputed' }
}

function trainerRequest(): TrainerRequest {
  return {
    basis,
    trained: [false, true, false],
    buffers: initialBuffers(network),
    optimizer: 'sgd',
    momentum: 0.9,
    nesterov: false,
    weightDecay: 1e-4,
    dropoutSeed: 0,
  }
}

function planSteps(steps: number) {
  return {
    batches: Array.from({ length: steps }, (_, k) =>
      Int32Array.from({ length: 128 }, (_, i) => 128 * (k % 11) + i),
    ),
    learningRates: new Float64Array(steps).fill(0.01),
    coefficients: new Float64Array(3 * steps).fill(1 / 3),
  }
}

test('any number of workers gives the same bytes', async () => {
  const results = []
  for (const workers of [0, 1, 2, 3]) {
    const session = await (await openBackend(workers)).createSession(network, dataset)
    const points = await session.evaluate(pointsRequest(5), control)
    const one = await session.evaluate(pointsRequest(1), control)
    const buffers = await session.recomputeBuffers(basis[0] as Float32Array, control)
    const trainers = await Promise.all([
      session.createTrainer(trainerRequest()),
      session.createTrainer(trainerRequest()),
    ])
    await Promise.all(trainers.map((trainer) => trainer.advance(planSteps(5), control)))
    const states = await Promise.all(trainers.map((trainer) => trainer.state()))
    results.push({ points, one, buffers, states })
  }
  for (const result of results) expect(result).toEqual(results[0])
})

test('a cancelled request ends at the next breath of each worker, and they serve the next', async () => {
  const session = await (await openBackend(2)).createSession(network, dataset)
  const calm = await session.evaluate(pointsRequest(3), control)
  for (const allowed of [0, 1, 5]) {
    let breaths = 0
    const strict: JobControl = {
      breathe: async () => {
        if (++breaths > allowed) throw new Error('cancelled')
      },
    }
    await expect(session.evaluate(pointsRequest(400), strict)).rejects.toThrow('cancelled')
    expect(breaths).toBeLessThanOrEqual(allowed + 2)
  }
  expect(await session.evaluate(pointsRequest(3), control)).toEqual(calm)
})

test('who waits for a backend that closes is told', async () => {
  const backend = await createSimdBackend({ workers: 1 })
  const session = await backend.createSession(network, dataset)
  const running = session.evaluate(pointsRequest(400), control)
  setTimeout(() => backend.dispose(), 50)
  await expect(running).rejects.toMatchObject({ code: 'worker-died' })
  await expect(session.evaluate(pointsRequest(1), control)).rejects.toMatchObject({ code: 'worker-died' })
})

test('memory that is refused comes as an error of its own', async () => {
  const backend = await createSimdBackend({ workers: 1, limitBytes: 2 ** 20 })
  await expect(backend.createSession(network, dataset)).resolves.toBeDefined()
  const session = await backend.createSession(network, dataset)
  await expect(session.evaluate(pointsRequest(1), control)).rejects.toMatchObject({ code: 'out-of-memory' })
  backend.dispose()
})
