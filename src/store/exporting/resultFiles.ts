import { curveRows, uniformTs } from '../../core/curves/curve.ts'
import { axisValue, gridRows } from '../../core/planes/grid.ts'
import { thirdHeight } from '../../core/planes/plane.ts'
import type { ResultsFile } from '../../protocol/exporting.ts'
import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { combineRows, controlRows, placePoint, unitRow, usedColumns } from '../landscape/frame.ts'
import type { LandscapeResult, PathValues, PlacedPoint, PlaneFrame } from '../results.ts'
import { architectureOf } from '../running/requests.ts'
import { finishedValue } from './exportRow.ts'

/**
 * The landscape for the official `plane.npz`. Its loss is nll + ½·wd·Σ‖p‖ over the parameter tensors of every point, as the
 * official script has it, so their norms are measured.
 */
export async function createPlaneFile(
  study: Study,
  landscape: LandscapeResult,
  signal: AbortSignal | undefined,
): Promise<ResultsFile> {
  const { choices } = study.store.getState()
  const { frame, grid, values } = landscape
  const used = usedColumns(frame.basis, gridRows(frame.plane, grid))
  const norms = await study.client.measureNorms(
    { architecture: architectureOf(choices), basis: used.basis, coefficients: used.rows },
    signal && { signal },
  )
  const lengths = planeLengths(frame)
  return {
    kind: 'plane',
    ...placePath(frame, choices),
    alphas: Float64Array.from({ length: grid.x.count }, (_, i) => axisValue(grid.x, i) / lengths[0]),
    betas: Float64Array.from({ length: grid.y.count }, (_, j) => axisValue(grid.y, j) / lengths[1]),
    lengths,
    l2: finishedValue(norms, signal).map((norm) => 0.5 * choices.evaluationDecay * norm),
    ...values,
  }
}

/** What α = 1 and β = 1 stand for; where the third vector lies on the line, β counts in lengths of the segment. */
function planeLengths({ plane }: PlaneFrame): readonly [number, number] {
  return [plane.uLength, plane.vLength > 0 ? thirdHeight(plane) : plane.uLength]
}

/** Control points and curve in the plane; where it has none, w₁, w₃, w₂ in their place and no point of a curve. */
function placePath(frame: PlaneFrame, { curve, held, points }: Choices) {
  const count = frame.controlPoints.length
  const width = frame.basis.length
  if (count === 0) {
    const modes = [0, 2, 1].map((index) => placePoint(frame, unitRow(width, index)))
    const nothing = { ts: new Float64Array(0), curveCoordinates: new Float32Array(0) }
    return { ...nothing, bendCoordinates: interleave(modes) }
  }
  const rows = controlRows(frame, held[0])
  const ts = uniformTs(points)
  const along = combineRows(curveRows(curve, count, ts), rows)
  const path = ts.map((_, k) => placePoint(frame, along.subarray(k * width, (k + 1) * width)))
  return {
    ts: Float64Array.from(ts),
    bendCoordinates: interleave(rows.map((row) => placePoint(frame, row))),
    curveCoordinates: interleave(path),
  }
}

function interleave(points: readonly PlacedPoint[]): Float32Array {
  return Float32Array.from(points.flatMap(({ x, y }) => [x, y]))
}

/** A path for the official `curve.npz`: its loss is nll + ½·wd·‖w‖². */
export function createCurveFile(
  { ts, path }: { readonly ts: readonly number[]; readonly path: PathValues },
  { evaluationDecay }: Pick<Choices, 'evaluationDecay'>,
): ResultsFile {
  const { dl, squaredNorms, train, test } = path
  const l2 = squaredNorms.map((square) => 0.5 * evaluationDecay * square)
  return { kind: 'curve', ts: Float64Array.from(ts), dl, l2, train, test }
}

/** The landscape as a mesh: heights are those of the shown quantity, logarithms where its colours are. */
export function createReliefFile(
  { grid }: Pick<LandscapeResult, 'grid'>,
  {
    values,
    isLog,
    comments,
  }: { readonly values: Float64Array; readonly isLog: boolean; readonly comments: readonly string[] },
): ResultsFile {
  return {
    kind: 'relief',
    xs: Float64Array.from({ length: grid.x.count }, (_, i) => axisValue(grid.x, i)),
    ys: Float64Array.from({ length: grid.y.count }, (_, j) => axisValue(grid.y, j)),
    heights: isLog ? values.map(Math.log10) : values,
    comments,
  }
}
