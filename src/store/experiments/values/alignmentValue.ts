import type { UnmovedUnits } from '../../../protocol/alignment.ts'
import type { SplitValues } from '../../../protocol/evaluation.ts'
import type { Choices } from '../../choices/choices.ts'
import type { SeenPlane } from './seenPlane.ts'

/** The ways whose profiles are compared, in the order in which they are told. */
export const alignedWays = ['segment', 'alignedSegment', 'curve', 'alignedCurve'] as const

export type AlignedWay = (typeof alignedWays)[number]

/** Values along one of the ways. */
export interface WayValues {
  readonly train: SplitValues
  readonly test: SplitValues
  /** Distances between neighbouring points; 0 at the first. */
  readonly dl: Float64Array
}

/** Units that were permuted together. */
export interface MovedUnits {
  readonly layers: readonly string[]
  /** Unit i of the aligned network is unit permutation[i] of w₂. */
  readonly permutation: Int32Array
}

/** w₂ with its hidden units permuted towards w₁: the weights are w₁, w₂, π(w₂), a direction where one stood in, the bends of the curve to w₂, and those of the curve to π(w₂). */
export interface AlignmentValue {
  readonly units: readonly MovedUnits[]
  readonly unmoved: readonly UnmovedUnits[]
  /** ⟨w₁, π(w₂)⟩ before, and after every sweep. */
  readonly similarity: readonly number[]
  /** ‖w₁ − w₂‖ before and after. */
  readonly distance: { readonly before: number; readonly after: number }
  readonly ts: readonly number[]
  readonly ways: { readonly [W in AlignedWay]?: WayValues }
  /** Through w₁, w₂ and π(w₂); a curve in it is the one to π(w₂). */
  readonly seen?: SeenPlane
  readonly curveKind: Choices['curve']
}
