import { curveRows, uniformTs } from '../../core/curves/curve.ts'
import {
  createPlane,
  keepOrientation,
  type Plane,
  PlaneError,
  projectCoefficients,
  thirdHeight,
} from '../../core/planes/plane.ts'
import type { TrainCurveEvent } from '../../protocol/training.ts'
import type { Choices } from '../choices/choices.ts'
import { combineRows, farthestBend, unitRow } from '../landscape/frame.ts'
import type { LiveCurve } from '../results.ts'

const drawnPoints = 61

/** Places a curve in training. While its bends are on the segment there is no plane yet, and the curve is drawn on the axis. */
export function placeLiveCurve(
  { geometry }: Pick<TrainCurveEvent, 'geometry'>,
  choices: Pick<Choices, 'curve' | 'selectedBend'>,
  previous: LiveCurve | undefined,
): LiveCurve {
  const count = geometry.size
  const bend =
    choices.selectedBend >= 1 && choices.selectedBend <= count - 2
      ? choices.selectedBend
      : farthestBend(geometry, count)
  const rows = combineRows(
    curveRows(choices.curve, count, uniformTs(drawnPoints)),
    Array.from({ length: count }, (_, i) => unitRow(count, i)),
  )
  const uLength = Math.sqrt(geometry.differences[count * count - 1] ?? 0)
  const row = (k: number) => Array.from(rows.subarray(k * count, (k + 1) * count))
  const flat = (coefficients: readonly number[]) => {
    const last = geometry.differences.slice((count - 1) * count)
    const shadow = coefficients.reduce((sum, c, i) => sum + c * (last[i] ?? 0), 0)
    return { x: uLength > 0 ? shadow / uLength : 0, y: 0, distance: 0 }
  }
  let plane: Plane | undefined
  try {
    const fresh = createPlane(geometry, { origin: 0, along: count - 1, towards: bend })
    plane = previous?.plane ? keepOrientation(fresh, previous.plane) : fresh
  } catch (error) {
    if (!(error instanceof PlaneError)) throw error
  }
  const place = (coefficients: readonly number[]) =>
    plane ? projectCoefficients(plane, geometry, coefficients) : flat(coefficients)
  const points = Array.from({ length: drawnPoints }, (_, k) => place(row(k)))
  const height = plane ? thirdHeight(plane) : 0
  return {
    plane,
    uLength,
    height,
    highest: Math.max(Math.abs(height), previous?.highest ?? 0),
    points,
    controlPoints: Array.from({ length: count }, (_, i) => place(unitRow(count, i))),
    awayFromPlane: Math.max(...points.map(({ distance }) => distance)),
  }
}
