import type { HessianEigenvalues } from '../../../protocol/hessian.ts'
import type { Choices } from '../../choices/choices.ts'

/** The outer eigenvalues of the Hessian at one point. */
export interface PointCurvature extends HessianEigenvalues {
  /** Where on the path; absent for a point of the plane. */
  readonly t?: number
  /** Train nll there, nats. */
  readonly nll: number
  /** Hessian-vector products so far. */
  readonly products: number
  /** Whether every residual reached the tolerance; false while it runs. */
  readonly converged: boolean
  /** Rows of the train split that were used. */
  readonly sampleCount: number
}

/** Curvature of the train nll at points of a path, or at one point. */
export interface CurvatureValue {
  readonly place: Choices['hessianPlace']
  readonly points: readonly PointCurvature[]
  /** Batch norm's statistics, which are frozen; absent where the network has none. */
  readonly statistics?: Choices['batchNormMode']
  /** Residuals up to this share of the largest |eigenvalue| count as converged. */
  readonly tolerance: number
}
