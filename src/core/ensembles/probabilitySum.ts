/** A growing ensemble: the sum of its members' class probabilities, in float64. */
export interface ProbabilitySum {
  readonly size: number
  /** Adds a member's probabilities, N×C, row-major. @throws RangeError where another member had another size */
  add(probabilities: ArrayLike<number>): void
  /** What the members say on average, N×C. Empty before the first. */
  mean(): Float64Array
}

/** Starts an ensemble without members. Averages probabilities, not logits (Garipov and others 2018, section 5; official `fge.py`). */
export function createProbabilitySum(): ProbabilitySum {
  let sum = new Float64Array()
  let size = 0
  return {
    get size() {
      return size
    },
    add(probabilities) {
      if (size === 0) sum = new Float64Array(probabilities.length)
      if (probabilities.length !== sum.length) {
        throw new RangeError(`a member has ${probabilities.length} probabilities, expected ${sum.length}`)
      }
      for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (probabilities[i] as number)
      size++
    },
    mean: () => sum.map((value) => value / size),
  }
}
