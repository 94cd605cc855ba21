import { expect, it } from 'vitest'
import { EngineError } from '../../protocol/engineError.ts'
import { setChoices } from '../choices/editing.ts'
import { followRestarts } from '../choices/restarts.ts'
import { createFakeStudy, createFinishedStudy, createGate, settle } from '../fakes/createFakeStudy.ts'
import type { RunningJob } from '../state.ts'
import {
  cancelAll,
  cancelRun,
  giveUp,
  giveUpAll,
  runJob,
  secondsLeft,
  shareDone,
  togglePause,
} from './jobs.ts'
import { runAll, runData, runStep } from './runAll.ts'
import { runEndpoints } from './runEndpoints.ts'

it('lets the earlier run of a step put away what it has before the next begins', async () => {
  const { study } = createFakeStudy()
  const order: string[] = []
  const gate = createGate()
  const first = runJob(study, 'curve', { key: 'a' }, async ({ signal }) => {
    order.push('first begins')
    await gate.wait
    order.push('first ends')
    signal.throwIfAborted()
  })
  const second = runJob(study, 'curve', { key: 'b' }, async () => void order.push('second begins'))
  const third = runJob(study, 'curve', { key: 'c' }, async () => void order.push('third begins'))
  await settle()
  expect(study.store.getState().jobs.curve?.ids).toHaveLength(1)
  gate.open()
  expect(await Promise.all([first, second, third])).toEqual(['cancelled', 'cancelled', 'done'])
  expect(order).toEqual(['first begins', 'first ends', 'third begins'])
  expect(study.handles.size).toBe(0)
})

it('cancels a running step that nobody wants any more, and leaves others alone', async () => {
  const { study, fake } = await createFinishedStudy()
  const never = createGate()
  fake.pace = () => never.wait
  setChoices(study, { curveSeed: 5, dataSeed: 9, seed1: 5 })
  const data = runData(study)
  const endpoints = runEndpoints(study)
  setChoices(study, { palette: 'greys', t: 0.25 })
  setChoices(study, { curveEpochs: 20, resolution: 41, plane: 'modes', seed3: 123 })
  await settle()
  expect(Object.keys(study.store.getState().jobs)).toEqual(['data', 'endpoints'])
  setChoices(study, { seed2: 123 })
  expect(await endpoints).toBe('cancelled')
  expect(Object.keys(study.store.getState().jobs)).toEqual(['data'])
  cancelAll(study)
  never.open()
  expect(await data).toBe('cancelled')
})

it('drops an answer that comes after the choices moved on', async () => {
  const { study, fake } = await createFinishedStudy()
  const before = study.store.getState().results.data
  const gate = createGate()
  fake.pace = () => gate.wait
  setChoices(study, { dataSeed: 9 })
  const run = runData(study)
  setChoices(study, { dataSeed: 8 })
  gate.open()
  expect(await run).toBe('cancelled')
  expect(study.store.getState().results.data).toBe(before)
})

it('goes on to the third mode when it is asked for while two are trained', async () => {
  const { study, fake } = createFakeStudy()
  const gate = createGate()
  fake.pace = (verb) => (verb === 'train' ? gate.wait : undefined)
  const run = runAll(study)
  await settle()
  setChoices(study, { plane: 'modes' })
  gate.open()
  expect(await run).toBe('done')
  const { seed1, seed2, seed3 } = study.store.getState().choices
  expect(fake.requests('train').map(({ seed }) => seed)).toEqual([seed1, seed2, seed3])
  expect(study.store.getState().results.landscape?.frame.kind).toBe('modes')
})

it('joins a run of the same step that is under way', async () => {
  const { study, fake } = createFakeStudy()
  const gate = createGate()
  fake.pace = (verb) => (verb === 'train' ? gate.wait : undefined)
  const all = runAll(study)
  await settle()
  const curve = runStep(study, 'curve')
  gate.open()
  expect(await Promise.all([all, curve])).toEqual(['done', 'done'])
  expect(fake.requests('train')).toHaveLength(2)
  expect(fake.requests('trainCurve')).toHaveLength(1)
})

