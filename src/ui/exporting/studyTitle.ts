import type { StudyState } from '../../store/state.ts'
import { selectStudyName } from '../studyName.ts'

/** The name that a person gave the study, else the one that its data and network make. */
export function studyTitle({
  choices,
  names,
  studyId,
}: Pick<StudyState, 'choices' | 'names' | 'studyId'>): string {
  return names[studyId] ?? selectStudyName(choices)
}
