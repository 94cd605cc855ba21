/** How the cells of a picture came out. */
export interface CellCounts {
  readonly total: number
  readonly computed: number
  /** Of the computed ones: NaN or infinite. */
  readonly notFinite: number
  /** Of the finite ones: under and over the range that gets colours of its own. */
  readonly below: number
  readonly above: number
  /** Of the finite ones; NaN where there is none. */
  readonly min: number
  readonly max: number
}

/** Counts the cells of one quantity; those that are not `known` are not computed yet, all are without it. */
export function countCells(
  values: ArrayLike<number>,
  range: readonly [lo: number, hi: number],
  known?: ArrayLike<number>,
): CellCounts {
  const [lo, hi] = range
  let [computed, notFinite, below, above] = [0, 0, 0, 0]
  let [min, max] = [Number.NaN, Number.NaN]
  for (let i = 0; i < values.length; i += 1) {
    if (known && known[i] !== 1) continue
    computed += 1
    const value = values[i] as number
    if (!Number.isFinite(value)) {
      notFinite += 1
      continue
    }
    if (value < lo) below += 1
    if (value > hi) above += 1
    if (!(value >= min)) min = value
    if (!(value <= max)) max = value
  }
  return { total: values.length, computed, notFinite, below, above, min, max }
}
