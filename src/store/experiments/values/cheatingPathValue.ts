import type { SplitValues } from '../../../protocol/evaluation.ts'
import type { FoundCurve } from './manyCurvesValue.ts'

/** The path from w₁ through the origin to w₂ that keeps every label, beside the segment; no weights. */
export interface CheatingPathValue {
  /** From 0 at w₁ over ½ at the origin to 1 at w₂. */
  readonly ts: readonly number[]
  readonly train: SplitValues
  readonly test: SplitValues
  /** Test samples whose label is not the one that the end on their side gives. */
  readonly differing: Int32Array
  /** Distances between neighbouring points; 0 at the first. */
  readonly dl: Float64Array
  readonly segment: Omit<FoundCurve, 'seed'>
}
