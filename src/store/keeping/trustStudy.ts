import type { StudyRecord } from '../../protocol/study.ts'
import { parseLink } from '../link/link.ts'
import type { SaidStudy } from './schema/studyRules.ts'
import type { StudyContent } from './studyContent.ts'
import { readStudyText } from './studyText.ts'

/** A study that ships with the page, taken as it is: the rules that strangers' files are checked by need not be loaded. @throws StudyFileError */
export function trustStudy(record: StudyRecord): StudyContent {
  const { link, results, kept = [], weights, opened, fingerprint } = readStudyText(record).said as SaidStudy
  return {
    choices: parseLink(link).choices,
    results,
    kept,
    weights,
    opened: opened ?? { data: [], endpoints: {}, curves: {} },
    fingerprint,
  }
}
