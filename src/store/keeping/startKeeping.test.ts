import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { redo, setChoices, undo } from '../choices/editing.ts'
import type { Study } from '../context.ts'
import { createFakeShelf, type FakeShelf } from '../fakes/createFakeShelf.ts'
import { createFakeStudy, createFinishedStudy, fakeNetwork } from '../fakes/createFakeStudy.ts'
import { freshnessOf } from '../keys.ts'
import { formatLink } from '../link/link.ts'
import { openLink } from '../opening.ts'
import { runAll } from '../running/runAll.ts'
import { beginStep, leaveLesson } from '../teaching/lessonStudy.ts'
import { deskOf } from './desk.ts'
import { openKept } from './openKept.ts'
import { openPage } from './openPage.ts'
import { packStudy } from './packStudy.ts'
import { ShelfError } from './shelf/studyShelf.ts'
import { type StudyKeeper, startKeeping } from './startKeeping.ts'
import { deleteStudy, duplicateStudy, renameStudy, restoreStudy, showStudies } from './studyList.ts'

const keepers: StudyKeeper[] = []

beforeEach(() => void vi.useFakeTimers())

afterEach(() => {
  for (const keeper of keepers.splice(0)) keeper.stop()
  vi.useRealTimers()
})

/** Lets a page over a fake engine keep studies on a shelf. */
function keepOn(
  shelf: FakeShelf,
  study: Study,
  claims = { claim: async () => true },
  pause = async () => {},
): StudyKeeper {
  deskOf(
    study,
    () => shelf,
    () => claims,
  )
  const keeper = startKeeping(study, {
    now: () => 1000,
    pause,
    drawPicture: async () => Uint8Array.of(1),
  })
  keepers.push(keeper)
  return keeper
}

async function createKept(choices = {}) {
  const shelf = createFakeShelf()
  const { study, fake } = await createFinishedStudy({ ...fakeNetwork, ...choices })
  const keeper = keepOn(shelf, study)
  const idOf = () => study.store.getState().studyId
  return { shelf, study, fake, keeper, idOf }
}

const quiet = () => vi.advanceTimersByTimeAsync(1500)

it('pauses for nobody who waits for what it writes', async () => {
  const { study } = await createFinishedStudy(fakeNetwork)
  const pause = vi.fn(() => new Promise<void>(() => {}))
  const keeper = keepOn(createFakeShelf(), study, undefined, pause)
  setChoices(study, { palette: 'greys' })
  await keeper.flush()
  expect(study.store.getState().keeping).toEqual({ state: 'saved' })
  expect(pause).not.toHaveBeenCalled()
})

it('keeps a study once nothing changed for a while, and then only what is new', async () => {
  const { shelf, study, idOf } = await createKept()
  setChoices(study, { palette: 'greys' })
  expect(study.store.getState().keeping).toEqual({ state: 'changed' })
  await vi.advanceTimersByTimeAsync(1000)
  setChoices(study, { palette: 'viridis' })
  await vi.advanceTimersByTimeAsync(1000)
  expect(shelf.written).toEqual([])
  await quiet()
  expect(study.store.getState().keeping).toEqual({ state: 'saved' })
  expect(shelf.heads.get(idOf())).toMatchObject({ revision: 1, name: '', picture: Uint8Array.of(1) })
  expect(shelf.written.length).toBeGreaterThan(10)
  shelf.written.length = 0
  setChoices(study, { palette: 'jet_r' })
  await quiet()
  expect(shelf.written).toEqual(['text'])
  undo(study)
  redo(study)
  await quiet()
  expect(shelf.written).toEqual(['text'])
})

it('waits no longer than ten seconds', async () => {
  const { shelf, study } = await createKept()
  for (let seed1 = 0; seed1 < 12; seed1 += 1) {
    setChoices(study, { seed1: 100 + seed1 })
    await vi.advanceTimersByTimeAsync(1000)
  }
  expect(shelf.heads.size).toBe(1)
})

it('keeps no study that nobody touched, and none for moving along the path', async () => {
  const { shelf, study } = await createKept()
  setChoices(study, { t: 0.3 })
  await quiet()
  expect(study.store.getState().keeping).toEqual({ state: 'untouched' })
  await openLink(study, 'seed1=9&act=tanh')
  await quiet()
  expect(shelf.heads.size).toBe(0)
})

