import type { CompareValues } from '../../../protocol/ensembles.ts'
import type { RaceScore } from './raceValue.ts'

/** Ensembles of networks on the curve; no weights are kept. */
export interface AlongCurveValue {
  readonly ts: readonly number[]
  /** {φ(0), φ(t)} and φ(t) alone on the test split, along the curve and along the segment. */
  readonly curve: CompareValues
  readonly segment: CompareValues
  /** t of the points of the growing ensemble on the curve, in the order in which they join: the ends first. */
  readonly joined: readonly number[]
  /** Ensembles of the first, the first two, … of them, and of as many independent networks. */
  readonly onCurve: readonly RaceScore[]
  readonly independent: readonly RaceScore[]
  /** One by one. */
  readonly singles: { readonly onCurve: readonly RaceScore[]; readonly independent: readonly RaceScore[] }
}
