import * as v from 'valibot'
import { expect, it } from 'vitest'
import { runExperiment } from '../../experiments/runExperiment.ts'
import { createFinishedStudy } from '../../fakes/createFakeStudy.ts'
import { addPick } from '../../landscape/picking.ts'
import { experimentResults } from './experimentRules.ts'

const small = { raceEpochs: 4, raceRepeats: 1, alongCount: 2, resolution: 5 } as const

it.each(['race', 'alongCurve', 'overPlane', 'picked'] as const)('knows what %s comes to', async (name) => {
  const { study } = await createFinishedStudy(small)
  addPick(study, { on: 'plane', x: 1, y: 2 })
  addPick(study, { on: 'curve', t: 0.5 })
  expect(await runExperiment(study, name)).toBe('done')
  const { experiments } = study.store.getState().results
  expect(v.safeParse(experimentResults, experiments).issues).toBeUndefined()
  expect(v.parse(experimentResults, experiments)).toEqual(experiments)
})
