import { planNetwork } from '../../core/networks/planNetwork.ts'
import { ShapeError } from '../../core/networks/shapeError.ts'
import type { PathValues, ProfileResult } from '../../store/results.ts'
import { architectureOf } from '../../store/running/requests.ts'
import { selectLoneSegment, selectSegment } from '../../store/running/runSegment.ts'
import type { StudyState } from '../../store/state.ts'

/** A path with where it was evaluated. */
export interface SeenPath {
  readonly ts: readonly number[]
  readonly path: PathValues
}

/** The curve as it is shown now, the bend in the hand included; undefined where there is none. */
export function selectCurvePath(state: StudyState): SeenPath | undefined {
  const profile = selectLoneSegment(state) ? undefined : (state.drag?.profile ?? state.results.profile)
  return profile && { ts: profile.ts, path: profile.curve }
}

/** The straight path between the ends as it is shown now. */
export function selectSegmentPath(state: StudyState): SeenPath | undefined {
  const shown = selectSegment(state) ?? state.results.profile
  return shown && { ts: shown.ts, path: shown.segment }
}

/** The curve that training left, where a step began with its bend moved. */
export function selectRival({ lesson }: Pick<StudyState, 'lesson'>): ProfileResult | undefined {
  return lesson?.prepared?.rival
}

/** Weights of one network; undefined where the choices describe none. */
export function countParameters({ choices }: Pick<StudyState, 'choices'>): number | undefined {
  try {
    return planNetwork(architectureOf(choices)).parameterCount
  } catch (error) {
    if (error instanceof ShapeError) return undefined
    throw error
  }
}
