import { expect, it } from 'vitest'
import { undo } from '../choices/editing.ts'
import { createFinishedStudy, createGate, fakeNetwork } from '../fakes/createFakeStudy.ts'
import { freshnessOf } from '../keys.ts'
import { openRecorded } from './openRecorded.ts'
import { packStudy } from './packStudy.ts'

async function createPage() {
  const page = await createFinishedStudy(fakeNetwork)
  const { study: source } = await createFinishedStudy({ ...fakeNetwork, seed1: 77 })
  page.fake.studies.set('studies/spirals.safetensors', await packStudy(source))
  return page
}

it('shows a recorded study as one of its own, which undo takes back', async () => {
  const { study } = await createPage()
  const before = study.store.getState()
  expect(await openRecorded(study, 'spirals', 'Two spirals')).toBe(true)
  const after = study.store.getState()
  expect(after.choices.seed1).toBe(77)
  expect(after).toMatchObject({ fromRecording: true, opening: false, notice: undefined })
  expect(after.studyId).not.toBe(before.studyId)
  expect(after.names[after.studyId]).toBe('Two spirals')
  expect(freshnessOf(after.choices, after.results).landscape).toBe('fresh')
  undo(study)
  const back = study.store.getState()
  expect(back.studyId).toBe(before.studyId)
  expect(back.results).toEqual(before.results)
})

it('leaves what was open where the recording cannot be read, and says so', async () => {
  const { study } = await createPage()
  const before = study.store.getState()
  expect(await openRecorded(study, 'circles', 'Circles')).toBe(false)
  const { notice, ...after } = study.store.getState()
  const { notice: _, ...open } = before
  expect(after).toEqual(open)
  expect(notice).toMatchObject({ kind: 'recorded-unreadable', name: 'Circles' })
})

it('shows the one that was asked for last, whichever arrives first', async () => {
  const { study, fake } = await createPage()
  const { study: other } = await createFinishedStudy({ ...fakeNetwork, seed1: 78 })
  fake.studies.set('studies/modes.safetensors', await packStudy(other))
  const gate = createGate()
  let reads = 0
  fake.pace = (verb) => (verb === 'readStudy' && reads++ === 0 ? gate.wait : undefined)
  const slow = openRecorded(study, 'spirals')
  const quick = openRecorded(study, 'modes')
  expect(await quick).toBe(true)
  gate.open()
  expect(await slow).toBe(false)
  expect(study.store.getState().choices.seed1).toBe(78)
})
