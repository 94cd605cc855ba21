import type { SplitName } from '../core/data/dataset.ts'
import type { WeightsId } from './identifiers.ts'
import type { BackendReport, Problem } from './problem.ts'
import type { Progress } from './progress.ts'

/** Which statistics batch norm uses at evaluation; no effect without batch norm. */
export type BatchNormMode = 'recomputed' | 'stored'

/** Evaluate K points, each a linear combination of B weight vectors. */
export interface EvaluateRequest {
  readonly problem: Problem
  readonly basis: readonly WeightsId[]
  /** K×B, row-major. */
  readonly coefficients: Float64Array
  readonly splits: readonly SplitName[]
  readonly batchNorm: BatchNormMode
}

/** Values of consecutive points on one split. */
export interface SplitValues {
  /** Mean cross-entropy in nats; NaN or Infinity where the network overflows. */
  readonly nll: Float64Array
  readonly correct: Int32Array
  /** Samples in the split. */
  readonly count: number
}

/** A stretch of finished points, sent while the rest is computed. */
export interface EvaluatePart {
  readonly start: number
  readonly values: Partial<Record<SplitName, SplitValues>>
  readonly progress: Progress
}

export interface EvaluateResult {
  readonly values: Partial<Record<SplitName, SplitValues>>
  readonly backend: BackendReport
  readonly elapsedMs: number
}
