import type { StudyArray } from '../../protocol/study.ts'
import type { Study } from '../context.ts'
import { linkOf } from '../link/linkSync.ts'
import type { StudyState } from '../state.ts'
import { deskOf, toWritten, unwritten } from './desk.ts'
import type { StudyHead } from './shelf/studyShelf.ts'
import { collectStudy } from './studyContent.ts'
import { writeStudyText } from './studyText.ts'

/** What keeping a study takes from outside. */
export interface KeepingTools {
  /** The time of day in milliseconds since 1970. */
  readonly now: () => number
  /** Waits until the page has nothing else to do. */
  readonly pause: () => Promise<void>
  /** A small PNG of the landscape; undefined where there is none. */
  readonly drawPicture: (state: StudyState) => Promise<Uint8Array<ArrayBuffer> | undefined>
}

/**
 * Puts a study on the shelf as it was at a moment: first its arrays that are not there yet, with a pause before each, then the
 * text that names them. Does nothing where nothing changed. @throws ShelfError
 */
export async function keepStudy(study: Study, state: StudyState, tools: KeepingTools): Promise<void> {
  const { shelf, known } = deskOf(study)
  const { studyId } = state
  const now = tools.now()
  const before = known.get(studyId) ?? unwritten(now)
  const { text, names, added, nextName, byteLength } = nameArrays(await collectStudy(study, state), before)
  const about = headline(state)
  const written = toWritten(about, text)
  if (written === before.written) return
  for (const [name, array] of added) {
    await tools.pause()
    await shelf.addArray(studyId, name, array)
    before.names.set(array, name)
    known.set(studyId, { ...before, nextName })
  }
  const picture = await tools.drawPicture(state)
  const head: StudyHead = {
    id: studyId,
    ...about,
    revision: before.revision + 1,
    createdAt: before.createdAt,
    changedAt: now,
    usedAt: now,
    byteLength: byteLength + text.length,
    ...(picture && { picture }),
  }
  await shelf.write(head, text, names)
  known.set(studyId, { ...before, revision: head.revision, written, nextName })
}

function headline(state: StudyState): Pick<StudyHead, 'name' | 'link' | 'fromRecording'> {
  const { names, studyId, fromRecording } = state
  return { name: names[studyId] ?? '', link: linkOf(state), fromRecording }
}

/** The text of a study in which each array goes by the name under which the shelf has it, or will have it. */
function nameArrays(
  content: Awaited<ReturnType<typeof collectStudy>>,
  { names: shelved, nextName: first }: ReturnType<typeof unwritten>,
) {
  const added = new Map<StudyArray, string>()
  const names = new Set<string>()
  let nextName = first
  let byteLength = 0
  const nameArray = (array: StudyArray) => {
    let name = shelved.get(array) ?? added.get(array)
    if (name === undefined) {
      name = `a${nextName++}`
      added.set(array, name)
    }
    if (!names.has(name)) byteLength += array.byteLength
    names.add(name)
    return name
  }
  const text = writeStudyText(content, { nameArray })
  return {
    text,
    names,
    added: [...added].map(([array, name]) => [name, array] as const),
    nextName,
    byteLength,
  }
}
