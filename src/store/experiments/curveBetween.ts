import { curveRows, uniformTs } from '../../core/curves/curve.ts'
import { pathSteps } from '../../core/planes/geometry.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import type { CurveObjective, TrainCurveResult } from '../../protocol/training.ts'
import type { Choices } from '../choices/choices.ts'
import { newWeightsId, type Study } from '../context.ts'
import { combineRows, unitRow } from '../landscape/frame.ts'
import type { BothSplits } from '../results.ts'
import { finished, type RunScope } from '../running/jobs.ts'
import { curveRecipeOf, problemOf } from '../running/requests.ts'
import { bothSplits } from '../running/runProfile.ts'

interface CurveOrder {
  readonly choices: Choices
  readonly ends: readonly [WeightsId, WeightsId]
  readonly seed: number
  /** Which part of the experiment it is, for progress. */
  readonly part: number
  /** The paper's objective (2) when absent. */
  readonly objective?: CurveObjective
}

/** Trains a curve of the chosen kind between two networks, its bends from the segment on; its ends stay. @throws EngineError `diverged` */
export async function trainCurveBetween(
  study: Study,
  { choices, ends, seed, part, objective }: CurveOrder,
  scope: RunScope,
): Promise<TrainCurveResult> {
  const bends = Array.from({ length: choices.bends }, () => newWeightsId(study, 'bend'))
  const outcome = await study.client.trainCurve(
    {
      problem: problemOf(choices),
      kind: choices.curve,
      endpoints: ends,
      controlPoints: [ends[0], ...bends, ends[1]],
      freeEndpoints: false,
      recipe: curveRecipeOf(choices),
      seed,
      filmFrames: 0,
      ...(objective && { objective }),
    },
    {
      signal: scope.signal,
      job: scope.job(part),
      onEvent: ({ progress }) => scope.report(part, progress),
    },
  )
  const trained = finished(outcome)
  if (trained.diverged) {
    throw new EngineError(
      'diverged',
      `the curve with seed ${seed} diverged in epoch ${trained.diverged.epoch}`,
    )
  }
  return trained
}

/** Values along a path through networks. */
export interface EvaluatedWay extends BothSplits {
  /** Distances between neighbouring points; 0 at the first. */
  readonly dl: Float64Array
  readonly backend: BackendReport
}

interface WayOrder {
  readonly choices: Choices
  readonly kind: Choices['curve']
  readonly controlPoints: readonly WeightsId[]
  /** Which part of the experiment it is; 0 when absent, which nothing else may be using then. */
  readonly part?: number
}

/** Evaluates the curve through control points on both splits at the chosen number of even t. */
export async function evaluateAlong(
  study: Study,
  { choices, kind, controlPoints, part = 0 }: WayOrder,
  scope: RunScope,
): Promise<EvaluatedWay> {
  const { length } = controlPoints
  const coefficients = combineRows(
    curveRows(kind, length, uniformTs(choices.points)),
    controlPoints.map((_, index) => unitRow(length, index)),
  )
  const outcome = await study.client.evaluate(
    {
      problem: problemOf(choices),
      basis: controlPoints,
      coefficients,
      splits: ['train', 'test'],
      batchNorm: choices.batchNormMode,
    },
    { signal: scope.signal, job: scope.job(part) },
  )
  const { values, backend } = finished(outcome)
  const geometry = await study.client.measure(controlPoints)
  return { ...bothSplits({ values }), dl: pathSteps(geometry, coefficients), backend }
}
