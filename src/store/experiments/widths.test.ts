import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import { createFakeStudy } from '../fakes/createFakeStudy.ts'
import { refuseSharedJobs } from '../fakes/refuseSharedJobs.ts'
import { cancelRun } from '../running/jobs.ts'
import { runExperiment } from './runExperiment.ts'
import { selectExperiment } from './selectExperiment.ts'
import { choicesAtWidth, refuseWidths, wantedPart } from './widths.ts'

const small = {
  sweepWidths: [4, 8],
  sweepBends: [1, 2],
  sweepRepeats: 2,
  sweepSeed: 70,
  points: 5,
} as const

it('trains a pair for every width and seed, and a curve for every number of bends', async () => {
  const { study, fake } = createFakeStudy()
  refuseSharedJobs(fake)
  setChoices(study, small)
  expect(await runExperiment(study, 'widths')).toBe('done')
  expect(fake.requests('train').map(({ seed }) => seed)).toEqual([70, 71, 70, 71, 72, 73, 72, 73])
  expect(fake.requests('trainCurve')).toHaveLength(8)
  const { value, freshness } = selectExperiment(study.store.getState(), 'widths')
  expect(freshness).toBe('fresh')
  expect(value?.cells.map(({ width, bends, seed }) => [width, bends, seed])).toEqual([
    [4, 1, 70],
    [4, 2, 70],
    [8, 1, 70],
    [8, 2, 70],
    [4, 1, 72],
    [4, 2, 72],
    [8, 1, 72],
    [8, 2, 72],
  ])
  // 2 inputs, 2 classes: 2·4 + 4 + 4·4 + 4 + 4·2 + 2.
  expect(value?.cells[0]?.parameters).toBe(42)
  // Nothing is held of what was trained.
  expect(fake.held.size).toBe(0)
})

it('keeps what was finished when it is stopped, and goes on from there', async () => {
  const { study, fake } = createFakeStudy()
  setChoices(study, small)
  const stop = study.store.subscribe(({ results }) => {
    if (results.experiments?.widths?.value.cells.length === 4) cancelRun(study, 'experiment')
  })
  expect(await runExperiment(study, 'widths')).toBe('cancelled')
  stop()
  const seen = selectExperiment(study.store.getState(), 'widths')
  expect(seen.value?.cells).toHaveLength(4)
  expect(seen.freshness).toBe('stale')
  fake.calls.length = 0
  expect(await runExperiment(study, 'widths')).toBe('done')
  expect(fake.requests('train').map(({ seed }) => seed)).toEqual([72, 73, 72, 73])
  expect(selectExperiment(study.store.getState(), 'widths')).toMatchObject({ freshness: 'fresh' })
})

it('computes only what other settings add, and shows only what they name', async () => {
  const { study, fake } = createFakeStudy()
  setChoices(study, { ...small, sweepRepeats: 1 })
  await runExperiment(study, 'widths')
  fake.calls.length = 0
  setChoices(study, { sweepWidths: [8, 16] })
  await runExperiment(study, 'widths')
  expect(fake.requests('train')).toHaveLength(2)
  const { choices, results } = study.store.getState()
  const shown = wantedPart(results.experiments?.widths?.value ?? expect.fail(), choices)
  expect([...new Set(shown.cells.map(({ width }) => width))]).toEqual([8, 16])
})

it('takes nothing over from another recipe', async () => {
  const { study, fake } = createFakeStudy()
  setChoices(study, { ...small, sweepRepeats: 1 })
  await runExperiment(study, 'widths')
  setChoices(study, { epochs: 7 })
  fake.calls.length = 0
  await runExperiment(study, 'widths')
  expect(fake.requests('train')).toHaveLength(4)
})

it('marks what diverged, and goes on', async () => {
  const { study, fake } = createFakeStudy()
  setChoices(study, { ...small, sweepRepeats: 1, sweepWidths: [4] })
  fake.diverged = { epoch: 1, step: 1, learningRate: 9 }
  expect(await runExperiment(study, 'widths')).toBe('done')
  const { value } = selectExperiment(study.store.getState(), 'widths')
  expect(value?.cells.map(({ worstNll }) => worstNll)).toEqual([Number.NaN, Number.NaN])
})

it('scales layers in proportion, and has no width for an opened network', () => {
  const { study } = createFakeStudy()
  const { choices } = study.store.getState()
  expect(choicesAtWidth({ ...choices, widths: [16, 32] }, 8).widths).toEqual([8, 16])
  expect(refuseWidths({ ...choices, network: 'custom' })).toBe('custom')
  expect(refuseWidths({ ...choices, sweepWidths: [] })).toBe('no-widths')
})
