/**
 * Inner products of B weight vectors, all that planes, lengths and norms need: the page never has to hold weights.
 * Both matrices are B×B, row-major, in float64.
 */
export interface BasisGeometry {
  readonly size: number
  /** ⟨w_i, w_j⟩. */
  readonly products: readonly number[]
  /** ⟨w_i − w_0, w_j − w_0⟩, from differences taken element by element, so that nearby vectors lose no digits. */
  readonly differences: readonly number[]
}