it('shows a kept study again without computing or writing anything', async () => {
  const { shelf, study, idOf } = await createKept({ bends: 2 })
  setChoices(study, { palette: 'greys' })
  await quiet()
  const before = await packStudy(study)
  const other = createFakeStudy()
  keepOn(shelf, other.study)
  await openPage(other.study, '')
  const { choices, results, studyId, fromRecording } = other.study.store.getState()
  expect(Object.values(freshnessOf(choices, results))).toEqual(Array(5).fill('fresh'))
  expect([studyId, fromRecording]).toEqual([idOf(), false])
  expect(await packStudy(other.study)).toEqual(before)
  expect(other.fake.calls).toEqual([])
  shelf.written.length = 0
  await quiet()
  setChoices(other.study, { palette: 'viridis' })
  await quiet()
  expect(shelf.written).toEqual(['text'])
})

it('lets a link win over what is kept, unless it is the link of just that', async () => {
  const { shelf, study } = await createKept()
  setChoices(study, { seed1: 5 })
  await quiet()
  const { choices } = study.store.getState()
  const open = async (link: string) => {
    const page = createFakeStudy()
    keepOn(shelf, page.study)
    const opening = openPage(page.study, link)
    await vi.advanceTimersByTimeAsync(5000)
    await opening
    return page.study.store.getState()
  }
  const [id] = shelf.heads.keys()
  expect((await open(formatLink(choices))).studyId).toBe(id)
  const linked = await open('seed1=6')
  expect(linked.studyId).not.toBe(id)
  expect(linked.choices.seed1).toBe(6)
  expect([...shelf.heads.keys()]).toEqual([id])
})

it('says once that there is no room, loses nothing and tries again', async () => {
  const { shelf, study } = await createKept()
  shelf.failure = new ShelfError('full', 'no room')
  setChoices(study, { palette: 'greys' })
  await quiet()
  const failed = study.store.getState()
  expect(failed.keeping).toMatchObject({ state: 'failed', why: 'full' })
  expect(failed.notice).toEqual({ kind: 'not-kept', why: 'full' })
  study.store.setState({ notice: undefined })
  await vi.advanceTimersByTimeAsync(31_000)
  expect(study.store.getState().notice).toBeUndefined()
  expect(study.store.getState().results).toBe(failed.results)
  shelf.failure = undefined
  await vi.advanceTimersByTimeAsync(31_000)
  expect(study.store.getState().keeping).toEqual({ state: 'saved' })
  expect(shelf.heads.size).toBe(1)
})

it('puts a study aside where another tab wrote it meanwhile', async () => {
  const { shelf, study, idOf } = await createKept()
  setChoices(study, { palette: 'greys' })
  await quiet()
  const id = idOf()
  const head = shelf.heads.get(id)
  if (head) shelf.heads.set(id, { ...head, revision: 2, name: 'of the other tab' })
  setChoices(study, { palette: 'viridis' })
  await quiet()
  await quiet()
  expect(idOf()).not.toBe(id)
  expect(study.store.getState().notice).toEqual({ kind: 'open-elsewhere' })
  expect([...shelf.heads.keys()]).toEqual([id, idOf()])
  expect(shelf.heads.get(id)?.name).toBe('of the other tab')
})

it('opens a study that another tab has as a copy, which is kept once it changes', async () => {
  const { shelf, study, idOf } = await createKept()
  setChoices(study, { palette: 'greys' })
  await quiet()
  const other = createFakeStudy().study
  keepOn(shelf, other, { claim: async () => false })
  await openPage(other, '')
  expect(other.store.getState().notice).toEqual({ kind: 'open-elsewhere' })
  expect(other.store.getState().studyId).not.toBe(idOf())
  await quiet()
  expect(shelf.heads.size).toBe(1)
  setChoices(other, { palette: 'viridis' })
  await quiet()
  expect(shelf.heads.size).toBe(2)
})

