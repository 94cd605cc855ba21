import { findLargest } from './calibration.ts'

/** The class that each row of probabilities (rows×C, row-major) makes the likeliest; −1 where one is NaN. */
export function predictedClasses(probabilities: ArrayLike<number>, classCount: number): Int32Array {
  const rows = Math.floor(probabilities.length / classCount)
  return Int32Array.from({ length: rows }, (_, row) =>
    findLargest(probabilities, row * classCount, classCount),
  )
}

/** Counts of N samples by label and predicted class, C×C, row-major `[label, predicted]`; a predicted −1 counts nowhere. */
export function confusionCounts(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
): Int32Array {
  const counts = new Int32Array(classCount ** 2)
  for (let row = 0; row < labels.length; row++) {
    const found = predicted[row] as number
    if (found < 0) continue
    const cell = (labels[row] as number) * classCount + found
    counts[cell] = (counts[cell] as number) + 1
  }
  return counts
}

/** Rows whose class is another than in `reference`, in order; NaN (−1) is another class than any, also than itself. */
export function changedRows(predicted: ArrayLike<number>, reference: ArrayLike<number>): number[] {
  const changed: number[] = []
  for (let row = 0; row < predicted.length; row++) {
    const found = predicted[row] as number
    if (found < 0 || found !== reference[row]) changed.push(row)
  }
  return changed
}

/** How many of N samples have another class than in `reference`, for each of K×N predicted classes, row-major. */
export function countFlips(predicted: Int32Array, reference: Int32Array): number[] {
  const size = reference.length
  return Array.from(
    { length: size > 0 ? predicted.length / size : 0 },
    (_, k) => changedRows(predicted.subarray(k * size, (k + 1) * size), reference).length,
  )
}
