import type { SplitName } from '../../../core/data/dataset.ts'

/** Points to evaluate in one instance; all workers of a request get the same, so that their bytes agree. */
export interface EvaluationSpec {
  readonly basis: readonly Float32Array[]
  /** Flat running statistics of each basis vector, where stored ones are asked for. */
  readonly buffers: readonly Float32Array[]
  readonly coefficients: Float64Array
  readonly splits: readonly SplitName[]
  readonly recompute: boolean
  readonly shareFirstLayer: boolean
  /**
   * Keeps the softmax outputs of the last point: of the one split asked for, or, where `inputs` are given (row-major, as
   * in a data set), of these in the place of the test split.
   */
  readonly probabilities?: { readonly inputs?: Float32Array }
}

/** Sums of consecutive points on one split. */
export interface PointSums {
  readonly nll: Float64Array
  readonly correct: Int32Array
}

/** Points [start, end) of an evaluation; with `parts`, only their part-th share of the tiles. */
export interface PointRange {
  readonly start: number
  readonly end: number
  readonly part?: number
  readonly parts?: number
}
