import type { SplitName } from '../core/data/dataset.ts'
import type { BatchNormMode } from './evaluation.ts'
import type { WeightsId } from './identifiers.ts'
import type { BackendReport, Problem } from './problem.ts'

/**
 * What is predicted: the N rows of a split, in its order, or N rows of one's own, N×features, row-major and scaled as the
 * network sees them. A NaN in a row makes that row's probabilities NaN.
 */
export type PredictInputs = { readonly split: SplitName } | { readonly rows: Float32Array }

/** Predict the classes of N rows at K points, each a linear combination of B weight vectors. */
export interface PredictRequest {
  readonly problem: Problem
  readonly basis: readonly WeightsId[]
  /** K×B, row-major. */
  readonly coefficients: Float64Array
  readonly inputs: PredictInputs
  /** Recomputed statistics are those of the train split, whatever is predicted. */
  readonly batchNorm: BatchNormMode
}

export interface PredictResult {
  /** Softmax outputs, K×N×C, row-major, at most 256 MiB; all of a row are NaN where the network overflows. */
  readonly probabilities: Float32Array
  /** N and C. */
  readonly rowCount: number
  readonly classCount: number
  readonly backend: BackendReport
  readonly elapsedMs: number
}
