/** A mean and its 95 % interval; both ends NaN below two values. */
export interface Interval {
  readonly count: number
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** Student's t interval of the mean of independent values, such as paired differences. */
export function meanInterval(values: readonly number[]): Interval {
  const count = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  if (count < 2) return { count, mean, low: Number.NaN, high: Number.NaN }
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1)
  const half = studentQuantile(count - 1) * Math.sqrt(variance / count)
  return { count, mean, low: mean - half, high: mean + half }
}

/** The value that Student's t with `freedom` ≥ 1 whole degrees exceeds with probability 2.5 %. */
export function studentQuantile(freedom: number): number {
  let [low, high] = [0, 1000]
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2
    if (centralProbability(middle, freedom) < 0.95) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** P(|T| < t), by the finite sums for whole degrees of freedom (Abramowitz and Stegun 26.7.3 and 26.7.4). */
function centralProbability(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom))
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)]
  const isOdd = freedom % 2 === 1
  let term = isOdd ? cosine : 1
  let sum = freedom === 1 ? 0 : term
  for (let k = isOdd ? 3 : 2; k < freedom - 1; k += 2) {
    term *= ((k - 1) / k) * cosine ** 2
    sum += term
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum
}

/** Spearman's rank correlation of values that grow with their place in the list: 1 where they only rise, −1 where they only fall. Equal values share their mean rank. */
export function trend(values: readonly number[]): number {
  const ranks = values.map((value) => {
    const below = values.filter((other) => other < value).length
    const equal = values.filter((other) => other === value).length
    return below + (equal - 1) / 2
  })
  const middle = (values.length - 1) / 2
  let [products, placeSquares, rankSquares] = [0, 0, 0]
  for (const [place, rank] of ranks.entries()) {
    products += (place - middle) * (rank - middle)
    placeSquares += (place - middle) ** 2
    rankSquares += (rank - middle) ** 2
  }
  return rankSquares === 0 ? 0 : products / Math.sqrt(placeSquares * rankSquares)
}

/** Where a claim wants a mean to lie. */
export interface Region {
  readonly above?: number
  readonly below?: number
}

/** `holds`: the whole interval lies in the region; `fails`: all of it lies outside, on one side; `open`: it reaches over an edge. */
export type Verdict = 'holds' | 'fails' | 'open'

/** Judges by the interval alone. */
export function judge({ low, high }: Interval, region: Region): Verdict {
  const { above = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = region
  if (low > above && high < below) return 'holds'
  return high <= above && low < high ? 'fails' : low >= below && low < high ? 'fails' : 'open'
}
