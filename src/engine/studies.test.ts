import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { curveRows, uniformTs } from '../core/curves/curve.ts'
import { barrier } from '../core/curves/profileStatistics.ts'
import { createMlp } from '../core/networks/presets.ts'
import type { JobId, WeightsId } from '../protocol/identifiers.ts'
import type { BackendChoice, Problem } from '../protocol/problem.ts'
import type { Outcome } from '../protocol/progress.ts'
import type { TrainingRecipe } from '../protocol/training.ts'
import { createBackends } from './backends/createBackends.ts'
import { createLab } from './lab.ts'
import { createYieldTask } from './yieldTask.ts'

/** The paper's claim, on studies trained from scratch: the curve that is found has next to no barrier where the segment has one. */

// A guard against hanging, not a budget: tfjs on a busy machine takes a minute for the digits.
vi.setConfig({ testTimeout: 300_000 })

const lab = createLab({
  now: () => performance.now(),
  yieldTask: createYieldTask(),
  backends: createBackends(),
  fetchBytes: async (path) => readFileSync(new URL(`../../public/${path}`, import.meta.url)),
})

const recipe: TrainingRecipe = {
  optimizer: 'sgd',
  learningRate: 0.1,
  momentum: 0.9,
  nesterov: false,
  weightDecay: 1e-4,
  batchSize: 128,
  epochs: 200,
  schedule: 'official',
}

function moons(backend: BackendChoice): Problem {
  const data = { size: 1000, noise: 0.2, classCount: 2, seed: 3, testShare: 0.3, standardize: false }
  const layers = {
    widths: [16, 16],
    activation: 'relu',
    batchNorm: false,
    dropout: 0,
    residual: false,
  } as const
  return {
    data: { source: 'moons', ...data },
    architecture: createMlp({ inputShape: [2], classCount: 2, ...layers }),
    backend,
  }
}

function digits(backend: BackendChoice): Problem {
  const layers = {
    widths: [32, 32],
    activation: 'relu',
    batchNorm: false,
    dropout: 0,
    residual: false,
  } as const
  return {
    data: { source: 'digits', testShare: 0.2, standardize: false },
    architecture: createMlp({ inputShape: [1, 8, 8], classCount: 10, ...layers }),
    backend,
  }
}

function finished<T>(outcome: Outcome<T>): T {
  if (outcome.state === 'cancelled') throw new Error('nobody cancelled')
  return outcome.value
}

let count = 0
const newJob = () => `job ${++count}` as JobId
const newId = () => `w ${++count}` as WeightsId
const ignore = () => {}

/** Barriers of train nll along segment and curve. */
async function findBarriers(
  problem: Problem,
  seeds: readonly [number, number],
  epochs: { ends: number; curve: number },
) {
  const [first, second] = await Promise.all(
    seeds.map(async (seed) => {
      const request = {
        problem,
        seed,
        initializer: 'pytorch',
        recipe: { ...recipe, epochs: epochs.ends },
        id: newId(),
      } as const
      return finished(await lab.train(newJob(), request, ignore)).stored.id
    }),
  )
  const endpoints = [first, second] as [WeightsId, WeightsId]
  const controlPoints = [endpoints[0], newId(), endpoints[1]]
  const curve = { problem, kind: 'bezier', endpoints, controlPoints, freeEndpoints: false, seed: 10 } as const
  const curveRecipe = { ...recipe, learningRate: 0.05, epochs: epochs.curve }
  finished(await lab.trainCurve(newJob(), { ...curve, recipe: curveRecipe }, ignore))
  const ts = uniformTs(61)
  const evaluate = async (basis: readonly WeightsId[], coefficients: Float64Array) => {
    const request = { problem, basis, coefficients, splits: ['train'], batchNorm: 'recomputed' } as const
    const { values } = finished(await lab.evaluate(newJob(), request, ignore))
    return barrier(ts, values.train?.nll ?? [])
  }
  return {
    segment: await evaluate(endpoints, curveRows('chain', 2, ts)),
    curve: await evaluate(controlPoints, curveRows('bezier', 3, ts)),
  }
}

/** A barrier of train nll, in nats, that is worth going round. */
const wall = 0.15

/** The share of the segment's barrier that the curve may keep. */
const tenth = 0.1

describe.each(['simd', 'tf-cpu'] as const)('a study from scratch on %s', (backend) => {
  // Five pairs with a wall between them; seeds 9 and 10, say, are all but joined by the segment itself (a barrier of 0.13).
  // The reference backend takes seconds a study: one pair shows that it finds the curve too.
  const pairs = [
    [1, 2],
    [3, 4],
    [5, 6],
    [7, 8],
    [9, 11],
  ] as const
  test.each(backend === 'simd' ? pairs : pairs.slice(0, 1))(
    'moons, seeds %i and %i',
    async (first, second) => {
      const found = await findBarriers(moons(backend), [first, second], { ends: 200, curve: 200 })
      expect(found.segment).toBeGreaterThan(wall)
      expect(found.curve).toBeLessThan(tenth * found.segment)
    },
  )

  test('digits, seeds 1 and 2', async () => {
    const found = await findBarriers(digits(backend), [1, 2], { ends: 100, curve: 150 })
    expect(found.segment).toBeGreaterThan(wall)
    expect(found.curve).toBeLessThan(tenth * found.segment)
  })
})
