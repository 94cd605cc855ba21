import { curveRows, uniformTs } from '../../core/curves/curve.ts'
import { barrier, pathLength, profileStatistics } from '../../core/curves/profileStatistics.ts'
import { sampleLandscape } from '../../core/planes/landscape.ts'
import { quantityValues } from '../../core/quantities.ts'
import type { BendPlace } from '../choices/choiceKinds.ts'
import type { Choices } from '../choices/choices.ts'
import { runsBetweenEnds } from '../keys.ts'
import { combineRows, controlRows, placePoint } from '../landscape/frame.ts'
import { selectField, type View } from '../landscape/landscapeSelectors.ts'
import type {
  BothSplits,
  DrawnCurve,
  PathValues,
  PlacedPoint,
  PlaneFrame,
  ProfileResult,
} from '../results.ts'
import type { StudyState } from '../state.ts'

/** Points with which a curve is drawn in the plane. */
const drawnPoints = 121

/** One quantity of points that come with their norms. */
export function selectValues(
  values: BothSplits & { readonly squaredNorms: Float64Array },
  { split, quantity, evaluationDecay }: View,
): Float64Array {
  return quantityValues(values[split], quantity, {
    squaredNorms: values.squaredNorms,
    weightDecay: evaluationDecay,
  })
}

/** Earlier curves between the same endpoints as the shown one, the newest first: others are nothing to compare with. */
export function selectEarlier(
  { choices, kept }: Pick<StudyState, 'choices' | 'kept'>,
  shown: ProfileResult | undefined,
): readonly ProfileResult[] {
  return kept.filter(({ key }) => key !== shown?.key && runsBetweenEnds(key, choices))
}

interface Placed {
  readonly kind: Choices['curve']
  readonly held: BendPlace | undefined
  readonly curve: DrawnCurve
}

/** The last curve of each plane: in a frame of a drag, drawing and preview want the same one. */
const lastPlaced = new WeakMap<PlaneFrame, Placed>()

/** Projects a curve into a plane; undefined where the plane shows none. */
export function placeCurve(
  frame: PlaneFrame,
  kind: Choices['curve'],
  held?: BendPlace,
): DrawnCurve | undefined {
  if (frame.controlPoints.length === 0) return undefined
  const last = lastPlaced.get(frame)
  if (last?.kind === kind && last.held === held) return last.curve
  const curve = projectCurve(frame, kind, held)
  lastPlaced.set(frame, { kind, held, curve })
  return curve
}

function projectCurve(frame: PlaneFrame, kind: Choices['curve'], held: BendPlace | undefined): DrawnCurve {
  const count = frame.controlPoints.length
  const rows = controlRows(frame, held)
  const width = frame.basis.length
  const along = combineRows(curveRows(kind, count, uniformTs(drawnPoints)), rows)
  const points = Array.from({ length: drawnPoints }, (_, k) =>
    placePoint(frame, along.subarray(k * width, (k + 1) * width)),
  )
  const controlPoints = rows.map((row) => placePoint(frame, row))
  return { points, controlPoints, awayFromPlane: Math.max(...points.map(({ distance }) => distance)) }
}

/** The bend in the hand, else the one that is held. */
export function selectHeld({ drag, choices }: Pick<StudyState, 'drag' | 'choices'>): BendPlace | undefined {
  return drag?.place ?? choices.held[0]
}

/** Place of φ(t) in a plane. */
export function placeOnCurve(curve: Pick<DrawnCurve, 'points'>, t: number): PlacedPoint | undefined {
  const at = t * (curve.points.length - 1)
  const left = curve.points[Math.floor(at)]
  const right = curve.points[Math.ceil(at)]
  if (!left || !right) return undefined
  const share = at - Math.floor(at)
  const mix = (a: number, b: number) => a + (b - a) * share
  return { x: mix(left.x, right.x), y: mix(left.y, right.y), distance: mix(left.distance, right.distance) }
}

/**
 * The profile of a moved bend as the landscape tells it, in the same frame: only for a curve with one bend, whose every
 * point lies in the plane. NaN outside the window and over cells that are not computed.
 */
export function selectPreview({
  drag,
  choices,
  results,
}: Pick<StudyState, 'drag' | 'choices' | 'results'>):
  | { ts: readonly number[]; values: readonly number[] }
  | undefined {
  const { landscape } = results
  if (!drag || landscape?.frame.kind !== 'curve' || landscape.frame.controlPoints.length !== 3)
    return undefined
  const curve = placeCurve(landscape.frame, choices.curve, drag.place)
  if (!curve) return undefined
  const field = selectField(landscape, choices)
  const values = curve.points.map(({ x, y }) => sampleLandscape(field, x, y))
  return { ts: uniformTs(drawnPoints), values }
}

/** Numbers of a path for the table. */
export interface PathSummary {
  readonly min: number
  readonly max: number
  readonly avg: number
  readonly int: number
  readonly barrier: number
  readonly length: number
}

/** The table's row of a path under the shown quantity. */
export function summarizePath(ts: readonly number[], path: PathValues, view: View): PathSummary {
  return summarizeValues(ts, selectValues(path, view), path.dl)
}

/** The same of values that are at hand; `dl` are distances between consecutive points. */
export function summarizeValues(
  ts: readonly number[],
  values: ArrayLike<number>,
  dl: ArrayLike<number>,
): PathSummary {
  const { min, max, avg, int } = profileStatistics(values, dl)
  return { min, max, avg, int, barrier: barrier(ts, values), length: pathLength(dl) }
}

/** The profile to show: the exact one for the bend in the hand when it has come, else that of the study. */
export function selectProfile({
  drag,
  results,
}: Pick<StudyState, 'drag' | 'results'>): ProfileResult | undefined {
  return drag?.profile ?? results.profile
}
