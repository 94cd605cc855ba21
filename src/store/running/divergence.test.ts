import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import { createFakeStudy, createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { runAll, runStep } from './runAll.ts'

const diverged = { epoch: 1, step: 2, learningRate: 9 }

it('builds nothing on endpoints that diverged, and says so where it would have', async () => {
  const { study, fake } = createFakeStudy()
  fake.diverged = diverged
  expect(await runAll(study)).toBe('failed')
  const { failures, results } = study.store.getState()
  const waits = { code: 'diverged', message: 'diverged before: w1, w2', waitsFor: ['w1', 'w2'] }
  expect(failures).toEqual({ curve: waits, landscape: waits })
  expect(results.endpoints[1]?.diverged).toEqual(diverged)
  expect(results).toMatchObject({ curve: undefined, profile: undefined, landscape: undefined })
  expect(fake.requests('trainCurve')).toEqual([])
})

it('evaluates no curve that diverged, and leaves what was there', async () => {
  const { study, fake } = await createFinishedStudy()
  const before = study.store.getState().results
  fake.diverged = diverged
  setChoices(study, { curveSeed: 4 })
  expect(await runAll(study)).toBe('failed')
  const { failures, results } = study.store.getState()
  expect(failures).toMatchObject({ landscape: { code: 'diverged', waitsFor: ['curve'] } })
  expect(results).toMatchObject({ profile: before.profile, landscape: before.landscape })
})

it('goes on all the same where a person asks for it', async () => {
  const { study, fake } = createFakeStudy()
  fake.diverged = diverged
  await runAll(study)
  expect(await runStep(study, 'landscape', { onDiverged: true })).toBe('done')
  const { failures, results } = study.store.getState()
  expect(failures).toEqual({})
  expect(results.landscape?.computed).toBeGreaterThan(0)
})

it('draws three modes in spite of a curve that diverged', async () => {
  const { study, fake } = await createFinishedStudy()
  setChoices(study, { plane: 'modes' })
  await runStep(study, 'landscape')
  fake.diverged = diverged
  setChoices(study, { curveSeed: 4, window: [-1, 1, -1, 1] })
  expect(await runAll(study)).toBe('failed')
  const { failures, results } = study.store.getState()
  expect(failures).toEqual({})
  expect(results.landscape?.grid.x).toMatchObject({ min: -1, max: 1 })
})
