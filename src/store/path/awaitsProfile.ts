import { profileKey } from '../keys.ts'
import type { StudyState } from '../state.ts'

/** Whether a bend is in the hand whose exact profile has not come yet. */
export function awaitsProfile({ choices, drag }: Pick<StudyState, 'choices' | 'drag'>): boolean {
  return drag !== undefined && drag.profile?.key !== profileKey({ ...choices, held: [drag.place] })
}
