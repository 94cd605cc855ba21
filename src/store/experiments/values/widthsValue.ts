/** One pair of networks of one width, joined by a curve with so many bends. */
export interface WidthCell {
  readonly width: number
  readonly bends: number
  /** Of w₁; that of w₂ and of the curve follow from it. */
  readonly seed: number
  readonly parameters: number
  /** Highest train nll on the curve, and at its ends; NaN where a training diverged. */
  readonly worstNll: number
  readonly endNll: number
  /** Train barriers, in nats. */
  readonly barrier: number
  readonly segmentBarrier: number
  /** Length of the curve over that of the segment. */
  readonly lengthRatio: number
  /** Highest share of wrong answers on the curve, test split. */
  readonly worstError: number
}

/** How curves get better as networks get wider; no weights. */
export interface WidthsValue {
  /** What all cells depend on beside their own numbers: cells of other studies are not taken over. */
  readonly basis: string
  readonly cells: readonly WidthCell[]
}
