import { expect, it } from 'vitest'
import { type setChoices, undo } from '../choices/editing.ts'
import { createFakeShelf } from '../fakes/createFakeShelf.ts'
import { createFinishedStudy, createGate, fakeNetwork } from '../fakes/createFakeStudy.ts'
import { deskOf } from '../keeping/desk.ts'
import { keepStudy } from '../keeping/keepStudy.ts'
import { packStudy } from '../keeping/packStudy.ts'
import {
  comparePair,
  compareWithKept,
  compareWithRecorded,
  listKept,
  setSameDistances,
  swapStudies,
} from './compareStudies.ts'
import { closeComparison, openComparison } from './openComparison.ts'

const spirals = { name: 'spirals', title: 'Spirals' }

/** A page with a finished study, and a recorded one from seed 77. */
async function createPage() {
  const page = await createFinishedStudy(fakeNetwork)
  const { study: source } = await createFinishedStudy({ ...fakeNetwork, seed1: 77 })
  page.fake.studies.set('studies/spirals.safetensors', await packStudy(source))
  const shelf = createFakeShelf()
  deskOf(
    page.study,
    () => shelf,
    () => ({ claim: async () => true }),
  )
  return { ...page, shelf, seen: () => page.study.store.getState() }
}

it('shows a recorded study beside the present one, which stays as it is', async () => {
  const { study, fake, seen } = await createPage()
  const before = seen()
  openComparison(study)
  expect(seen().beside).toEqual({ sameDistances: false })
  setSameDistances(study, true)
  const held = [...fake.held.keys()]
  await compareWithRecorded(study, spirals)
  const { beside, results, choices } = seen()
  expect(beside).toMatchObject({ sameDistances: true, other: { name: 'Spirals', choices: { seed1: 77 } } })
  expect(beside?.other?.results.landscape?.computed).toBe(441)
  expect([results, choices]).toEqual([before.results, before.choices])
  expect([...fake.held.keys()], 'the engine has none of its weights').toEqual(held)
  closeComparison(study)
  expect(seen().beside).toBeUndefined()
})

it('tells why a study cannot be read, and keeps the one that is there', async () => {
  const { study, seen } = await createPage()
  openComparison(study)
  await compareWithRecorded(study, spirals)
  await compareWithRecorded(study, { name: 'circles', title: 'Circles' })
  expect(seen().beside).toMatchObject({
    other: { name: 'Spirals' },
    failure: { name: 'Circles', message: expect.stringContaining('circles') },
  })
  await compareWithRecorded(study, spirals)
  expect(seen().beside?.failure).toBeUndefined()
})

it('shows nothing that arrives after the comparison was left', async () => {
  const { study, fake, seen } = await createPage()
  const gate = createGate()
  fake.pace = (verb) => (verb === 'readStudy' ? gate.wait : undefined)
  openComparison(study)
  const reading = compareWithRecorded(study, spirals)
  expect(seen().beside?.reading).toBe('Spirals')
  closeComparison(study)
  gate.open()
  await reading
  expect(seen().beside).toBeUndefined()
})

it('swaps both, each with all it has, and back again', async () => {
  const { study, seen } = await createPage()
  const before = seen()
  openComparison(study)
  await compareWithRecorded(study, spirals)
  await swapStudies(study)
  expect(seen()).toMatchObject({ choices: { seed1: 77 }, fromRecording: true })
  expect(seen().names[seen().studyId]).toBe('Spirals')
  expect(seen().beside?.other?.choices).toEqual(before.choices)
  await swapStudies(study)
  expect(seen().choices).toEqual(before.choices)
  expect(seen().studyId).toBe(before.studyId)
  expect(seen().beside?.other).toMatchObject({ name: 'Spirals', choices: { seed1: 77 } })
  undo(study)
  expect(seen().choices.seed1).toBe(77)
})

it('lists the kept studies but the present and deleted ones, and compares with one of them', async () => {
  const { study, seen, shelf } = await createPage()
  const tools = { now: () => 5, pause: async () => {}, drawPicture: async () => undefined }
  const keep = async (choices: Parameters<typeof setChoices>[1], studyId: string) => {
    const { study: other } = await createFinishedStudy({ ...fakeNetwork, ...choices })
    other.store.setState({ studyId })
    deskOf(
      other,
      () => shelf,
      () => ({ claim: async () => true }),
    )
    await keepStudy(other, other.store.getState(), tools)
  }
  await keep({ seed1: 5 }, 'a')
  await keep({ seed1: 6 }, 'b')
  await shelf.change('b', { deletedAt: 9 })
  await keep({ seed1: 7 }, seen().studyId)
  expect((await listKept(study)).map(({ id }) => id)).toEqual(['a'])
  openComparison(study)
  await compareWithKept(study, { id: 'a', name: '', title: 'Seed 5' })
  expect(seen().beside?.other?.choices.seed1).toBe(5)
  await swapStudies(study)
  expect(seen()).toMatchObject({ studyId: 'a', choices: { seed1: 5 } })
})

it('shows a pair by one call', async () => {
  const { study, fake, seen } = await createPage()
  const { study: source } = await createFinishedStudy({ ...fakeNetwork, seed1: 78 })
  fake.studies.set('studies/modes.safetensors', await packStudy(source))
  await comparePair(study, [{ name: 'modes', title: 'Modes' }, spirals])
  expect(seen().choices.seed1).toBe(78)
  expect(seen().beside?.other?.choices.seed1).toBe(77)
  closeComparison(study)
  await comparePair(study, [{ name: 'missing', title: 'Missing' }, spirals])
  expect(seen().notice).toMatchObject({ kind: 'recorded-unreadable' })
  expect(seen().beside).toBeUndefined()
})
