import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import { createFakeStudy, createFinishedStudy, createGate, settle } from '../fakes/createFakeStudy.ts'
import { runAll, runStep } from './runAll.ts'
import { runSegment, selectLoneSegment, selectSegment } from './runSegment.ts'

it('evaluates the segment of two endpoints without a curve', async () => {
  const { study, fake } = createFakeStudy()
  setChoices(study, { points: 5 })
  expect(await runSegment(study)).toBe('done')
  expect(fake.requests('trainCurve')).toEqual([])
  const lone = selectLoneSegment(study.store.getState())
  expect(lone?.ts).toEqual([0, 0.25, 0.5, 0.75, 1])
  expect(lone?.segment.train.nll).toHaveLength(5)
  expect(lone?.segment.dl[0]).toBe(0)

  const { length } = fake.requests('evaluate')
  expect(await runSegment(study)).toBe('done')
  expect(fake.requests('evaluate')).toHaveLength(length)
})

it('gives way to the profile, which has the same numbers', async () => {
  const { study } = createFakeStudy()
  await runSegment(study)
  const lone = selectLoneSegment(study.store.getState())
  await runStep(study, 'curve')
  expect(selectLoneSegment(study.store.getState())).toBeUndefined()
  const segment = selectSegment(study.store.getState())
  expect(segment).toBe(study.store.getState().results.profile)
  expect(segment?.segment).toEqual(lone?.segment)
})

it('stays while the profile of a curve that came since is on its way', async () => {
  const { study, fake } = createFakeStudy()
  await runSegment(study)
  const lone = selectLoneSegment(study.store.getState())
  const gate = createGate()
  fake.pace = (verb) => (verb === 'evaluate' ? gate.wait : undefined)
  const run = runStep(study, 'curve')
  while (!study.store.getState().results.curve) await settle()
  expect(selectSegment(study.store.getState())).toBe(lone)
  gate.open()
  await run
  expect(selectSegment(study.store.getState())).toBe(study.store.getState().results.profile)
})

it('takes the segment of the profile where there is a curve, at as many points as are chosen', async () => {
  const { study } = await createFinishedStudy()
  expect(await runSegment(study)).toBe('done')
  expect(study.store.getState().segment).toBeUndefined()
  setChoices(study, { points: 11 })
  expect(await runSegment(study)).toBe('done')
  expect(selectSegment(study.store.getState())?.ts).toHaveLength(11)
  expect(study.store.getState().results.profile?.curve.train.nll).toHaveLength(11)
})

it('is not of other endpoints', async () => {
  const { study } = createFakeStudy()
  await runSegment(study)
  setChoices(study, { seed2: 5 })
  expect(selectSegment(study.store.getState())).toBeUndefined()
})

it('comes with the profile where a whole run overtakes it', async () => {
  const { study, fake } = createFakeStudy()
  await runStep(study, 'endpoints')
  const gate = createGate()
  fake.pace = (verb) => (verb === 'evaluate' ? gate.wait : undefined)
  const segment = runSegment(study)
  await settle()
  const all = runAll(study)
  await settle()
  gate.open()
  expect(await segment).toBe('done')
  expect(selectSegment(study.store.getState())).toBe(study.store.getState().results.profile)
  expect(await all).toBe('done')
})
