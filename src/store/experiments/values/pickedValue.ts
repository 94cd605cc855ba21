import type { Pick } from '../../landscape/pickKind.ts'
import type { RaceScore } from './raceValue.ts'

/** Networks picked on plane and curve on the test split: one by one, together, and averaged in weight space. */
export interface PickedValue {
  readonly picks: readonly Pick[]
  readonly singles: readonly RaceScore[]
  readonly ensemble: RaceScore
  /** The network at the mean of their weights, batch norm recomputed. */
  readonly average: RaceScore
  /** Mean share of samples on which two of them differ; 0 of a single one. */
  readonly disagreement: number
}
