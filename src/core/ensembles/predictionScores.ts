import { binConfidences, type CalibrationBin, calibrationError, findLargest } from './calibration.ts'

/** How good class probabilities are on N labelled samples; the error is 1 − correct/count. */
export interface PredictionScores {
  /** Mean of −ln p[label] in nats; Infinity where a label has probability 0, NaN where a probability is. */
  readonly nll: number
  readonly correct: number
  readonly count: number
  /** Expected calibration error over fifteen bins, 0…1. */
  readonly calibrationError: number
  readonly bins: readonly CalibrationBin[]
}

/** Scores probabilities (N×C, row-major) of N samples. With equal probabilities the first class counts. */
export function scorePredictions(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
): PredictionScores {
  const count = labels.length
  const classes = probabilities.length / count
  let [nll, correct] = [0, 0]
  for (let row = 0; row < count; row++) {
    const label = labels[row] as number
    nll -= Math.log(probabilities[row * classes + label] as number)
    if (findLargest(probabilities, row * classes, classes) === label) correct++
  }
  const bins = binConfidences(probabilities, labels)
  return { nll: nll / count, correct, count, calibrationError: calibrationError(bins, count), bins }
}

/** Samples, out of N, to which two sets of probabilities (N×C, row-major) give different classes; a NaN differs from all. */
export function countDifferences(a: ArrayLike<number>, b: ArrayLike<number>, classes: number): number {
  let differing = 0
  for (let start = 0; start < a.length; start += classes) {
    const predicted = findLargest(a, start, classes)
    if (predicted < 0 || predicted !== findLargest(b, start, classes)) differing++
  }
  return differing
}
