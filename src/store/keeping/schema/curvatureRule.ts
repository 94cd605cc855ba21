import * as v from 'valibot'
import type { Eigenvalue } from '../../../protocol/hessian.ts'
import type { CurvatureValue, PointCurvature } from '../../experiments/values/curvatureValue.ts'
import { anyNumber, count, finite, listOf, optional, type Rule, shaped } from './shapes.ts'

const pairs: Rule<readonly Eigenvalue[]> = listOf(
  shaped<Eigenvalue>({ value: anyNumber, residual: anyNumber }),
)

const point: Rule<PointCurvature> = shaped<PointCurvature>({
  t: optional(finite),
  nll: anyNumber,
  largest: pairs,
  smallest: pairs,
  products: count,
  converged: v.boolean(),
  sampleCount: count,
})

/** Eigenvalues that were found. */
export const curvatureRule: Rule<CurvatureValue> = shaped<CurvatureValue>({
  place: v.picklist(['curve', 'segment', 'curveAt', 'segmentAt', 'plane']),
  points: listOf(point),
  statistics: optional(v.picklist(['recomputed', 'stored'])),
  tolerance: finite,
})
