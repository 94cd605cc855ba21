/** Bins of the confidence in which calibration is measured, as Guo and others (2017) take them. */
const calibrationBinCount = 15

/** Samples whose confidence lies in (k/15, (k+1)/15]; the first bin has 0 too. */
export interface CalibrationBin {
  readonly count: number
  /** Mean largest probability of the bin's samples, 0 where there are none. */
  readonly confidence: number
  /** Share of the bin's samples that are right, 0 where there are none. */
  readonly accuracy: number
}

/**
 * Sorts samples into fifteen even bins by their confidence, the largest of their probabilities. `probabilities` is N×C,
 * row-major. Samples with a NaN are in no bin.
 */
export function binConfidences(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
): readonly CalibrationBin[] {
  const sums = Array.from({ length: calibrationBinCount }, () => ({ count: 0, confidence: 0, right: 0 }))
  const classes = probabilities.length / labels.length
  for (let row = 0; row < labels.length; row++) {
    const predicted = findLargest(probabilities, row * classes, classes)
    if (predicted < 0) continue
    const confidence = probabilities[row * classes + predicted] as number
    const place = Math.min(
      Math.max(Math.ceil(confidence * calibrationBinCount) - 1, 0),
      calibrationBinCount - 1,
    )
    const bin = sums[place] as (typeof sums)[number]
    bin.count++
    bin.confidence += confidence
    if (predicted === labels[row]) bin.right++
  }
  return sums.map(({ count, confidence, right }) => ({
    count,
    confidence: count > 0 ? confidence / count : 0,
    accuracy: count > 0 ? right / count : 0,
  }))
}

/** Expected calibration error: Σ count/N · |accuracy − confidence| over the bins; NaN where a sample is in no bin. */
export function calibrationError(bins: readonly CalibrationBin[], sampleCount: number): number {
  let [sum, counted] = [0, 0]
  for (const { count, confidence, accuracy } of bins) {
    sum += count * Math.abs(accuracy - confidence)
    counted += count
  }
  return counted === sampleCount ? sum / sampleCount : Number.NaN
}

/** Class with the largest of `count` numbers from `start`, the first of equals; −1 where one is NaN. */
export function findLargest(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0
  for (let i = 0; i < count; i++) {
    const value = values[start + i] as number
    if (Number.isNaN(value)) return -1
    if (value > (values[start + best] as number)) best = i
  }
  return best
}
