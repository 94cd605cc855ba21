import type { CurveKind } from '../../../core/curves/curve.ts'
import type { BasisGeometry } from '../../../core/planes/geometry.ts'
import type { FoundCurve } from './manyCurvesValue.ts'
import type { SeenPlane } from './seenPlane.ts'

/** Pairs of modes, by index, in the order in which they are told: together they go once around. */
export const modePairs = [
  [0, 1],
  [1, 2],
  [2, 0],
] as const

/** What joins two modes. */
export interface ModesEdge {
  readonly segment: Omit<FoundCurve, 'seed'>
  /** Absent until it is trained. */
  readonly curve?: FoundCurve
}

/**
 * Three modes and what joins them, pair after pair as in `modePairs`. The weights are w₁, w₂, w₃, a direction where one stands in for
 * a plane, then the bends of the curves, pair after pair.
 */
export interface ThreeModesValue {
  readonly ts: readonly number[]
  readonly edges: readonly ModesEdge[]
  readonly curveKind: CurveKind
  readonly bendCount: number
  /** Index of the first bend among the weights. */
  readonly firstBend: number
  /** Of the weights as far as there are any. */
  readonly geometry: BasisGeometry
  /** Through the three modes. */
  readonly seen?: SeenPlane
}
