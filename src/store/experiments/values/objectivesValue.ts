import type { CurveObjective } from '../../../protocol/training.ts'
import type { FoundCurve } from './manyCurvesValue.ts'

/** A curve and the objective that it was trained by. */
export interface ObjectiveCurve extends Omit<FoundCurve, 'seed'> {
  readonly objective: CurveObjective
  /** q_θ = ‖φ′‖ / ∫‖φ′‖dt at the values of t. */
  readonly density: readonly number[]
}

/** The same curve trained by either objective; the weights are the bends of the first, then those of the second. */
export interface ObjectivesValue {
  readonly ts: readonly number[]
  readonly curves: readonly ObjectiveCurve[]
  readonly segment: Omit<FoundCurve, 'seed'>
  /** Distance between the bends of the two curves, all bends taken together; absent until both are trained. */
  readonly apart?: number
}
