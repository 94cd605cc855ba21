/** What can be drawn: mean cross-entropy, the same with the L2 term, and the shares of wrong and right answers. */
export type QuantityName = 'nll' | 'loss' | 'error' | 'accuracy'

/** Values of K points on one split of `count` samples. */
export interface PointValues {
  /** Mean cross-entropy in nats. */
  readonly nll: Float64Array
  /** Samples classified rightly. */
  readonly correct: ArrayLike<number>
  readonly count: number
}

/** What `loss` adds: ½ · weightDecay · ‖w‖² of each evaluated point. */
export interface LossTerm {
  readonly squaredNorms: ArrayLike<number>
  readonly weightDecay: number
}

/**
 * One quantity at K points: nll and loss = nll + ½·wd·‖w‖² in nats (official `curves.l2_regularizer`), error and
 * accuracy as shares 0…1, NaN where nll is NaN. Throws a RangeError where `loss` comes without its term.
 */
export function quantityValues(points: PointValues, quantity: QuantityName, term?: LossTerm): Float64Array {
  const { nll, correct, count } = points
  if (quantity === 'nll') return nll.slice()
  if (quantity === 'loss') {
    if (term === undefined) throw new RangeError('loss needs the squared norms of its points')
    const { squaredNorms, weightDecay } = term
    return nll.map((value, k) => value + 0.5 * weightDecay * (squaredNorms[k] as number))
  }
  return nll.map((value, k) => {
    if (Number.isNaN(value)) return Number.NaN
    const accuracy = (correct[k] as number) / count
    return quantity === 'accuracy' ? accuracy : 1 - accuracy
  })
}
