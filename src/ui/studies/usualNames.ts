import type { StudyHead } from '../../store/keeping/shelf/studyShelf.ts'
import { parseLink } from '../../store/link/link.ts'
import { selectStudyName } from '../studyName.ts'

/**
 * Names of studies by their data and networks, by id. Those that nobody named and that would be called alike are numbered
 * from 2 in the order in which they were begun.
 */
export function usualNames(heads: readonly StudyHead[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  for (const { id, name, link } of heads.toSorted((a, b) => a.createdAt - b.createdAt)) {
    const usual = selectStudyName(parseLink(link).choices)
    const count = (counts.get(usual) ?? 0) + (name === '' ? 1 : 0)
    counts.set(usual, count)
    names.set(id, name === '' && count > 1 ? `${usual} (${count})` : usual)
  }
  return names
}
