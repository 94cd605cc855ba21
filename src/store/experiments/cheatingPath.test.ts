import { expect, it } from 'vitest'
import type { WeightsId } from '../../protocol/identifiers.ts'
import { setChoices } from '../choices/editing.ts'
import { createFakeStudy } from '../fakes/createFakeStudy.ts'
import { refuseCheating } from './cheatingPath.ts'
import { runExperiment } from './runExperiment.ts'
import { selectExperiment } from './selectExperiment.ts'

/** Eight weights of three layers: what the fake engine's vectors have. */
const deep = {
  network: 'custom',
  architecture: JSON.stringify({
    input: [1],
    layers: [
      { type: 'linear', out: 1, bias: true },
      { type: 'relu' },
      { type: 'linear', out: 1, bias: true },
      { type: 'relu' },
      { type: 'linear', out: 2, bias: true },
    ],
  }),
} as const

async function walk() {
  const { study, fake } = createFakeStudy()
  setChoices(study, { ...deep, points: 5 })
  const end = await runExperiment(study, 'cheatingPath')
  return { study, fake, end }
}

it('starts at w1, passes the origin half way and ends at w2', async () => {
  const { study, fake, end } = await walk()
  expect(end).toBe('done')
  const { value, freshness } = selectExperiment(study.store.getState(), 'cheatingPath')
  expect(freshness).toBe('fresh')
  expect(value?.ts).toEqual([0, 0.25, 0.5, 0.75, 1])
  const { train, segment, differing } = value ?? expect.fail()
  expect(train.nll[0]).toBeCloseTo(segment.train.nll[0] as number, 6)
  expect(train.nll[4]).toBeCloseTo(segment.train.nll[4] as number, 6)
  // The fake loss of the origin is ½·mean(1).
  expect(train.nll[2]).toBeCloseTo(0.5, 6)
  expect(differing).toHaveLength(5)
  const { endpoints } = study.store.getState().results
  const [w1 = expect.fail(), w2 = expect.fail()] = endpoints.map((one) => fake.held.get(one?.id as WeightsId))
  const norm = (weights: Float32Array | undefined) => Math.hypot(...(weights ?? []))
  const { dl } = value ?? expect.fail()
  // Every step shrinks all weights, so that the way is at least as long as both ends are from the origin.
  const length = dl.reduce((sum, step) => sum + step, 0)
  expect(length).toBeGreaterThanOrEqual(norm(w1?.weights) + norm(w2?.weights) - 1e-5)
  expect(fake.held.size).toBe(2)
})

it('says which layer stands in its way', () => {
  const { study } = createFakeStudy()
  const refusal = () => refuseCheating(study.store.getState().choices)
  expect(refusal()).toBeUndefined()
  setChoices(study, { batchNorm: true })
  expect(refusal()).toMatch(/batchnorm/)
  setChoices(study, { batchNorm: false, activation: 'tanh' })
  expect(refusal()).toMatch(/tanh/)
})

it('is not run where the network cannot take it', async () => {
  const { study } = createFakeStudy()
  setChoices(study, { activation: 'sigmoid' })
  expect(await runExperiment(study, 'cheatingPath')).toBe('failed')
  expect(study.store.getState().failures.experiment?.message).toMatch(/sigmoid/)
})