it('keeps a failure until the step runs again or a choice changes that matters', async () => {
  const { study, fake } = createFakeStudy()
  const fail = async () => {
    fake.pace = () => Promise.reject(new EngineError('device-lost', 'gone'))
    expect(await runStep(study, 'endpoints')).toBe('failed')
    fake.pace = undefined
  }
  await fail()
  const kept = { data: { code: 'device-lost', message: 'gone' } }
  expect(study.store.getState().failures).toEqual(kept)
  setChoices(study, { t: 0.1 })
  setChoices(study, { palette: 'greys' })
  expect(study.store.getState().failures).toEqual(kept)
  setChoices(study, { seed1: 8 })
  expect(study.store.getState().failures).toEqual({})
  await fail()
  await runStep(study, 'data')
  expect(study.store.getState().failures).toEqual({})
})

it('pauses every part of a step and lets it go on', async () => {
  const { study, fake } = createFakeStudy()
  fake.pace = () => new Promise(() => {})
  const run = runEndpoints(study)
  await settle()
  const ids = study.store.getState().jobs.endpoints?.ids ?? []
  await togglePause(study, 'endpoints')
  expect(study.store.getState().jobs.endpoints?.paused).toBe(true)
  await togglePause(study, 'endpoints')
  expect(study.store.getState().jobs.endpoints?.paused).toBe(false)
  expect(fake.paused).toEqual(ids.map((id) => `pause ${id}`).concat(ids.map((id) => `resume ${id}`)))
  await togglePause(study, 'curve')
  cancelRun(study, 'endpoints')
  await run
})

it('tells how far a step is and how long it will take', () => {
  const progress = (done: number, elapsedMs: number) => ({
    done,
    total: 10,
    unit: 'steps' as const,
    elapsedMs,
  })
  const job = (...parts: RunningJob['progress']): RunningJob => ({
    ids: [],
    progress: parts,
    paused: false,
    canPause: false,
  })
  expect(secondsLeft(job(progress(5, 2000), progress(2, 2000)))).toBeCloseTo(8)
  expect(secondsLeft(job(progress(5, 2000), undefined))).toBeUndefined()
  expect(secondsLeft(job(progress(0, 2000)))).toBeUndefined()
  expect(secondsLeft(job(progress(5, 100)))).toBeUndefined()
  expect(shareDone(job(progress(5, 1), undefined))).toBeCloseTo(0.25)
})

it('says what was lost when the engine was replaced', async () => {
  const { study, fake } = createFakeStudy()
  const stop = followRestarts(study)
  fake.pace = () => new Promise(() => {})
  const run = runEndpoints(study)
  fake.restart()
  expect(study.store.getState().notice).toEqual({ kind: 'engine-restarted', lost: ['endpoints'] })
  stop()
  study.store.setState({ notice: undefined })
  fake.restart()
  expect(study.store.getState().notice).toBeUndefined()
  cancelRun(study, 'endpoints')
  await run
})

it('remembers how far a step was that a person gave up, until it runs again or a choice changes that matters', async () => {
  const { study, fake } = createFakeStudy()
  const gate = createGate()
  fake.pace = (verb) => (verb === 'train' ? gate.wait : undefined)
  const run = runStep(study, 'endpoints')
  await settle()
  giveUpAll(study)
  expect(await run).toBe('cancelled')
  expect(study.store.getState().givenUp).toEqual({ endpoints: { share: 0.5 } })
  setChoices(study, { palette: 'greys' })
  expect(study.store.getState().givenUp).toEqual({ endpoints: { share: 0.5 } })
  gate.open()
  await runStep(study, 'endpoints')
  expect(study.store.getState().givenUp).toEqual({})

  fake.pace = () => new Promise(() => {})
  setChoices(study, { seed1: 77 })
  const again = runStep(study, 'endpoints')
  await settle()
  giveUp(study, 'endpoints')
  await again
  setChoices(study, { seed1: 78 })
  expect(study.store.getState().givenUp).toEqual({})
})
