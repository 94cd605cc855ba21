import { landscapeKey, planeKey } from './keys.ts'
import type { StudyState } from './state.ts'

/** Seconds that the landscape would take, by what one point cost in the profile; undefined while nothing is known. */
export function estimateLandscapeSeconds({
  choices,
  results,
}: Pick<StudyState, 'choices' | 'results'>): number | undefined {
  const { profile, landscape } = results
  if (!profile || landscape?.key === landscapeKey(choices)) return undefined
  const evaluated = profile.curve.train.nll.length + profile.segment.train.nll.length
  const points = Number(choices.resolution) ** 2
  const reused = landscape?.planeKey === planeKey(choices) && choices.window === null ? landscape.computed : 0
  return (Math.max(0, points - reused) * profile.elapsedMs) / evaluated / 1000
}
