import type { CurveKind } from '../../../core/curves/curve.ts'
import type { BasisGeometry } from '../../../core/planes/geometry.ts'
import type { SplitValues } from '../../../protocol/evaluation.ts'
import type { SeenPlane } from './seenPlane.ts'

/** One of several curves between the same endpoints. */
export interface FoundCurve {
  readonly seed: number
  readonly train: SplitValues
  readonly test: SplitValues
  /** Distances between neighbouring points along it; 0 at the first. */
  readonly dl: Float64Array
}

/** A plane through three of the networks. */
export interface ManyPlane {
  /** Index of each among the weights. */
  readonly through: readonly [number, number, number]
  /** Over all weights. */
  readonly seen: SeenPlane
}

/** Curves between the same endpoints from several seeds; the weights are w₁, w₂, then the bends curve by curve. */
export interface ManyCurvesValue {
  readonly ts: readonly number[]
  readonly curves: readonly FoundCurve[]
  readonly segment: Omit<FoundCurve, 'seed'>
  readonly bendCount: number
  readonly curveKind?: CurveKind
  /** Of all weights, in order. */
  readonly geometry: BasisGeometry
  /** Absent until the curves are trained. */
  readonly plane?: ManyPlane
}
