import type { Study } from '../context.ts'
import { openLink } from '../opening.ts'
import { deskOf, noteRead } from './desk.ts'
import { createStudyId } from './keepingState.ts'
import { openStudy } from './openStudy.ts'
import { ShelfError, type StudyHead } from './shelf/studyShelf.ts'
import { flushKeeping } from './startKeeping.ts'
import { StudyFileError } from './studyFileError.ts'

/**
 * Shows a kept study again, as one step of undo; one that another tab has as a copy. What cannot be shown is left on the shelf
 * and explained. Answers whether it is shown.
 */
export async function openKept(
  study: Study,
  { id, name }: Pick<StudyHead, 'id' | 'name'>,
  patienceMs = 0,
): Promise<boolean> {
  const desk = deskOf(study)
  await flushKeeping(study)
  try {
    const kept = await desk.shelf.read(id)
    if (!kept) throw new ShelfError('removed', 'it is not there any more')
    // Loaded with the first kept study: whoever has none needs no rules to check one by.
    const { checkStudy } = await import('./checkStudy.ts')
    const { content } = await checkStudy(kept.record)
    const isMine = await desk.claims.claim(id, patienceMs)
    if (isMine) noteRead(desk, kept)
    const { fromRecording } = kept.head
    const label = { content, ...(kept.head.name !== '' && { name: kept.head.name }) }
    const opened = openStudy(study, label, {
      fromRecording,
      ...(isMine ? { studyId: id } : { studyId: createStudyId(), notice: { kind: 'open-elsewhere' } }),
    })
    if (isMine) await desk.shelf.change(id, { usedAt: Date.now() })
    await opened
    return true
  } catch (error) {
    const why = error instanceof StudyFileError ? error.why : 'damaged'
    const message = error instanceof Error ? error.message : String(error)
    study.store.setState({ notice: { kind: 'kept-unreadable', name: name || 'A kept study', why, message } })
    return false
  }
}

/** Begins anew with the study that every page begins with, as one step of undo. */
export async function startNewStudy(study: Study): Promise<void> {
  await flushKeeping(study)
  await openLink(study, '')
}
