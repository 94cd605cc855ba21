import type { Study } from '../context.ts'
import { checkStudy } from '../keeping/checkStudy.ts'
import { deskOf } from '../keeping/desk.ts'
import { openKept } from '../keeping/openKept.ts'
import { openRecorded, readRecorded } from '../keeping/openRecorded.ts'
import { openStudy } from '../keeping/openStudy.ts'
import { ShelfError, type StudyHead } from '../keeping/shelf/studyShelf.ts'
import { flushKeeping } from '../keeping/startKeeping.ts'
import { collectStudy, type StudyContent } from '../keeping/studyContent.ts'
import { isDeleted } from '../keeping/studyList.ts'
import type { BesideStudy } from './beside.ts'

/** How the other study becomes the present one. */
interface Source {
  readonly content: StudyContent
  /** Its place on the shelf, where it is kept. */
  readonly keptId?: string
  /** As which the page knew it before. */
  readonly studyId?: string
  readonly fromRecording: boolean
  /** Whether there is something in it that is kept nowhere. */
  readonly isChanged?: boolean
}

const sources = new WeakMap<BesideStudy, Source>()

/** What was asked for last on each page: a study that arrives later than a newer one is not shown. */
const wanted = new WeakMap<Study, object>()

function showBeside(study: Study, name: string | undefined, source: Source): void {
  const { choices, results } = source.content
  const other: BesideStudy = { ...(name !== undefined && { name }), choices, results }
  sources.set(other, source)
  study.store.setState(({ beside }) => ({
    beside: { sameDistances: beside?.sameDistances ?? false, other },
  }))
}

/** Reads a study and shows it beside the present one; what is there stays where that cannot be, and is told why. */
async function readBeside(
  study: Study,
  title: string,
  read: () => Promise<{ readonly source: Source; readonly name?: string | undefined }>,
): Promise<void> {
  const turn = {}
  wanted.set(study, turn)
  const isWanted = () => wanted.get(study) === turn && study.store.getState().beside !== undefined
  study.store.setState(({ beside }) => {
    const { failure: _, ...rest } = beside ?? { sameDistances: false }
    return { beside: { ...rest, reading: title } }
  })
  try {
    const { source, name } = await read()
    if (isWanted()) showBeside(study, name, source)
  } catch (error) {
    if (!isWanted()) return
    const message = error instanceof Error ? error.message : String(error)
    study.store.setState(({ beside }) => {
      const { reading: _, ...rest } = beside ?? { sameDistances: false }
      return { beside: { ...rest, failure: { name: title, message } } }
    })
  }
}

/** Compares with a study that ships with the page. */
export function compareWithRecorded(
  study: Study,
  { name, title }: { readonly name: string; readonly title: string },
): Promise<void> {
  return readBeside(study, title, async () => ({
    source: { content: await readRecorded(study, name), fromRecording: true },
    name: title,
  }))
}

/** Compares with a study that is kept in this browser, which stays as it is. */
export function compareWithKept(
  study: Study,
  { id, name, title }: Pick<StudyHead, 'id' | 'name'> & { readonly title: string },
): Promise<void> {
  return readBeside(study, title, async () => {
    await flushKeeping(study)
    const kept = await deskOf(study).shelf.read(id)
    if (!kept) throw new ShelfError('removed', 'it is not there any more')
    const { content } = await checkStudy(kept.record)
    const { fromRecording } = kept.head
    return { source: { content, keptId: id, fromRecording }, name: name || undefined }
  })
}

/** Compares with a study from a file. */
export function compareWithFile(study: Study, file: File): Promise<void> {
  return readBeside(study, file.name, async () => {
    const { createFileReader } = await import('../../client/createFileReader.ts')
    const reader = createFileReader()
    try {
      const [summary] = await reader.read([file])
      if (summary?.kind === 'unreadable') throw new Error(summary.message)
      if (summary?.kind !== 'study') throw new Error('it is no study of this page')
      const { content, name } = await checkStudy(await reader.study(0))
      return { source: { content, fromRecording: true, isChanged: true }, name }
    } finally {
      reader.dispose()
    }
  })
}

/** Shows two recorded studies side by side, the first as the present one. */
export async function comparePair(
  study: Study,
  [left, right]: readonly [
    left: Parameters<typeof compareWithRecorded>[1],
    right: Parameters<typeof compareWithRecorded>[1],
  ],
): Promise<void> {
  if (!(await openRecorded(study, left.name, left.title))) return
  await compareWithRecorded(study, right)
}

/** Makes the other study the present one, as one step of undo, and the present one the other. */
export async function swapStudies(study: Study): Promise<void> {
  const other = study.store.getState().beside?.other
  const source = other && sources.get(other)
  if (!source) return
  await flushKeeping(study)
  const before = study.store.getState()
  const { studyId, fromRecording, names, keeping } = before
  const content = await collectStudy(study, before)
  const isKept = deskOf(study).known.has(studyId)
  const { keptId, studyId: knownId, isChanged = false } = source
  const name = other?.name
  if (keptId !== undefined) {
    if (!(await openKept(study, { id: keptId, name: name ?? '' }))) return
  } else {
    const checked = { content: source.content, ...(name !== undefined && { name }) }
    await openStudy(study, checked, {
      fromRecording: source.fromRecording,
      isChanged,
      ...(knownId !== undefined && { studyId: knownId }),
    })
  }
  showBeside(study, names[studyId], {
    content,
    fromRecording,
    ...(isKept ? { keptId: studyId } : { studyId, isChanged: keeping.state !== 'untouched' }),
  })
}

/** Draws both planes with the same distance to a pixel, or each as large as there is room. */
export function setSameDistances({ store }: Study, sameDistances: boolean): void {
  store.setState(({ beside }) => ({ beside: beside && { ...beside, sameDistances } }))
}

/** The kept studies that the present one can be compared with, the newest first; none where the browser keeps nothing. */
export async function listKept(study: Study): Promise<readonly StudyHead[]> {
  const heads = await deskOf(study)
    .shelf.list()
    .catch(() => [])
  const { studyId } = study.store.getState()
  return heads
    .filter((head) => !isDeleted(head) && head.id !== studyId)
    .toSorted((a, b) => b.changedAt - a.changedAt)
}
