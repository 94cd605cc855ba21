import type { Study } from './context.ts'
import { createStudyId } from './keeping/keepingState.ts'
import type { Results } from './results.ts'
import { cancelAll } from './running/jobs.ts'
import { noLive, type Snapshot, type StudyState, takeSnapshot } from './state.ts'

/**
 * Stops what runs for the study that is left, which undo can bring back, and makes room for another, by its id or a new one.
 * Nothing is computed by itself until `opening` is taken back.
 */
export function leaveStudy(study: Study, studyId = createStudyId()): void {
  cancelAll(study)
  study.store.setState((present) => ({
    studyId,
    keeping: { state: 'untouched' },
    past: stepsBefore(present),
    lesson: undefined,
    future: [],
    failures: {},
    givenUp: {},
    live: noLive,
    film: undefined,
    drag: undefined,
    probe: undefined,
    segment: undefined,
    kept: [],
    replay: undefined,
    comparing: undefined,
    opening: true,
  }))
}

/** Undo leads to the study that is left; in place of a lesson's to that which was there before the lesson. */
function stepsBefore({ lesson, ...state }: StudyState): readonly Snapshot[] {
  const present = lesson?.aside ?? state
  return isEmpty(present.results) ? present.past : [...present.past, takeSnapshot(present)]
}

/** Whether nothing was computed yet, so that there is nothing to come back to. */
function isEmpty(results: Results): boolean {
  const { endpoints, curve, profile, landscape, published } = results
  return ![...endpoints, curve, profile, landscape, published].some((result) => result !== undefined)
}
