import { expect, it } from 'vitest'
import { setChoices, undo } from '../choices/editing.ts'
import { createFinishedStudy, fakeNetwork } from '../fakes/createFakeStudy.ts'
import { startNewStudy } from '../keeping/openKept.ts'
import { packStudy } from '../keeping/packStudy.ts'
import { freshnessOf } from '../keys.ts'
import { referencedWeights } from '../results.ts'
import { beginStep, keepLessonStudy, type LessonStage, leaveLesson, returnToStage } from './lessonStudy.ts'

const stage: LessonStage = {
  recorded: 'moons',
  words: 'scale=linear&hide=steps',
  continues: false,
  alone: '',
  highlight: undefined,
  needs: [],
}

/** A study of somebody's own, and a recorded one that a lesson begins with. */
async function createLearner() {
  const { study: source } = await createFinishedStudy({ ...fakeNetwork, seed1: 77 })
  const record = await packStudy(source)
  const { study, fake } = await createFinishedStudy(fakeNetwork)
  fake.studies.set('studies/moons.safetensors', record)
  setChoices(study, { palette: 'greys' })
  return { study, fake, own: study.store.getState() }
}

it('sets a stage on a study of its own', async () => {
  const { study, own } = await createLearner()
  await beginStep(study, { name: 'wall', step: 0 }, stage)
  const { choices, studyId, lesson, past } = study.store.getState()
  expect(choices).toMatchObject({ seed1: 77, scale: 'linear', hide: ['steps'], live: false })
  expect(studyId).not.toBe(own.studyId)
  expect(past).toEqual([])
  expect(lesson).toMatchObject({ name: 'wall', step: 0, prepared: { choices } })
})

it('gives the former study back as it was, with its undo and its weights', async () => {
  const { study, fake, own } = await createLearner()
  await beginStep(study, { name: 'wall', step: 0 }, stage)
  setChoices(study, { seed2: 5 })
  await beginStep(study, { name: 'wall', step: 1 }, { ...stage, words: 'held=1_1_1' })
  await leaveLesson(study)
  const { choices, results, studyId, past, lesson } = study.store.getState()
  expect({ choices, results, studyId, past }).toEqual({
    choices: own.choices,
    results: own.results,
    studyId: own.studyId,
    past: own.past,
  })
  expect(lesson).toBeUndefined()
  expect(referencedWeights(results).every((id) => fake.held.has(id))).toBe(true)
})

it('goes on with what the step before left, and begins anew out of turn', async () => {
  const { study } = await createLearner()
  await beginStep(study, { name: 'wall', step: 0 }, stage)
  setChoices(study, { curveSeed: 5 })
  const next = { ...stage, words: 'scale=log', continues: true, alone: 'palette=jet_r' }
  await beginStep(study, { name: 'wall', step: 1 }, next)
  expect(study.store.getState().choices).toMatchObject({
    curveSeed: 5,
    scale: 'log',
    hide: [],
    palette: 'water',
  })
  await beginStep(study, { name: 'wall', step: 3 }, next)
  expect(study.store.getState().choices).toMatchObject({ curveSeed: 10, palette: 'jet_r' })
})

it('computes what a stage needs, and has the rival of a bend that it moves', async () => {
  const { study } = await createLearner()
  await beginStep(
    study,
    { name: 'bend', step: 0 },
    { ...stage, words: 'held=1_1_1&res=7', needs: [{ run: 'landscape' }] },
  )
  const { choices, results, lesson } = study.store.getState()
  const { profile, landscape } = freshnessOf(choices, results)
  expect([profile, landscape]).toEqual(['fresh', 'fresh'])
  expect(lesson?.prepared?.rival?.curve).toBeDefined()
  expect(lesson?.prepared?.rival?.key).not.toBe(results.profile?.key)
})

it('goes back to the prepared state', async () => {
  const { study } = await createLearner()
  await beginStep(study, { name: 'wall', step: 0 }, stage)
  const { choices, results } = study.store.getState()
  setChoices(study, { seed2: 5, t: 0.9 })
  study.store.setState({ results: { ...results, curve: undefined } })
  returnToStage(study)
  expect(study.store.getState()).toMatchObject({ choices, results })
})

it('says why a stage could not be set, and leaves all the same', async () => {
  const { study, own } = await createLearner()
  await beginStep(study, { name: 'wall', step: 0 }, { ...stage, recorded: 'nowhere' })
  expect(study.store.getState().lesson?.failure).toBeTruthy()
  await leaveLesson(study)
  expect(study.store.getState().choices).toEqual(own.choices)
})

it('can be gone on with; undo leads to the former study', async () => {
  const { study, own } = await createLearner()
  await beginStep(study, { name: 'wall', step: 0 }, stage)
  keepLessonStudy(study)
  expect(study.store.getState()).toMatchObject({
    lesson: undefined,
    choices: { seed1: 77, hide: [], live: true },
  })
  undo(study)
  expect(study.store.getState()).toMatchObject({ studyId: own.studyId, results: own.results })
})

it('ends when another study is opened, and undo leads to the one before the lesson', async () => {
  const { study, own } = await createLearner()
  await beginStep(study, { name: 'wall', step: 0 }, stage)
  await startNewStudy(study)
  expect(study.store.getState().lesson).toBeUndefined()
  undo(study)
  expect(study.store.getState().choices).toMatchObject({ palette: 'greys', seed1: own.choices.seed1 })
})
