import type { Architecture } from '../core/networks/architecture.ts'
import type { WeightsId } from './identifiers.ts'
import type { Progress } from './progress.ts'
import type { StoredWeights } from './training.ts'

/** Permute the hidden units of one network so that its weights come as near as may be to another's; its function stays. */
export interface AlignRequest {
  readonly architecture: Architecture
  /** Stays as it is. */
  readonly reference: WeightsId
  readonly moved: WeightsId
  /** Name of the permuted copy of `moved`. */
  readonly id: WeightsId
}

export interface AlignEvent {
  /** Units are groups of the sweep that runs. */
  readonly progress: Progress
  /** From 1. */
  readonly sweep: number
}

/** Units that are permuted together: those of one layer, or of all layers that identity shortcuts join. */
export interface AlignedUnits {
  /** Names of the layers that make them. */
  readonly layers: readonly string[]
  /** Unit i of the aligned network is unit permutation[i] of the moved one. */
  readonly permutation: Int32Array
}

/** Channels that cannot be permuted freely and keep their places. */
export interface UnmovedUnits {
  readonly layer: string
  readonly reason: string
}

export interface AlignResult {
  readonly stored: StoredWeights
  readonly permutations: readonly AlignedUnits[]
  readonly unmoved: readonly UnmovedUnits[]
  /** ⟨w, π(w′)⟩ over all parameters: before, and after every sweep. The last sweep changed nothing. */
  readonly similarity: readonly number[]
  /** ‖w − w′‖ before and after. */
  readonly distance: { readonly before: number; readonly after: number }
  readonly elapsedMs: number
}
