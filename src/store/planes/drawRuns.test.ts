import * as v from 'valibot'
import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import type { Study } from '../context.ts'
import { runExperiment } from '../experiments/runExperiment.ts'
import { createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { keepFilm } from '../film/watching.ts'
import { studyResults } from '../keeping/schema/resultRules.ts'
import { runStep } from '../running/runAll.ts'

const race = { raceEpochs: 4, raceCycle: 2, raceCycles: 3, raceRepeats: 1 } as const

/** A film of the curve's training: two moments, in which the bends are where they came to in the end. */
async function watchCurve(study: Study): Promise<void> {
  const { curve } = study.store.getState().results
  if (!curve) throw new Error('no curve')
  const { controlPoints, geometry, key, history } = curve
  const moment = { epoch: 1, controlPoints, geometry }
  await keepFilm(study, [moment, { ...moment, epoch: 2 }], { key, history, play: false })
}

const trailsOf = ({ store }: Study) => store.getState().results.landscape?.frame.trails ?? []

it('draws the bends of the curve’s training and both snapshot runs beside the trainings of endpoints', async () => {
  const { study } = await createFinishedStudy({ ...race, resolution: 5, epochs: 20, bends: 2 })
  await watchCurve(study)
  expect(await runExperiment(study, 'race')).toBe('done')
  setChoices(study, { trails: true })
  expect(await runStep(study, 'landscape')).toBe('done')
  const seen = trailsOf(study).map(({ run, end, epochs, points }) => [run, end, epochs, points.length])
  expect(seen).toEqual([
    [undefined, 0, expect.any(Array), 4],
    [undefined, 1, expect.any(Array), 4],
    ['bend', 0, [1, 2], 2],
    ['bend', 1, [1, 2], 2],
    ['fge', 0, [20, 21, 23], 3],
    ['sse', 0, [8, 16, 24], 3],
  ])
  const [w1, , , , fge] = trailsOf(study)
  // FGE goes on from w₁, which lies in the plane; its snapshots leave it.
  expect(fge?.points[0]?.distance).toBeCloseTo(w1?.points.at(-1)?.distance ?? 1)
  expect(fge?.points.at(-1)?.distance).toBeGreaterThan(0)
  expect(v.is(studyResults, study.store.getState().results)).toBe(true)
})

it('draws the race in a landscape that is there already, and trains no endpoint for it', async () => {
  const { study, fake } = await createFinishedStudy({ ...race, resolution: 5, plane: 'random', trails: true })
  expect(trailsOf(study).map(({ run }) => run)).toEqual([undefined, undefined])
  const { landscape } = study.store.getState().results
  expect(await runExperiment(study, 'race')).toBe('done')
  expect(trailsOf(study).map(({ run }) => run)).toEqual([undefined, undefined, 'fge', 'sse'])
  expect(study.store.getState().results.landscape?.values).toBe(landscape?.values)
  expect(fake.requests('train').filter(({ filmFrames }) => filmFrames)).toEqual([])
})

it('leaves out a race of other settings', async () => {
  const { study } = await createFinishedStudy({ ...race, resolution: 5, trails: true })
  await runExperiment(study, 'race')
  setChoices(study, { raceSeed: 77, resolution: 7 })
  await runStep(study, 'landscape')
  expect(trailsOf(study).map(({ run }) => run)).toEqual([undefined, undefined])
})
