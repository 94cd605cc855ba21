import { expect, it } from 'vitest'
import { undo } from '../choices/editing.ts'
import { createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { addPick, removePick } from '../landscape/picking.ts'
import { mostPicks } from '../landscape/pickKind.ts'
import { runExperiment } from './runExperiment.ts'
import { selectExperiment } from './selectExperiment.ts'
import type { PickedValue } from './values/pickedValue.ts'

it('scores points of plane and curve over the basis of the plane', async () => {
  const { study, fake } = await createFinishedStudy()
  addPick(study, { on: 'plane', x: 0, y: 0 })
  addPick(study, { on: 'curve', t: 1 })
  addPick(study, { on: 'curve', t: 0.5 })
  expect(await runExperiment(study, 'picked')).toBe('done')
  const request = fake.requests('scoreEnsemble')[0]
  const { controlPoints } = study.store.getState().results.curve ?? { controlPoints: [] }
  expect(request?.basis).toEqual(controlPoints)
  expect(Array.from(request?.coefficients ?? [], (value) => value.toFixed(3))).toEqual(
    [1, 0, 0, 0, 0, 1, 0.25, 0.5, 0.25].map((value) => value.toFixed(3)),
  )
  const value = selectExperiment(study.store.getState(), 'picked').value as PickedValue
  expect(value.singles).toHaveLength(3)
  expect(value.picks).toEqual(study.store.getState().choices.picks)
})

it('picks no network twice and no more than the most; one can be taken away, and all of it undone', async () => {
  const { study } = await createFinishedStudy()
  const picks = () => study.store.getState().choices.picks
  addPick(study, { on: 'curve', t: 0.123456 })
  addPick(study, { on: 'curve', t: 0.12346 })
  expect(picks()).toEqual([{ on: 'curve', t: 0.1235 }])
  for (let i = 0; i < mostPicks + 5; i += 1) addPick(study, { on: 'plane', x: i, y: 0 })
  expect(picks()).toHaveLength(mostPicks)
  removePick(study, 0)
  expect(picks()).toHaveLength(mostPicks - 1)
  undo(study)
  expect(picks()).toEqual([])
})

it('says so where nothing is picked', async () => {
  const { study } = await createFinishedStudy()
  expect(await runExperiment(study, 'picked')).toBe('failed')
  expect(study.store.getState().failures.experiment?.message).toBe('no network is picked')
})
