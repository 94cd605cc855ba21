import { expect, it } from 'vitest'
import { redo, setChoices, undo } from '../choices/editing.ts'
import { createFakeStudy, createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { cancelRun } from '../running/jobs.ts'
import { moveManyPlane } from './moveManyPlane.ts'
import { runExperiment } from './runExperiment.ts'
import { selectExperiment } from './selectExperiment.ts'

const select = (study: Parameters<typeof runExperiment>[0]) =>
  selectExperiment(study.store.getState(), 'manyCurves')

it('runs what it stands on first, and keeps its weights with its result', async () => {
  const { study, fake } = createFakeStudy()
  setChoices(study, { manyCount: 3, manySeed: 40, bends: 2 })
  expect(select(study).freshness).toBe('empty')
  expect(await runExperiment(study, 'manyCurves')).toBe('done')
  expect(fake.requests('train')).toHaveLength(2)
  expect(fake.requests('trainCurve').map(({ seed }) => seed)).toEqual([40, 41, 42])
  const { freshness, result, value } = select(study)
  expect(freshness).toBe('fresh')
  expect(value?.curves.map(({ seed }) => seed)).toEqual([40, 41, 42])
  expect(value?.geometry.size).toBe(2 + 3 * 2)
  expect(result?.weights).toHaveLength(2 + 3 * 2)
  for (const id of result?.weights ?? []) expect(fake.held.has(id)).toBe(true)
  expect(study.store.getState().live.experiment).toBeUndefined()
})

it('is stale under other settings and fresh again under the former ones, by undo too', async () => {
  const { study } = await createFinishedStudy()
  await runExperiment(study, 'manyCurves')
  const { result } = select(study)
  setChoices(study, { manyCount: 5 })
  expect(select(study).freshness).toBe('stale')
  undo(study)
  expect(select(study)).toMatchObject({ freshness: 'fresh', result })
  redo(study)
  expect(select(study).freshness).toBe('stale')
})

it('outlives the undoing of a choice that it does not depend on', async () => {
  const { study } = await createFinishedStudy()
  setChoices(study, { resolution: 41 })
  await runExperiment(study, 'manyCurves')
  undo(study)
  expect(select(study).freshness).toBe('fresh')
})

it('lets go what it had trained when it is cancelled, and what was there before stays', async () => {
  const { study, fake } = await createFinishedStudy()
  await runExperiment(study, 'manyCurves')
  const { result } = select(study)
  setChoices(study, { manySeed: 7 })
  const held = new Set(fake.held.keys())
  const run = runExperiment(study, 'manyCurves')
  await Promise.resolve()
  const stop = study.store.subscribe(({ live }) => {
    if (live.experiment?.value) cancelRun(study, 'experiment')
  })
  expect(await run).toBe('cancelled')
  stop()
  expect(select(study).result).toBe(result)
  expect(new Set(fake.held.keys())).toEqual(held)
})

it('says why it was not run where a step that it stands on failed', async () => {
  const { study, fake } = createFakeStudy()
  fake.pace = (verb) => (verb === 'train' ? Promise.reject(new Error('no room')) : undefined)
  expect(await runExperiment(study, 'manyCurves')).toBe('failed')
  expect(study.store.getState().failures.experiment).toMatchObject({ message: 'no room' })
})

it('lays its plane through other networks without training anything', async () => {
  const { study, fake } = await createFinishedStudy()
  setChoices(study, { manyCount: 2 })
  await runExperiment(study, 'manyCurves')
  expect(select(study).value?.plane?.through).toEqual([0, 1, 2])
  fake.calls.length = 0
  expect(await moveManyPlane(study, [0, 2, 3])).toBe('done')
  expect(fake.requests('trainCurve')).toEqual([])
  const { value, freshness, result } = select(study)
  expect(freshness).toBe('fresh')
  expect(value?.plane?.through).toEqual([0, 2, 3])
  expect(value?.plane?.seen.geometry.size).toBe(4)
  expect(fake.requests('evaluate').at(-1)?.basis).toEqual([0, 2, 3].map((index) => result?.weights[index]))
  setChoices(study, { manySeed: 999 })
  expect(await moveManyPlane(study, [0, 1, 2])).toBe('cancelled')
})

it('takes the failure of another step for none of its own where it was only stopped', async () => {
  const { study, fake } = createFakeStudy()
  study.store.setState({ failures: { landscape: { code: 'internal', message: 'long ago' } } })
  fake.pace = (verb) => {
    if (verb === 'train') cancelRun(study, 'endpoints')
    return undefined
  }
  expect(await runExperiment(study, 'manyCurves')).toBe('cancelled')
  expect(study.store.getState().failures.experiment).toBeUndefined()
})
