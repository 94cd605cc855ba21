import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import { type ExperimentName, experimentNames } from '../experiments/experimentNames.ts'
import { runExperiment } from '../experiments/runExperiment.ts'
import { createFinishedStudy, fakeNetwork } from '../fakes/createFakeStudy.ts'
import { addPick } from '../landscape/picking.ts'
import type { StudyState } from '../state.ts'
import { findOddities } from './findOddities.ts'
import { selectPictureFacts } from './pictureFacts.ts'

const quick = {
  epochs: 5,
  points: 5,
  resolution: 5,
  bends: 1,
  raceEpochs: 4,
  raceCycle: 2,
  raceCycles: 2,
  raceRepeats: 1,
  alongCount: 2,
  manyCount: 2,
  sweepWidths: [2],
  sweepRepeats: 1,
  modesResolution: 5,
  alignResolution: 5,
  hessianPoints: 2,
  hessianLargest: 1,
  hessianSmallest: 0,
} as const

const look = (state: StudyState, name: ExperimentName) => selectPictureFacts(state, name, () => [0, 5])

async function runOne(name: ExperimentName, choices: Parameters<typeof createFinishedStudy>[0] = {}) {
  const { study } = await createFinishedStudy({ ...quick, ...choices })
  if (name === 'picked') addPick(study, { on: 'curve', t: 0.5 })
  expect(await runExperiment(study, name)).toBe('done')
  return study
}

const train = { split: 'train', used: 700, of: 700 } as const
const test = { split: 'test', used: 300, of: 300 } as const

const expected = {
  race: { samples: [{ ...train, only: 'chain' }, test], distances: 3 + 5, hasPlane: true },
  alongCurve: { samples: [test], distances: 0, hasPlane: false },
  overPlane: { samples: [test], distances: 0, hasPlane: false },
  picked: { samples: [test], distances: 0, hasPlane: false },
  manyCurves: { samples: [train, test], distances: 4, hasPlane: true },
  threeModes: { samples: [train, test], distances: 6, hasPlane: true },
  objectives: { samples: [train, test], distances: 0, hasPlane: false },
  widths: { samples: [train, test], distances: 0, hasPlane: false },
  alignment: { samples: [train, test], distances: 4, hasPlane: true },
  cheatingPath: { samples: [train, test], distances: 0, hasPlane: false },
  curvature: { samples: [train], distances: 0, hasPlane: false },
} as const satisfies Record<ExperimentName, unknown>

it.each(experimentNames)('tells of %s its own samples, term, distances and record', async (name) => {
  const study = await runOne(name, name === 'cheatingPath' ? fakeNetwork : {})
  setChoices(study, { quantity: 'loss', evaluationDecay: 0.25 })
  study.store.setState({
    recorded: { key: study.store.getState().results.profile?.key ?? '', fingerprint: mark },
  })
  const { samples, distances, hasPlane } = expected[name]
  const facts = look(study.store.getState(), name)
  expect(facts.isFresh).toBe(true)
  expect(facts.samples).toEqual(samples)
  expect(facts.distances).toHaveLength(distances)
  expect(facts.shownDecay).toBe(hasPlane ? 0.25 : undefined)
  expect(facts.cells?.total).toBe(hasPlane ? 25 : undefined)
  expect(facts.statistics).toEqual({ mode: 'none' })
  // What came with the study is told of its path, and of nothing that was not recorded.
  expect(facts.recorded).toBe('elsewhere')
  expect(selectPictureFacts(study.store.getState(), 'profile', () => [0, 5]).recorded).toMatchObject({
    former: mark.samples,
  })
})

const mark = { samples: [1, 2, 3, 4] } as unknown as NonNullable<StudyState['recorded']>['fingerprint']

it('says how few rows curvature was measured on, also when another number is chosen since', async () => {
  const study = await runOne('curvature', { hessianSamples: 50 })
  const some = [{ split: 'train', used: 50, of: 700, only: 'curvature' }, train]
  expect(look(study.store.getState(), 'curvature').samples).toEqual(some)
  setChoices(study, { hessianSamples: 0 })
  expect(look(study.store.getState(), 'curvature').samples).toEqual(some)
})

it.each([
  ['race', 'recomputed', 'race'],
  ['picked', 'stored', 'average'],
  ['picked', 'recomputed', undefined],
  ['curvature', 'stored', 'held'],
  ['alongCurve', 'recomputed', undefined],
] as const)('tells of batch norm in %s what was done, %s', async (name, batchNormMode, but) => {
  const study = await runOne(name, { batchNorm: true, batchNormMode })
  const state = study.store.getState()
  const facts = look(state, name)
  expect(facts.statistics).toEqual({ mode: batchNormMode, ...(but && { but }) })
  const causes = findOddities(state, name, facts).map(({ cause }) => cause)
  expect(causes.includes('stored-statistics')).toBe(batchNormMode === 'stored')
})

it('says of a surface over the plane that it is of the test split, without the term', async () => {
  const study = await runOne('overPlane')
  setChoices(study, { quantity: 'loss', surface: 'ensemble' })
  const facts = selectPictureFacts(study.store.getState(), 'landscape', () => [0, 5])
  expect(facts.samples).toEqual([test])
  expect(facts.shownDecay).toBeUndefined()
})
