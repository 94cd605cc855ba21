import { profileStatistics } from '../../core/curves/profileStatistics.ts'
import type { NamedTensor } from '../tensor.ts'
import { doubles, type OfficialScores, readArrays, type SplitScores, scoreSplit } from './officialResults.ts'

/** A profile along a chain of networks, K points. */
export interface ChainScores {
  /** Position of each point, 0 at the first network, 1 at the second, and so on. */
  readonly ts: Float64Array
  /** What the loss has beside the nll: ½·wd·Σ‖p‖ over the parameter tensors, norms not squared, as in `connect.py`. */
  readonly l2: ArrayLike<number>
  readonly train: SplitScores
  readonly test: SplitScores
}

/** A profile along a curve; here `l2` is ½·wd·‖w‖² of each point's weights, as in `eval_curve.py`, and ts run from 0 to 1. */
export interface CurveScores extends ChainScores {
  /** Distance of each point from the one before, 0 for the first. */
  readonly dl: Float64Array
}

/** A chain as a file gives it. */
export interface OfficialChain {
  readonly ts: Float64Array
  readonly train: OfficialScores
  readonly test: OfficialScores
}

/** A curve as a file gives it; its statistics follow from these and are not read. */
export interface OfficialCurve extends OfficialChain {
  readonly dl: Float64Array
}

/** The arrays of `curve.npz` as the official `eval_curve.py` writes them: keys, order, types and units. */
export function toOfficialCurve({ ts, dl, l2, train, test }: CurveScores): NamedTensor[] {
  const withStatistics = (name: string, values: Float64Array) => {
    const { min, max, avg, int } = profileStatistics(values, dl)
    const single = (suffix: string, value: number) => doubles(`${name}_${suffix}`, [], Float64Array.of(value))
    return [
      list(name, values),
      single('min', min),
      single('max', max),
      single('avg', avg),
      single('int', int),
    ]
  }
  const scores = (prefix: string, split: SplitScores) => {
    const { loss, nll, accuracy, error } = scoreSplit(split, l2)
    return [
      ...withStatistics(`${prefix}_loss`, loss),
      ...withStatistics(`${prefix}_nll`, nll),
      list(`${prefix}_acc`, accuracy),
      ...withStatistics(`${prefix}_err`, error),
    ]
  }
  return [list('ts', ts), list('dl', dl), ...scores('tr', train), ...scores('te', test)]
}

/** The arrays of `chain.npz` as the official `connect.py` means to write them: keys, order, types and units. */
export function toOfficialChain({ ts, l2, train, test }: ChainScores): NamedTensor[] {
  const scores = (prefix: string, split: SplitScores) => {
    const { loss, nll, accuracy, error } = scoreSplit(split, l2)
    return [
      list(`${prefix}_loss`, loss),
      list(`${prefix}_nll`, nll),
      list(`${prefix}_acc`, accuracy),
      list(`${prefix}_err`, error),
    ]
  }
  return [list('ts', ts), ...scores('tr', train), ...scores('te', test)]
}

/** Reads the arrays of `curve.npz`. @throws FormatError that names the array at fault */
export function fromOfficialCurve(tensors: readonly NamedTensor[]): OfficialCurve {
  const arrays = readArrays('curve.npz', tensors)
  const ts = arrays.numbers('ts', [-1])
  return { dl: arrays.numbers('dl', [ts.length]), ...readProfile(arrays, ts) }
}

/** Reads the arrays of `chain.npz`. @throws FormatError that names the array at fault */
export function fromOfficialChain(tensors: readonly NamedTensor[]): OfficialChain {
  const arrays = readArrays('chain.npz', tensors)
  return readProfile(arrays, arrays.numbers('ts', [-1]))
}

function readProfile(arrays: ReturnType<typeof readArrays>, ts: Float64Array): OfficialChain {
  const scores = (prefix: string): OfficialScores => ({
    loss: arrays.numbers(`${prefix}_loss`, [ts.length]),
    nll: arrays.numbers(`${prefix}_nll`, [ts.length]),
    accuracy: arrays.numbers(`${prefix}_acc`, [ts.length]),
    error: arrays.numbers(`${prefix}_err`, [ts.length]),
  })
  return { ts, train: scores('tr'), test: scores('te') }
}

function list(name: string, values: Float64Array): NamedTensor {
  return doubles(name, [values.length], values)
}
