import type { Study } from '../context.ts'
import { openStudy } from './openStudy.ts'
import { flushKeeping } from './startKeeping.ts'
import type { StudyContent } from './studyContent.ts'
import { trustStudy } from './trustStudy.ts'

/** The study that was asked for last on each page: one that arrives later than a newer one is not shown. */
const wanted = new WeakMap<Study, object>()

/** A recorded study that ships with the page, by the name of its file in `studies/`; it is loaded into no engine. @throws EngineError, StudyFileError */
export async function readRecorded({ client }: Pick<Study, 'client'>, name: string): Promise<StudyContent> {
  return trustStudy(await client.readStudy(`studies/${name}.safetensors`))
}

/**
 * Shows a recorded study as a study of its own, under a title if there is one, as one step of undo; what was open is kept first.
 * Where it cannot be read, what was open stays and a notice says so. Answers whether it is shown.
 */
export async function openRecorded(study: Study, name: string, title?: string): Promise<boolean> {
  const turn = {}
  wanted.set(study, turn)
  await flushKeeping(study)
  let content: StudyContent
  try {
    content = await readRecorded(study, name)
  } catch (error) {
    if (wanted.get(study) !== turn) return false
    const message = error instanceof Error ? error.message : String(error)
    study.store.setState({ notice: { kind: 'recorded-unreadable', name: title ?? name, message } })
    return false
  }
  if (wanted.get(study) !== turn) return false
  await openStudy(study, { content, ...(title !== undefined && { name: title }) })
  return true
}
