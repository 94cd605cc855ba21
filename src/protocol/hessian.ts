import type { BatchNormMode } from './evaluation.ts'
import type { WeightsId } from './identifiers.ts'
import type { BackendReport, Problem } from './problem.ts'
import type { Progress } from './progress.ts'
import type { StoredWeights } from './training.ts'

/** Find outer eigenpairs of the Hessian of the mean train nll at one point, batch norm frozen, by Lanczos. */
export interface HessianRequest {
  readonly problem: Problem
  readonly basis: readonly WeightsId[]
  /** B numbers: the point. */
  readonly coefficients: readonly number[]
  /** Which running statistics are frozen: those of the point recomputed, or the stored ones combined. */
  readonly batchNorm: BatchNormMode
  /** How many of the largest eigenvalues, in algebraic order, and of the smallest. */
  readonly largest: number
  readonly smallest: number
  /** Names for the eigenvectors, unit vectors: first the largest's, then the smallest's. None are kept when absent. */
  readonly ids?: readonly WeightsId[]
  /** Of the first direction. */
  readonly seed: number
  /** Most Hessian-vector products. */
  readonly mostProducts: number
  /** Wanted ‖Hv − λv‖ as a share of the largest |eigenvalue|. */
  readonly tolerance: number
  /** Rows of the train split to take, drawn by the seed; all when absent. */
  readonly samples?: number
}

/** An eigenvalue and how well it is known: one lies within `residual` of it. */
export interface Eigenvalue {
  readonly value: number
  /** ‖Hv − λv‖. */
  readonly residual: number
}

/** Eigenvalues as they are known after some products, best first: largest downwards, smallest upwards. */
export interface HessianEigenvalues {
  readonly largest: readonly Eigenvalue[]
  readonly smallest: readonly Eigenvalue[]
}

export interface HessianEvent extends HessianEigenvalues {
  /** Steps are Hessian-vector products; fewer than the total may do. */
  readonly progress: Progress
  readonly backend: BackendReport
}

export interface HessianResult extends HessianEigenvalues {
  /** Eigenvectors, when ids were given; their running statistics are 0, so that a plane along them keeps those of the point. */
  readonly stored: readonly StoredWeights[]
  readonly products: number
  /** Whether every residual reached the tolerance. */
  readonly converged: boolean
  /** Rows of the train split that were used. */
  readonly sampleCount: number
  readonly backend: BackendReport
  readonly elapsedMs: number
}
