import { noLive, type StudyState } from '../state.ts'
import type { BesideStudy } from './beside.ts'

/** The state as if a compared study were the present one, under the view that both share: what is only under way here is not its. */
export function sideState(
  state: StudyState,
  { choices, results }: Pick<BesideStudy, 'choices' | 'results'>,
): StudyState {
  const { split, quantity, evaluationDecay, scale, rangeMin, rangeMax } = state.choices
  const view = { split, quantity, evaluationDecay, scale, rangeMin, rangeMax, surface: 'none' } as const
  const seen = { ...state, choices: { ...choices, ...view }, results }
  if (results === state.results) return seen
  return { ...seen, live: noLive, drag: undefined, film: undefined, recorded: undefined, moment: undefined }
}
