import { FormatError } from '../formatError.ts'
import type { NamedTensor } from '../tensor.ts'

/** What was counted on one split at every point: mean cross-entropy in nats, and how many of `count` samples were right. */
export interface SplitScores {
  readonly nll: ArrayLike<number>
  readonly correct: ArrayLike<number>
  readonly count: number
}

/** What a file of the official code says about one split at every point; accuracy and error are in percent. */
export interface OfficialScores {
  readonly loss: Float64Array
  readonly nll: Float64Array
  readonly accuracy: Float64Array
  readonly error: Float64Array
}

/** The results that the code of Garipov et al. writes: `plane.py`, `eval_curve.py` and `connect.py`. */
export type OfficialKind = 'plane' | 'curve' | 'chain'

/** Tells the official results apart by the names of their arrays; undefined where it is none of them. */
export function recognizeOfficial(tensors: readonly NamedTensor[]): OfficialKind | undefined {
  const names = new Set(tensors.map(({ name }) => name))
  const has = (...wanted: readonly string[]) => wanted.every((name) => names.has(name))
  if (!has('ts', 'tr_loss', 'tr_nll', 'tr_err', 'te_nll', 'te_err')) return undefined
  if (has('alphas', 'betas', 'grid')) return 'plane'
  return has('dl') ? 'curve' : 'chain'
}

/** Loss, accuracy, nll and error of a split from what was counted; `l2` is what the loss has beside the nll. */
export function scoreSplit({ nll, correct, count }: SplitScores, l2: ArrayLike<number>): OfficialScores {
  // As the official code divides and subtracts, so that equal counts give equal bits.
  const accuracy = Float64Array.from(correct, (right) => (right * 100) / count)
  return {
    loss: Float64Array.from(nll, (value, at) => value + (l2[at] as number)),
    nll: Float64Array.from(nll),
    accuracy,
    error: accuracy.map((percent) => 100 - percent),
  }
}

/** A float64 array of a result file. */
export function doubles(name: string, shape: readonly number[], data: Float64Array): NamedTensor {
  return { name, shape, dtype: 'f64', data }
}

/** Finds the arrays of one kind of result by name; every failure is a FormatError that names the array. */
export interface ResultArrays {
  /** Numbers of an array with this shape; a size of −1 stands for any. */
  numbers(name: string, shape: readonly number[]): Float64Array
}

/** Opens the arrays of a result file for reading by name. */
export function readArrays(format: string, tensors: readonly NamedTensor[]): ResultArrays {
  const found = new Map(tensors.map((tensor) => [tensor.name, tensor]))
  return {
    numbers(name, shape) {
      const tensor = found.get(name)
      if (!tensor) throw new FormatError(format, `array ${name}`, 'it is missing')
      const fits =
        tensor.shape.length === shape.length &&
        shape.every((size, at) => size < 0 || size === tensor.shape[at])
      if (!fits) {
        const wanted = shape.map((size) => (size < 0 ? 'n' : size)).join('×') || 'a single number'
        throw new FormatError(
          format,
          `array ${name}`,
          `expected ${wanted}, got ${tensor.shape.join('×') || 'a single number'}`,
        )
      }
      return toDoubles(tensor)
    },
  }
}

/** The elements of a tensor as doubles; integers over 2⁵³ are rounded. */
export function toDoubles({ data }: NamedTensor): Float64Array {
  return data instanceof BigInt64Array ? Float64Array.from(data, Number) : Float64Array.from(data)
}
