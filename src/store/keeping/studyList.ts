import type { Study } from '../context.ts'
import { deskOf } from './desk.ts'
import { createStudyId } from './keepingState.ts'
import { startNewStudy } from './openKept.ts'
import { ShelfError, type StudyHead } from './shelf/studyShelf.ts'
import { hearShelfNews, tellShelfNews } from './shelfNews.ts'
import { flushKeeping } from './startKeeping.ts'

/** Shows the list of kept studies, or shows it anew; the one that was changed last comes first. */
export async function showStudies(study: Study): Promise<void> {
  await flushKeeping(study)
  await readStudies(study)
}

async function readStudies(study: Study): Promise<void> {
  const { shelf } = deskOf(study)
  try {
    const heads = await shelf.list()
    study.store.setState({ studies: heads.toSorted((a, b) => b.changedAt - a.changedAt) })
  } catch (error) {
    const why = error instanceof ShelfError && error.why === 'missing' ? 'missing' : 'failed'
    study.store.setState({ studies: [], notice: { kind: 'not-kept', why } })
  }
}

async function refreshStudies(study: Study): Promise<void> {
  if (study.store.getState().studies) await readStudies(study)
}

/** Takes over what other tabs do to the shelf; returns how to stop. */
export function followShelfNews(study: Study): () => void {
  return hearShelfNews(({ renamed }) => {
    if (renamed && deskOf(study).known.has(renamed.id)) setName(study, renamed.id, renamed.name)
    void refreshStudies(study)
  })
}

/** Puts the list away. What was deleted cannot be brought back from now on. */
export async function hideStudies(study: Study): Promise<void> {
  study.store.setState({ studies: undefined })
  await deskOf(study)
    .shelf.removeDeleted(Date.now())
    .catch(() => {})
}

/** Gives a study a name; an empty one calls it after its data and network again. */
export async function renameStudy(study: Study, id: string, name: string): Promise<void> {
  const trimmed = name.trim().slice(0, 120)
  setName(study, id, trimmed)
  await changeShelf(study, () => deskOf(study).shelf.change(id, { name: trimmed }))
  tellShelfNews({ renamed: { id, name: trimmed } })
}

function setName(study: Study, id: string, name: string): void {
  study.store.setState(({ names: { [id]: _, ...names } }) => ({
    names: name === '' ? names : { ...names, [id]: name },
  }))
}

/** Copies a kept study under another name. */
export async function duplicateStudy(study: Study, id: string, name: string): Promise<void> {
  const now = Date.now()
  const head = { id: createStudyId(), name, createdAt: now, changedAt: now, usedAt: now }
  await changeShelf(study, () => deskOf(study).shelf.copy(id, head))
}

/** Deletes a study so that it can be brought back while the list is seen. The present one makes room for a new one. */
export async function deleteStudy(study: Study, id: string): Promise<void> {
  if (study.store.getState().studyId === id) await startNewStudy(study)
  await changeShelf(study, () => deskOf(study).shelf.change(id, { deletedAt: Date.now() }))
}

/** Brings a deleted study back. */
export async function restoreStudy(study: Study, id: string): Promise<void> {
  await changeShelf(study, () => deskOf(study).shelf.change(id, { deletedAt: undefined }))
}

async function changeShelf(study: Study, change: () => Promise<void>): Promise<void> {
  await flushKeeping(study)
  try {
    await change()
    tellShelfNews()
  } catch (error) {
    const why =
      error instanceof ShelfError && (error.why === 'full' || error.why === 'missing') ? error.why : 'failed'
    study.store.setState({ notice: { kind: 'not-kept', why } })
  }
  await refreshStudies(study)
}

/** Whether a study has been deleted and can be brought back. */
export function isDeleted({ deletedAt }: StudyHead): boolean {
  return deletedAt !== undefined
}
