import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import { sideState } from '../comparing/sideState.ts'
import { createFinishedStudy, settle } from '../fakes/createFakeStudy.ts'
import { predictSamples, readMomentSamples } from '../moment/momentPieces.ts'
import { selectMoment } from '../moment/selectMoment.ts'
import { selectPictureFacts } from './pictureFacts.ts'

const range = () => [0, 5] as const

it('tells of the network at t what it was predicted on, and by what', async () => {
  const { study } = await createFinishedStudy({ batchNorm: true, batchNormMode: 'stored' })
  const look = () => selectPictureFacts(study.store.getState(), 'moment', range)
  expect(look().backend).toBeUndefined()
  await readMomentSamples(study)
  const moment = selectMoment(study.store.getState())
  const { samples } = study.store.getState().moment ?? {}
  if (moment.state === 'none' || !samples) return expect.fail()
  const { signal } = new AbortController()
  await predictSamples(study, samples, { source: moment.source, ts: [0, 0.5], signal })
  await settle()
  expect(look()).toMatchObject({ isFresh: true, backend: { name: 'tf-cpu' }, statistics: { mode: 'stored' } })
  expect(look().samples.map(({ split }) => split)).toEqual(['train', 'test'])
  expect(look().seeds.map(({ name }) => name)).toEqual(['dataSeed', 'seed1', 'seed2', 'curveSeed'])
  setChoices(study, { momentView: 'flips' })
  expect(look().samples.map(({ split }) => split)).toEqual(['test'])
  setChoices(study, { momentPath: 'segment', quantity: 'loss' })
  expect(look().shownDecay).toBeUndefined()
})

it('tells of a compared study its own facts under the shared view', async () => {
  const { study } = await createFinishedStudy({ resolution: 9 })
  const { study: other } = await createFinishedStudy({ resolution: 5, seed1: 77, quantity: 'error' })
  setChoices(study, { quantity: 'loss', evaluationDecay: 0.5 })
  const state = study.store.getState()
  const theirs = sideState(state, other.store.getState())
  const facts = selectPictureFacts(theirs, 'landscape', range)
  expect(facts).toMatchObject({ isFresh: true, shownDecay: 0.5, cells: { total: 25 }, recorded: undefined })
  expect(facts.seeds).toContainEqual({ name: 'seed1', value: 77 })
  expect(facts.distances).toHaveLength(4)
  const own = selectPictureFacts(sideState(state, state), 'landscape', range)
  expect(own).toMatchObject({ cells: { total: 81 }, shownDecay: 0.5 })
})
