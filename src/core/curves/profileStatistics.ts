/** What a profile comes to; any NaN along it makes min, max, avg and int NaN. */
export interface ProfileStatistics {
  readonly min: number
  readonly max: number
  /** Mean over t, the paper's objective (2). */
  readonly avg: number
  /** Mean over arc length, the paper's objective (1); NaN where the path has no length. */
  readonly int: number
  readonly start: number
  readonly end: number
}

/**
 * Statistics of K values along a path, `dl` its K steps (dl[0] = 0): `avg` is their plain mean, `int` the trapezoid sum
 * weighted with dl over the length, as `stats` in the official `eval_curve.py`. Throws a RangeError where K differs.
 */
export function profileStatistics(values: ArrayLike<number>, dl: ArrayLike<number>): ProfileStatistics {
  if (values.length !== dl.length || values.length === 0) {
    throw new RangeError(`a profile of ${values.length} values has ${dl.length} steps`)
  }
  const start = values[0] as number
  let [min, max, sum, area] = [start, start, start, 0]
  for (let k = 1; k < values.length; k++) {
    const value = values[k] as number
    min = Math.min(min, value)
    max = Math.max(max, value)
    sum += value
    area += 0.5 * ((values[k - 1] as number) + value) * (dl[k] as number)
  }
  const end = values[values.length - 1] as number
  return { min, max, avg: sum / values.length, int: area / pathLength(dl), start, end }
}

/** Length of a path from its steps, in weight-space distance. */
export function pathLength(dl: ArrayLike<number>): number {
  let length = 0
  for (let k = 0; k < dl.length; k++) length += dl[k] as number
  return length
}

/**
 * Highest rise of a profile over the straight line between its two ends: max over t of
 * L(t) − ((1−t)·L(0) + t·L(1)). Never below 0, as the ends count; NaN where a value is.
 */
export function barrier(ts: ArrayLike<number>, values: ArrayLike<number>): number {
  const start = values[0] as number
  const end = values[values.length - 1] as number
  let highest = 0
  for (let k = 0; k < values.length; k++) {
    const t = ts[k] as number
    highest = Math.max(highest, (values[k] as number) - ((1 - t) * start + t * end))
  }
  return highest
}
