import { curveRows, uniformTs } from '../../core/curves/curve.ts'
import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { freshnessOf, loneSegmentKey, profileKey } from '../keys.ts'
import type { PathValues, ProfileResult } from '../results.ts'
import type { RunEnd, SegmentResult, StudyState } from '../state.ts'
import { type RunScope, runJob } from './jobs.ts'
import { runStep } from './runAll.ts'
import { bothSplits, evaluateRows, pathValues } from './runProfile.ts'
import { endpointId } from './trained.ts'

/** The straight path between the endpoints, with where it was evaluated. */
export interface EvaluatedSegment extends Pick<ProfileResult, 'ts' | 'backend' | 'elapsedMs'> {
  readonly segment: PathValues
}

/**
 * Evaluates the straight path between the endpoints, on both splits, and trains the endpoints where they are not fresh. No
 * curve is needed: where there is one the segment comes with its profile, else it is shown by itself.
 */
export async function runSegment(study: Study): Promise<RunEnd> {
  const end = await runStep(study, 'endpoints')
  if (end !== 'done') return end
  const { choices, results } = study.store.getState()
  // A curve from a file costs nothing.
  if (freshnessOf(choices, results).curve === 'fresh' || choices.openedCurve !== '') {
    return runStep(study, 'profile')
  }
  if (selectLoneSegment(study.store.getState())) return 'done'
  const own = await runLoneSegment(study, choices)
  // Somebody else has a curve by now and evaluates it together with this segment.
  const isTaken = study.handles.get('profile')?.key === profileKey(study.store.getState().choices)
  return own === 'cancelled' && isTaken ? runStep(study, 'profile') : own
}

function runLoneSegment(study: Study, choices: Choices): Promise<RunEnd> {
  const key = loneSegmentKey(choices)
  const isWanted = (now: Choices) => loneSegmentKey(now) === key
  return runJob(study, 'profile', { key, isWanted }, async (scope) => {
    const segment = await evaluateSegment(study, choices, scope)
    scope.signal.throwIfAborted()
    study.store.setState({ segment: { ...segment, key } })
  })
}

async function evaluateSegment(
  study: Study,
  choices: Choices,
  scope: RunScope,
): Promise<Omit<SegmentResult, 'key'>> {
  const basis = [endpointId(study, 0), endpointId(study, 1)]
  const frame = { basis, geometry: await study.client.measure(basis) }
  const ts = uniformTs(choices.points)
  const rows = curveRows('chain', 2, ts)
  const result = await evaluateRows(study, { choices, frame, rows, batchNorm: choices.batchNormMode }, scope)
  const segment = pathValues(frame, rows, bothSplits(result))
  return { ts, segment, backend: result.backend, elapsedMs: result.elapsedMs }
}

type SegmentState = Pick<StudyState, 'choices' | 'results' | 'segment'>

function ownSegment({ choices, segment }: SegmentState): SegmentResult | undefined {
  return segment?.key === loneSegmentKey(choices) ? segment : undefined
}

/** The segment that was evaluated by itself, as long as it is of the present endpoints and no curve joins them. */
export function selectLoneSegment(state: SegmentState): SegmentResult | undefined {
  return freshnessOf(state.choices, state.results).curve === 'fresh' ? undefined : ownSegment(state)
}

/**
 * The segment of the present endpoints: that of the profile while it is fresh, else one that was evaluated by itself, also
 * while the profile of a curve that came since is on its way.
 */
export function selectSegment(state: SegmentState): EvaluatedSegment | undefined {
  const { choices, results } = state
  return freshnessOf(choices, results).profile === 'fresh' ? results.profile : ownSegment(state)
}
