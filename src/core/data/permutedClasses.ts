import { assignRows } from './assignment.ts'

/** A sign that a network's classes stand in another order than those of the data. */
export interface PermutedClasses {
  /** Share of samples that are right as things stand, 0…1. */
  readonly accuracy: number
  /** The share that would be right if the classes were renamed. */
  readonly permutedAccuracy: number
  /** Class of the data that each class of the network seems to be. */
  readonly permutation: Int32Array
}

/** Accuracy under the best renaming from which a warning makes sense. */
const convincing = 0.7
/** Samples, as a share, that a renaming must put right. */
const smallestGain = 0.1

/**
 * Looks for a renaming of the classes under which a network would be good and at most half as often wrong.
 * `confusion` counts samples, row-major `[label, predicted]`. Undefined where there is no such renaming.
 */
export function findPermutedClasses(
  confusion: ArrayLike<number>,
  classCount: number,
): PermutedClasses | undefined {
  let total = 0
  for (let i = 0; i < classCount * classCount; i++) total += confusion[i] as number
  if (total === 0) return undefined
  const costs = Float64Array.from({ length: classCount * classCount }, (_, cell) => {
    const predicted = Math.floor(cell / classCount)
    return -(confusion[(cell % classCount) * classCount + predicted] as number)
  })
  const permutation = assignRows(costs, classCount)
  let right = 0
  let permutedRight = 0
  for (let predicted = 0; predicted < classCount; predicted++) {
    right += confusion[predicted * classCount + predicted] as number
    permutedRight += confusion[(permutation[predicted] as number) * classCount + predicted] as number
  }
  const accuracy = right / total
  const permutedAccuracy = permutedRight / total
  const helps = permutedAccuracy - accuracy >= smallestGain && 1 - permutedAccuracy <= (1 - accuracy) / 2
  return helps && permutedAccuracy >= convincing ? { accuracy, permutedAccuracy, permutation } : undefined
}
