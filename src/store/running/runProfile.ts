import { curveRows, uniformTs } from '../../core/curves/curve.ts'
import { pathSteps, squaredNorms } from '../../core/planes/geometry.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { EvaluateResult, SplitValues } from '../../protocol/evaluation.ts'
import type { BendPlace } from '../choices/choiceKinds.ts'
import type { Choices } from '../choices/choices.ts'
import { type Study, setResults } from '../context.ts'
import { compareFingerprints, takeFingerprint } from '../fingerprint.ts'
import { curveKey, problemKey, profileKey, segmentKey } from '../keys.ts'
import { combineRows, controlRows, createCurveFrame, unitRow, usedColumns } from '../landscape/frame.ts'
import type { BothSplits, PathValues, PlaneFrame, ProfileResult } from '../results.ts'
import type { RunEnd } from '../state.ts'
import { cancelRun, finished, isWorthShowing, type RunMode, type RunScope, runJob } from './jobs.ts'
import { hasBatchNorm, problemOf } from './requests.ts'
import { trainedCurve } from './trained.ts'

/** Profiles remembered for bends that are put back. */
const rememberedProfiles = 12

/** Evaluates curve and segment along t, on both splits. */
export async function runProfile(study: Study, { anew }: RunMode = { anew: false }): Promise<RunEnd> {
  const { choices } = study.store.getState()
  const key = profileKey(choices)
  const remembered = anew ? undefined : study.profiles.get(key)
  if (remembered) {
    cancelRun(study, 'profile')
    showProfile(study, remembered)
    return 'done'
  }
  return runJob(study, 'profile', { key }, async (scope) => {
    const profile = await evaluateProfile(study, choices, choices.held[0], scope)
    scope.signal.throwIfAborted()
    showProfile(study, profile)
    compareWithRecording(study, profile)
  })
}

/** Makes a profile the present one and remembers it with the one before, wherever that came from. */
function showProfile(study: Study, profile: ProfileResult): void {
  const { profile: before } = study.store.getState().results
  if (before) rememberProfile(study, before)
  rememberProfile(study, profile)
  setResults(study, { profile })
}

/** Keeps a profile for when its bend comes back to the same place. */
export function rememberProfile({ profiles }: Study, profile: ProfileResult): void {
  profiles.delete(profile.key)
  profiles.set(profile.key, profile)
  const [oldest] = profiles.keys()
  if (profiles.size > rememberedProfiles && oldest !== undefined) profiles.delete(oldest)
}

function compareWithRecording(study: Study, profile: ProfileResult): void {
  const { recorded } = study.store.getState()
  if (recorded?.key !== profile.key) return
  study.store.setState({ replay: compareFingerprints(recorded.fingerprint, takeFingerprint(profile)) })
}

/** The exact profile of the present curve with a bend held somewhere, or as trained. */
export async function evaluateProfile(
  study: Study,
  choices: Choices,
  held: BendPlace | undefined,
  scope?: Pick<RunScope, 'signal' | 'job' | 'report'>,
): Promise<ProfileResult> {
  const curve = trainedCurve(study)
  if (curve.key !== curveKey(choices)) throw new EngineError('invalid-request', 'the curve is out of date')
  const frame = await createCurveFrame(study, curve, held?.bend ?? choices.selectedBend)
  const ts = uniformTs(choices.points)
  const along = combineRows(
    curveRows(choices.curve, curve.controlPoints.length, ts),
    controlRows(frame, held),
  )
  const request = { choices, frame, batchNorm: choices.batchNormMode }
  const known = knownSegment(study, choices)
  const straight = known ? new Float64Array(0) : segmentRows(frame, ts)
  const result = await evaluateRows(study, { ...request, rows: joinRows(along, straight) }, scope)
  const values = bothSplits(result)
  const { length } = ts
  const fresh = known ?? {
    segment: pathValues(frame, straight, sliceSplits(values, length, 2 * length)),
    ...(hasBatchNorm(choices) && { otherEnds: await evaluateOtherEnds(study, request, scope) }),
  }
  return {
    key: profileKey({ ...choices, held: held ? [held] : [] }),
    segmentKey: segmentKey(choices),
    problemKey: problemKey(choices),
    ts,
    curve: pathValues(frame, along, sliceSplits(values, 0, length)),
    ...fresh,
    backend: result.backend,
    evaluated: known ? length : 2 * length,
    elapsedMs: result.elapsedMs,
  }
}

