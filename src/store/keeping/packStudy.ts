import type { StudyArray, StudyRecord } from '../../protocol/study.ts'
import type { Study } from '../context.ts'
import { collectStudy } from './studyContent.ts'
import { type StudyLabel, writeStudyText } from './studyText.ts'

/** The present study with all its numbers, ready to be written. Without a label the same numbers give the same bytes. */
export async function packStudy(study: Study, label: StudyLabel = {}): Promise<StudyRecord> {
  const content = await collectStudy(study)
  const texts = new Map<string, string>()
  const arrays: Record<string, StudyArray> = {}
  let count = 0
  const nameArray = (array: StudyArray) => {
    const name = `a${count++}`
    arrays[name] = array
    return name
  }
  const nameText = (long: string) => {
    const name = texts.get(long) ?? nameArray(new TextEncoder().encode(long))
    texts.set(long, name)
    return name
  }
  const text = writeStudyText(content, { nameArray, nameText, label })
  return { text, arrays }
}