it('never writes one study over another when undo goes back to it', async () => {
  const { shelf, study, idOf } = await createKept()
  setChoices(study, { seed1: 5 })
  await runAll(study)
  await quiet()
  const first = idOf()
  const linkOfFirst = shelf.heads.get(first)?.link
  await duplicateStudy(study, first, 'Second')
  const second = [...shelf.heads.keys()].find((id) => id !== first) ?? ''
  await openKept(study, { id: second, name: 'Second' })
  setChoices(study, { seed1: 6 })
  await quiet()
  expect(shelf.heads.get(second)).toMatchObject({ name: 'Second', link: expect.stringContaining('seed1=6') })
  undo(study)
  undo(study)
  await quiet()
  expect(idOf()).toBe(first)
  expect(shelf.heads.get(first)?.link).toBe(linkOfFirst)
  // The first of the two steps was one of the second study.
  expect(shelf.heads.get(second)).toMatchObject({ name: 'Second', link: linkOfFirst })
  setChoices(study, { seed1: 7 })
  await quiet()
  expect(shelf.heads.get(first)?.link).toContain('seed1=7')
  expect(shelf.heads.size).toBe(2)
})

it('keeps what was not kept yet when the study is left', async () => {
  const { shelf, study, idOf } = await createKept()
  setChoices(study, { seed1: 5 })
  const id = idOf()
  await openLink(study, 'seed1=9&act=tanh')
  await quiet()
  expect(shelf.heads.get(id)?.link).toContain('seed1=5')
})

it('renames, deletes and brings back, also the study that is seen', async () => {
  const { shelf, study, fake, idOf } = await createKept()
  fake.studies.set('studies/moons.safetensors', await packStudy(study))
  await renameStudy(study, idOf(), '  Mine ')
  await quiet()
  const id = idOf()
  expect(shelf.heads.get(id)?.name).toBe('Mine')
  await showStudies(study)
  expect(study.store.getState().studies).toMatchObject([{ id, name: 'Mine' }])
  await deleteStudy(study, id)
  expect(idOf()).not.toBe(id)
  expect(study.store.getState().studies).toMatchObject([{ id, deletedAt: expect.any(Number) }])
  await restoreStudy(study, id)
  expect(study.store.getState().studies?.[0]).not.toHaveProperty('deletedAt')
  await openKept(study, { id, name: 'Mine' })
  expect(study.store.getState().names[id]).toBe('Mine')
  await renameStudy(study, id, '')
  await quiet()
  expect(shelf.heads.get(id)?.name).toBe('')
})

it('explains a kept study that cannot be read, and leaves it and the present one alone', async () => {
  const { shelf, study, idOf } = await createKept()
  setChoices(study, { palette: 'greys' })
  await quiet()
  const id = idOf()
  await duplicateStudy(study, id, 'Broken')
  const broken = [...shelf.heads.keys()].find((other) => other !== id) ?? ''
  shelf.texts.set(broken, (shelf.texts.get(broken) ?? '').replace('"version":2', '"version":7'))
  const before = study.store.getState()
  expect(await openKept(study, { id: broken, name: 'Broken' })).toBe(false)
  const { notice, choices, results, studyId } = study.store.getState()
  expect(notice).toMatchObject({ kind: 'kept-unreadable', name: 'Broken', why: 'newer' })
  expect({ choices, results, studyId }).toEqual({
    choices: before.choices,
    results: before.results,
    studyId: before.studyId,
  })
  expect(shelf.heads.has(broken)).toBe(true)
})

it('keeps what was there before a lesson, and nothing of the lesson', async () => {
  const { shelf, study, fake, idOf } = await createKept()
  const { study: recorded } = await createFinishedStudy({ ...fakeNetwork, seed1: 77 })
  fake.studies.set('studies/moons.safetensors', await packStudy(recorded))
  setChoices(study, { palette: 'greys' })
  const id = idOf()
  const stage = { recorded: 'moons', words: '', continues: false, alone: '', highlight: undefined, needs: [] }
  await beginStep(study, { name: 'wall', step: 0 }, stage)
  setChoices(study, { seed2: 9 })
  await quiet()
  expect([...shelf.heads]).toMatchObject([[id, { revision: 1 }]])
  await leaveLesson(study)
  expect(idOf()).toBe(id)
  setChoices(study, { palette: 'viridis' })
  await quiet()
  expect([...shelf.heads]).toMatchObject([[id, { revision: 2 }]])
})
