import type { NamedTensor } from '../tensor.ts'
import { doubles, type OfficialScores, readArrays, type SplitScores, scoreSplit } from './officialResults.ts'

/** Where a plane lies and what is drawn on it. */
export interface PlaneFrame {
  /** T positions on the curve, 0…1. */
  readonly ts: Float64Array
  /** Control points and points of the curve in the plane, [k, 2] and [T, 2], in weight-space distance. */
  readonly bendCoordinates: Float32Array
  readonly curveCoordinates: Float32Array
  /** Relative coordinates of the columns and of the rows: 0 and 1 are w1, w2 and the foot and the height of w3. */
  readonly alphas: Float64Array
  readonly betas: Float64Array
}

/** An evaluated plane, row-major with row = beta, as everywhere in this project. */
export interface PlaneScores extends PlaneFrame {
  /** ‖u‖ and ‖v‖, the distances that α = 1 and β = 1 stand for. */
  readonly lengths: readonly [u: number, v: number]
  /** ½·wd·Σ‖p‖ over the parameter tensors of each point: `plane.py` does not square the norms. */
  readonly l2: ArrayLike<number>
  readonly train: SplitScores
  readonly test: SplitScores
}

/** A plane as a file gives it, row-major with row = beta; coordinates of columns and rows in weight-space distance. */
export interface OfficialPlane extends PlaneFrame {
  readonly xs: Float64Array
  readonly ys: Float64Array
  readonly train: OfficialScores
  readonly test: OfficialScores
}

/**
 * The arrays of `plane.npz` as the official `plane.py` writes them: keys, order, types and units, indexed [alpha, beta]. Its
 * `tr_loss` and `te_loss` carry that script's own L2 term and must not be compared with those of `curve.npz`.
 */
export function toOfficialPlane(plane: PlaneScores): NamedTensor[] {
  const { ts, alphas, betas, bendCoordinates, curveCoordinates, lengths } = plane
  const [width, height] = [alphas.length, betas.length]
  const grid = new Float64Array(width * height * 2)
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < height; j++) {
      grid[2 * (i * height + j)] = (alphas[i] as number) * lengths[0]
      grid[2 * (i * height + j) + 1] = (betas[j] as number) * lengths[1]
    }
  }
  const scores = (prefix: string, split: SplitScores) => {
    const { loss, accuracy, nll, error } = scoreSplit(split, plane.l2)
    const flip = (name: string, values: Float64Array) =>
      doubles(`${prefix}_${name}`, [width, height], transpose(values, height, width))
    return [flip('loss', loss), flip('acc', accuracy), flip('nll', nll), flip('err', error)]
  }
  return [
    doubles('ts', [ts.length], ts),
    pairs('bend_coordinates', bendCoordinates),
    pairs('curve_coordinates', curveCoordinates),
    doubles('alphas', [width], alphas),
    doubles('betas', [height], betas),
    doubles('grid', [width, height, 2], grid),
    ...scores('tr', plane.train),
    ...scores('te', plane.test),
  ]
}

/** Reads the arrays of `plane.npz` and turns them to row = beta. @throws FormatError that names the array at fault */
export function fromOfficialPlane(tensors: readonly NamedTensor[]): OfficialPlane {
  const arrays = readArrays('plane.npz', tensors)
  const ts = arrays.numbers('ts', [-1])
  const [alphas, betas] = [arrays.numbers('alphas', [-1]), arrays.numbers('betas', [-1])]
  const [width, height] = [alphas.length, betas.length]
  const grid = arrays.numbers('grid', [width, height, 2])
  const flip = (name: string) => transpose(arrays.numbers(name, [width, height]), width, height)
  const scores = (prefix: string): OfficialScores => ({
    loss: flip(`${prefix}_loss`),
    nll: flip(`${prefix}_nll`),
    accuracy: flip(`${prefix}_acc`),
    error: flip(`${prefix}_err`),
  })
  return {
    ts,
    bendCoordinates: Float32Array.from(arrays.numbers('bend_coordinates', [-1, 2])),
    curveCoordinates: Float32Array.from(arrays.numbers('curve_coordinates', [ts.length, 2])),
    alphas,
    betas,
    xs: alphas.map((_, i) => grid[2 * i * height] as number),
    ys: betas.map((_, j) => grid[2 * j + 1] as number),
    train: scores('tr'),
    test: scores('te'),
  }
}

function pairs(name: string, data: Float32Array): NamedTensor {
  return { name, shape: [data.length / 2, 2], dtype: 'f32', data }
}

/** From [rows, columns] to [columns, rows]. */
function transpose(values: Float64Array, rows: number, columns: number): Float64Array {
  return values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)] as number)
}
