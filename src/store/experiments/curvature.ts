import { EngineError } from '../../protocol/engineError.ts'
import type { HessianEigenvalues } from '../../protocol/hessian.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { curveKey, endpointKey, planeKey, usedStatistics } from '../keys.ts'
import { usedColumns } from '../landscape/frame.ts'
import { finished } from '../running/jobs.ts'
import { hasBatchNorm, problemOf } from '../running/requests.ts'
import { findPoints, isOnCurve, measuredTs } from './curvaturePoints.ts'
import type { Experiment, ExperimentScope } from './experiment.ts'
import type { CurvatureValue, PointCurvature } from './values/curvatureValue.ts'

type Scope = ExperimentScope<'curvature'>

function placeKey(choices: Choices): readonly unknown[] {
  if (choices.hessianPlace === 'plane') return [planeKey(choices), choices.hessianX, choices.hessianY]
  if (isOnCurve(choices)) return [curveKey(choices), choices.held]
  return [endpointKey(choices, 0), endpointKey(choices, 1)]
}

/** The outer eigenvalues of the Hessian of the train nll, batch norm frozen, along a path or at a point (verb `hessian`). */
export const curvature: Experiment<'curvature'> = {
  needs: (choices) =>
    choices.hessianPlace === 'plane' ? 'landscape' : isOnCurve(choices) ? 'curve' : 'endpoints',
  key: (choices) =>
    JSON.stringify([
      choices.hessianPlace,
      placeKey(choices),
      measuredTs(choices),
      usedStatistics(choices),
      choices.hessianLargest,
      choices.hessianSmallest,
      choices.hessianSamples,
      choices.hessianTolerance,
      choices.hessianProducts,
      choices.hessianSeed,
    ]),
  parts: (choices) => Math.max(1, measuredTs(choices).length),
  canPause: false,
  run: async (study, scope) => {
    const { choices } = scope
    const { basis, rows, ts } = await findPoints(study, choices)
    const { nlls, backend: evaluator } = await evaluateNll(study, { basis, rows }, scope)
    const points: PointCurvature[] = []
    let backend: BackendReport = evaluator
    for (const [index, nll] of nlls.entries()) {
      const t = ts[index]
      const at = { nll, ...(t !== undefined && { t }) }
      const row = rows.subarray(index * basis.length, (index + 1) * basis.length)
      const watch = (point: PointCurvature) => scope.show(toValue(choices, [...points, point]))
      const found = await measurePoint(study, { basis, row, part: index, at, watch }, scope)
      points.push(found.point)
      backend = found.backend
      scope.show(toValue(choices, points))
    }
    return { value: toValue(choices, points), weights: [], backend }
  },
}

function toValue(choices: Choices, points: readonly PointCurvature[]): CurvatureValue {
  return {
    place: choices.hessianPlace,
    points: [...points],
    ...(hasBatchNorm(choices) && { statistics: choices.batchNormMode }),
    tolerance: choices.hessianTolerance,
  }
}

async function evaluateNll(
  study: Study,
  { basis, rows }: { readonly basis: readonly WeightsId[]; readonly rows: Float64Array },
  { choices, signal, job }: Scope,
): Promise<{ readonly nlls: Float64Array; readonly backend: BackendReport }> {
  const used = usedColumns(basis, rows)
  const outcome = await study.client.evaluate(
    {
      problem: problemOf(choices),
      basis: used.basis,
      coefficients: used.rows,
      splits: ['train'],
      batchNorm: choices.batchNormMode,
    },
    { signal, job: job(0) },
  )
  const { values, backend } = finished(outcome)
  if (!values.train) throw new EngineError('internal', 'the engine left out a split')
  return { nlls: values.train.nll, backend }
}

interface PointOrder {
  readonly basis: readonly WeightsId[]
  /** Coefficients of the point. */
  readonly row: Float64Array
  readonly part: number
  readonly at: Pick<PointCurvature, 't' | 'nll'>
  /** Told of eigenvalues as they become known. */
  readonly watch: (point: PointCurvature) => void
}

async function measurePoint(
  study: Study,
  { basis, row, part, at, watch }: PointOrder,
  { choices, signal, job, report }: Scope,
): Promise<{ readonly point: PointCurvature; readonly backend: BackendReport }> {
  const { hessianLargest: largest, hessianSmallest: smallest, hessianSamples, hessianSeed } = choices
  const used = usedColumns(basis, row)
  const outcome = await study.client.hessian(
    {
      problem: problemOf(choices),
      basis: used.basis,
      coefficients: Array.from(used.rows),
      batchNorm: choices.batchNormMode,
      largest,
      smallest,
      seed: hessianSeed,
      mostProducts: Math.max(choices.hessianProducts, largest + smallest),
      tolerance: choices.hessianTolerance,
      ...(hessianSamples > 0 && { samples: hessianSamples }),
    },
    {
      signal,
      job: job(part),
      onEvent: ({ progress, ...found }) => {
        report(part, progress)
        const { done: products } = progress
        watch({ ...at, ...pairsOf(found), products, converged: false, sampleCount: hessianSamples })
      },
    },
  )
  const result = finished(outcome)
  const { products, converged, sampleCount, backend } = result
  return { point: { ...at, ...pairsOf(result), products, converged, sampleCount }, backend }
}

function pairsOf({ largest, smallest }: HessianEigenvalues): HessianEigenvalues {
  return { largest, smallest }
}
