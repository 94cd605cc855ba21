import { useMemo } from 'react'
import { selectFrame } from '../../store/film/watching.ts'
import { curveKey, profileKey } from '../../store/keys.ts'
import { selectProfile, selectValues } from '../../store/path/pathSelectors.ts'
import type { StudyState } from '../../store/state.ts'
import { useStudyState } from '../StudyContext.ts'

/** The profile of the curve that the plane shows; undefined while that is another one. */
function selectShownProfile(state: StudyState) {
  const { choices, results, live, drag } = state
  if (live.curve || live.landscape || selectFrame(state) || choices.surface !== 'none') return undefined
  if (results.landscape?.frame.kind !== 'curve' || results.curve?.key !== curveKey(choices)) return undefined
  if (!drag && results.profile?.key !== profileKey(choices)) return undefined
  return selectProfile(state)
}

/** What the curve comes to at `count` points even in t, evaluated exactly and linear between them; undefined where that is not known. */
export function useCurveValues(count: number): Float64Array | undefined {
  const profile = useStudyState(selectShownProfile)
  const { split, quantity, evaluationDecay } = useStudyState(({ choices }) => choices)
  return useMemo(() => {
    if (!profile || count < 2) return undefined
    const values = selectValues(profile.curve, { split, quantity, evaluationDecay })
    return Float64Array.from({ length: count }, (_, i) => {
      const at = (i / (count - 1)) * (values.length - 1)
      const low = values[Math.floor(at)] ?? Number.NaN
      const high = values[Math.ceil(at)] ?? Number.NaN
      return low + (high - low) * (at - Math.floor(at))
    })
  }, [profile, count, split, quantity, evaluationDecay])
}