/** The segment's part of the present profile, while it is of the same two networks: a bend in the hand leaves it alone. */
function knownSegment(
  study: Study,
  choices: Choices,
): Pick<ProfileResult, 'segment' | 'otherEnds'> | undefined {
  const { profile } = study.store.getState().results
  if (profile?.segmentKey !== segmentKey(choices)) return undefined
  const { segment, otherEnds } = profile
  return { segment, ...(otherEnds && { otherEnds }) }
}

function endRows({ basis, controlPoints }: PlaneFrame): number[][] {
  return [unitRow(basis.length, 0), unitRow(basis.length, controlPoints.length - 1)]
}

function segmentRows(frame: PlaneFrame, ts: readonly number[]): Float64Array {
  return combineRows(curveRows('chain', 2, ts), endRows(frame))
}

function joinRows(first: Float64Array, second: Float64Array): Float64Array {
  const rows = new Float64Array(first.length + second.length)
  rows.set(first)
  rows.set(second, first.length)
  return rows
}

/** The other way to come by batch norm's statistics. */
export function otherStatistics(mode: Choices['batchNormMode']): Choices['batchNormMode'] {
  return mode === 'stored' ? 'recomputed' : 'stored'
}

/** Both endpoints under the batch-norm statistics that the profile does not use. */
async function evaluateOtherEnds(
  study: Study,
  request: Omit<RowsRequest, 'rows'> & { readonly frame: PlaneFrame },
  scope: Pick<RunScope, 'signal' | 'job' | 'report'> | undefined,
): Promise<BothSplits> {
  const rows = Float64Array.from(endRows(request.frame).flat())
  return bothSplits(
    await evaluateRows(study, { ...request, rows, batchNorm: otherStatistics(request.batchNorm) }, scope),
  )
}

interface RowsRequest {
  readonly choices: Choices
  readonly frame: Pick<PlaneFrame, 'basis' | 'geometry'>
  readonly rows: Float64Array
  readonly batchNorm: Choices['batchNormMode']
}

/** Evaluates combinations of a frame's basis on both splits. @throws RunCancelled */
export async function evaluateRows(
  study: Study,
  { choices, frame, rows, batchNorm }: RowsRequest,
  scope?: Pick<RunScope, 'signal' | 'job' | 'report'>,
): Promise<EvaluateResult> {
  const used = usedColumns(frame.basis, rows)
  const outcome = await study.client.evaluate(
    {
      problem: problemOf(choices),
      basis: used.basis,
      coefficients: used.rows,
      splits: ['train', 'test'],
      batchNorm,
    },
    scope && {
      signal: scope.signal,
      job: scope.job(0),
      onEvent: ({ progress }) => {
        if (isWorthShowing(progress)) scope.report(0, progress)
      },
    },
  )
  return finished(outcome)
}

/** Both splits of an evaluation that asked for both. */
export function bothSplits({ values }: Pick<EvaluateResult, 'values'>): BothSplits {
  const { train, test } = values
  if (!train || !test) throw new EngineError('internal', 'the engine left out a split')
  return { train, test }
}

function slice({ nll, correct, count }: SplitValues, from: number, to: number): SplitValues {
  return { nll: nll.slice(from, to), correct: correct.slice(from, to), count }
}

function sliceSplits({ train, test }: BothSplits, from: number, to: number): BothSplits {
  return { train: slice(train, from, to), test: slice(test, from, to) }
}

/** Values of a path together with what its rows say of it: distances and norms. */
export function pathValues(
  { geometry }: Pick<PlaneFrame, 'geometry'>,
  rows: Float64Array,
  values: BothSplits,
): PathValues {
  return { ...values, dl: pathSteps(geometry, rows), squaredNorms: squaredNorms(geometry, rows) }
}
