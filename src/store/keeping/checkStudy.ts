import { safeParse } from 'valibot'
import type { StudyRecord } from '../../protocol/study.ts'
import type { Choices } from '../choices/choices.ts'
import { settleChoices } from '../choices/settleChoices.ts'
import { parseLink } from '../link/link.ts'
import { checkNumbers } from './checkNumbers.ts'
import { checkResults } from './checkResults.ts'
import { type SaidStudy, saidStudy } from './schema/studyRules.ts'
import type { StudyContent } from './studyContent.ts'
import { damagedStudy } from './studyFileError.ts'
import { readStudyText, type StudyLabel } from './studyText.ts'

/** A study from a file or the browser's storage, every part of which has been checked. */
export interface CheckedStudy extends StudyLabel {
  readonly content: StudyContent
}

/**
 * Checks a study that nobody vouches for before anything of it is shown: its choices as those of a link, the shape of all it
 * says, and that numbers, lengths and names fit together. Long arrays are gone through with pauses. @throws StudyFileError
 */
export async function checkStudy(record: StudyRecord): Promise<CheckedStudy> {
  const { said } = readStudyText(record)
  const { name, savedAt, link, results, kept = [], weights, opened, fingerprint } = checkShape(said)
  const content: StudyContent = {
    choices: checkChoices(link),
    results,
    kept,
    weights,
    opened: opened ?? { data: [], endpoints: {}, curves: {} },
    fingerprint,
  }
  checkResults(content)
  await checkNumbers(content)
  return { content, ...(name !== undefined && { name }), ...(savedAt !== undefined && { savedAt }) }
}

function checkShape(said: unknown): SaidStudy {
  const checked = safeParse(saidStudy, said, { abortEarly: true })
  if (checked.success) return checked.output
  const [issue] = checked.issues
  const place = issue.path?.map(({ key }) => String(key)).join('.') ?? ''
  throw damagedStudy(place.slice(0, 120), issue.message.slice(0, 200))
}

function checkChoices(link: string): Choices {
  const { choices, problems: unread } = parseLink(link)
  const settled = settleChoices(choices)
  const [problem] = [...unread, ...settled.problems]
  if (problem) throw damagedStudy('choices', `${problem.word}=${problem.text} cannot be`)
  return choices
}
