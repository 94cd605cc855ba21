import { barrier, pathLength } from '../../core/curves/profileStatistics.ts'
import { type Axis, axisValue } from '../../core/planes/grid.ts'
import { thirdHeight } from '../../core/planes/plane.ts'
import { quantityValues } from '../../core/quantities.ts'
import type { SplitValues } from '../../protocol/evaluation.ts'
import type { BackendName } from '../../protocol/problem.ts'
import { freshnessOf } from '../keys.ts'
import { controlRows, placePoint, unitRow } from '../landscape/frame.ts'
import { selectHeld } from '../path/pathSelectors.ts'
import type { PlaneKind } from '../planes/planeKinds.ts'
import type {
  BothSplits,
  LandscapeResult,
  PathValues,
  PlaneFrame,
  PlaneMark,
  ProfileResult,
  Trail,
} from '../results.ts'
import type { StudyState } from '../state.ts'
import { selectSegment } from './runSegment.ts'

/** Values of points on one split, as a copy that may be written into. */
export interface EvaluatedSplit {
  /** Mean cross-entropy in nats. */
  readonly nll: Float64Array
  /** Shares, 0…1. */
  readonly accuracy: Float64Array
  readonly correct: Int32Array
  /** Samples in the split. */
  readonly count: number
}

/** Both splits at points of weight space. */
interface Evaluated {
  readonly train: EvaluatedSplit
  readonly test: EvaluatedSplit
  /** ‖w‖² of every point. */
  readonly squaredNorms: Float64Array
  /** What computed it, and how long that took, in milliseconds. */
  readonly backend: BackendName
  readonly elapsedMs: number
}

/** Curve or segment at even steps of t. */
export interface EvaluatedPath extends Evaluated {
  readonly ts: Float64Array
  /** Distances in weight space from the point before; 0 at the first. */
  readonly dl: Float64Array
  readonly length: number
  /** How far nll rises above the straight line between its ends, in nats. */
  readonly barrier: { readonly train: number; readonly test: number }
}

/** A place in the plane, in weight-space distance. */
interface PlanePlace {
  readonly x: number
  readonly y: number
  /** Distance of the point itself from the plane. */
  readonly distance: number
}

/** The plane on its grid; values row by row, row 0 the smallest y: index = row · width + column. */
export interface EvaluatedPlane extends Evaluated {
  readonly through: PlaneKind
  readonly width: number
  readonly height: number
  /** Distances in weight space of columns and rows. */
  readonly xs: Float64Array
  readonly ys: Float64Array
  /** The same over ‖u‖ and ‖v‖, as the official `plane.npz` counts; over ‖u‖ where v = 0. */
  readonly alphas: Float64Array
  readonly betas: Float64Array
  /** Where the three points lie that span the plane. */
  readonly w1: PlanePlace
  readonly w2: PlanePlace
  /** The bend, the third mode, or the third point that spans the plane. */
  readonly w3: PlanePlace
  /** Shares of a training's variance along x and y, of its plane. */
  readonly explained?: readonly number[]
  /** Eigenvalues of the Hessian along x and y, of its plane. */
  readonly eigenvalues?: readonly number[]
  /** Trainings that are drawn in the plane: the endpoint, from 0, and where it was after which epoch. */
  readonly trails?: readonly Trail[]
}

/** The curve as it was last evaluated; undefined unless that is of the present choices. */
export function readCurve({ choices, results }: StudyState): EvaluatedPath | undefined {
  const { profile } = results
  if (!profile || freshnessOf(choices, results).profile !== 'fresh') return undefined
  return toPath(profile, profile.curve)
}

/** The segment as it was last evaluated; undefined unless that is of the present choices. */
export function readSegment(state: StudyState): EvaluatedPath | undefined {
  const evaluated = selectSegment(state)
  return evaluated && toPath(evaluated, evaluated.segment)
}

/** The plane as it was last evaluated; undefined unless that is of the present choices. */
export function readPlane(state: StudyState): EvaluatedPlane | undefined {
  const { landscape } = state.results
  if (!landscape || freshnessOf(state.choices, state.results).landscape !== 'fresh') return undefined
  const { frame, grid, values } = landscape
  const { uLength, vLength } = frame.plane
  const [xs, ys] = [positions(grid.x), positions(grid.y)]
  const tall = vLength > 0 ? thirdHeight(frame.plane) : uLength
  return {
    ...toEvaluated(values, landscape),
    through: frame.kind,
    width: grid.x.count,
    height: grid.y.count,
    xs,
    ys,
    alphas: xs.map((x) => x / uLength),
    betas: ys.map((y) => y / tall),
    ...placeCorners(frame, state),
    ...(frame.explained && { explained: [...frame.explained] }),
    ...(frame.eigenvalues && { eigenvalues: [...frame.eigenvalues] }),
    ...(frame.trails && { trails: structuredClone(frame.trails) }),
  }
}

/** Index of w₁, of the third point and of w₂. */
function cornersOf({ marks }: PlaneFrame): readonly number[] {
  const find = (name: PlaneMark['name']) => marks?.find((mark) => mark.name === name)?.index
  return marks ? [find('w1') ?? 0, 2, find('w2') ?? 1] : [0, 2, 1]
}

function placeCorners(frame: PlaneFrame, state: StudyState): Pick<EvaluatedPlane, 'w1' | 'w2' | 'w3'> {
  const size = frame.basis.length
  const rows =
    frame.kind === 'curve'
      ? controlRows(frame, selectHeld(state))
      : cornersOf(frame).map((index) => unitRow(size, index))
  const bend = frame.kind === 'curve' ? frame.bend : 1
  const place = (row: readonly number[] | undefined) => {
    const { x, y, distance } = placePoint(frame, row ?? unitRow(size, 0))
    return { x, y, distance }
  }
  return { w1: place(rows[0]), w2: place(rows.at(-1)), w3: place(rows[bend]) }
}

function toPath(
  { ts, backend, elapsedMs }: Pick<ProfileResult, 'ts' | 'backend' | 'elapsedMs'>,
  path: PathValues,
): EvaluatedPath {
  return {
    ...toEvaluated(path, { backend, elapsedMs, squaredNorms: path.squaredNorms }),
    ts: Float64Array.from(ts),
    dl: path.dl.slice(),
    length: pathLength(path.dl),
    barrier: { train: barrier(ts, path.train.nll), test: barrier(ts, path.test.nll) },
  }
}

function toEvaluated(
  { train, test }: BothSplits,
  told: Pick<LandscapeResult, 'backend' | 'elapsedMs' | 'squaredNorms'>,
): Evaluated {
  const { backend, elapsedMs, squaredNorms } = told
  return {
    train: copySplit(train),
    test: copySplit(test),
    squaredNorms: squaredNorms.slice(),
    backend: backend.name,
    elapsedMs,
  }
}

function copySplit(values: SplitValues): EvaluatedSplit {
  const { nll, correct, count } = values
  return { nll: nll.slice(), accuracy: quantityValues(values, 'accuracy'), correct: correct.slice(), count }
}

function positions(axis: Axis): Float64Array {
  return Float64Array.from({ length: axis.count }, (_, i) => axisValue(axis, i))
}
