import { expect, it } from 'vitest'
import { EngineError } from '../../protocol/engineError.ts'
import { setChoices } from '../choices/editing.ts'
import { createFakeStudy, createFinishedStudy, createGate, settle } from '../fakes/createFakeStudy.ts'
import { endpointKey, freshnessOf } from '../keys.ts'
import { cancelRun } from './jobs.ts'
import { repeatStep, runStep } from './runAll.ts'
import { runEndpoints } from './runEndpoints.ts'

it('trains both endpoints from their seeds, at the same time', async () => {
  const { study, fake } = createFakeStudy()
  const gate = createGate()
  fake.pace = (verb) => (verb === 'train' ? gate.wait : undefined)
  const run = runEndpoints(study)
  await settle()
  const { choices, jobs, live } = study.store.getState()
  expect(fake.requests('train').map(({ seed }) => seed)).toEqual([choices.seed1, choices.seed2])
  expect(jobs.endpoints?.progress.map((progress) => progress?.done)).toEqual([1, 1])
  expect(live.endpoints.map((event) => event?.history.length)).toEqual([3, 3, undefined])
  gate.open()
  expect(await run).toBe('done')
  const after = study.store.getState()
  expect(after.results.endpoints.map((endpoint) => endpoint?.key)).toEqual([
    endpointKey(choices, 0),
    endpointKey(choices, 1),
    undefined,
  ])
  expect(after.jobs).toEqual({})
  expect(after.live.endpoints).toEqual([])
})

it('trains only what is stale', async () => {
  const { study, fake } = await createFinishedStudy()
  const [first] = study.store.getState().results.endpoints
  setChoices(study, { seed2: 77 })
  await runStep(study, 'endpoints')
  expect(fake.requests('train').map(({ seed }) => seed)).toEqual([77])
  expect(study.store.getState().results.endpoints[0]).toBe(first)
  setChoices(study, { plane: 'modes' })
  await runStep(study, 'endpoints')
  expect(fake.requests('train').map(({ seed }) => seed)).toEqual([77, study.store.getState().choices.seed3])
})

it('trains all again on demand', async () => {
  const { study, fake } = await createFinishedStudy()
  const before = study.store.getState().results.endpoints
  await repeatStep(study, 'endpoints')
  expect(fake.requests('train')).toHaveLength(2)
  const { choices, results } = study.store.getState()
  expect(results.endpoints[0]?.id).not.toBe(before[0]?.id)
  expect(freshnessOf(choices, results).endpoints).toBe('fresh')
})

it('goes on from where an endpoint stands', async () => {
  const { study, fake } = await createFinishedStudy()
  const [before] = study.store.getState().results.endpoints
  setChoices(study, { moreEpochs: [30] })
  await runStep(study, 'endpoints')
  setChoices(study, { moreEpochs: [30, 7] })
  await runStep(study, 'endpoints')
  const first = fake.requests('train').filter(({ id }) => id.startsWith('w1'))
  expect(first.map(({ recipe, from }) => [recipe.epochs, from])).toEqual([
    [30, before?.id],
    [7, first[0]?.id],
  ])
  const [endpoint] = study.store.getState().results.endpoints
  expect(endpoint?.history).toHaveLength(9)
  expect(endpoint?.elapsedMs).toBe(15)
})

it('replays every run where nothing is there', async () => {
  const { study, fake } = createFakeStudy()
  setChoices(study, { moreEpochs: [30, 7] })
  await runEndpoints(study)
  const first = fake.requests('train').filter(({ id }) => id.startsWith('w1'))
  expect(first.map(({ recipe }) => recipe.epochs)).toEqual([study.store.getState().choices.epochs, 30, 7])
  expect(first.map(({ from }) => from)).toEqual([undefined, first[0]?.id, first[1]?.id])
})

it('keeps a diverged endpoint, trains it no further and does not continue from it', async () => {
  const { study, fake } = createFakeStudy()
  fake.diverged = { epoch: 1, step: 3, learningRate: 9 }
  setChoices(study, { moreEpochs: [5] })
  expect(await runEndpoints(study)).toBe('done')
  expect(fake.requests('train')).toHaveLength(2)
  const { choices, results } = study.store.getState()
  expect(results.endpoints[0]?.diverged).toEqual(fake.diverged)
  expect(freshnessOf(choices, results).endpoints).toBe('fresh')
  fake.diverged = undefined
  setChoices(study, { moreEpochs: [5, 6] })
  await runEndpoints(study)
  expect(fake.requests('train').at(2)?.from).toBeUndefined()
})

it('keeps what it had when it is cancelled, and when it fails', async () => {
  const { study, fake } = await createFinishedStudy()
  const before = study.store.getState().results
  setChoices(study, { seed1: 50 })
  fake.pace = () => new Promise(() => {})
  const run = runEndpoints(study)
  await settle()
  cancelRun(study, 'endpoints')
  expect(await run).toBe('cancelled')
  expect(study.store.getState()).toMatchObject({ results: before, jobs: {}, failures: {} })

  fake.pace = () => Promise.reject(new EngineError('out-of-memory', 'no room'))
  expect(await runEndpoints(study)).toBe('failed')
  const { results, failures, jobs } = study.store.getState()
  expect(results).toBe(before)
  expect(failures).toEqual({ endpoints: { code: 'out-of-memory', message: 'no room' } })
  expect(jobs).toEqual({})
})

it('stops the other endpoint when one fails', async () => {
  const { study, fake } = createFakeStudy()
  let count = 0
  fake.pace = () => {
    count += 1
    return count === 1 ? new Promise(() => {}) : Promise.reject(new Error('broken'))
  }
  expect(await runEndpoints(study)).toBe('failed')
  expect(study.store.getState().failures.endpoints).toEqual({ code: 'internal', message: 'broken' })
  expect(study.store.getState().live.endpoints).toEqual([])
})

it('varies the images of the endpoint whose recipe says so, from its seed', async () => {
  const { study, fake } = createFakeStudy()
  setChoices(study, { data: 'digits', ownRecipe2: true, augmentCopies2: 2, augmentFlip2: true, seed2: 8 })
  await runStep(study, 'endpoints')
  const [first, second] = fake.requests('train').map(({ problem }) => problem.data)
  expect(first).not.toHaveProperty('augment')
  expect(second).toMatchObject({ augment: { copies: 2, shift: 1, flip: true, seed: 8 } })
})
