import type { DecisionScales } from '../../charts/decisionScales.ts'
import type { DecisionFieldData, DecisionPoints } from '../../charts/drawDecision.ts'
import { changedRows } from '../../core/ensembles/predictedClasses.ts'
import type { DecisionField, HoveredSamples, MomentSamples } from '../../store/moment/momentValues.ts'
import { indexOfT, isSameWindow } from '../../store/moment/momentWants.ts'
import type { Moment } from '../../store/moment/selectMoment.ts'
import type { MomentView } from './useMoment.ts'

interface FieldSource {
  readonly coarse: DecisionField | undefined
  readonly sharp: DecisionField | undefined
  readonly moment: Extract<Moment, { state: 'shown' }> | undefined
}

/** The sharp field where it is of this moment, else the coarse one; of a moment on its way the one before. */
export function shownField({ coarse, sharp, moment }: FieldSource): DecisionFieldData | undefined {
  if (!moment) return undefined
  const { source, t } = moment
  const isSharp =
    sharp?.key === source.key &&
    indexOfT(sharp.ts, t) >= 0 &&
    (!coarse || isSameWindow(coarse.grid, sharp.grid))
  if (isSharp) return sharp
  if (!coarse) return undefined
  const size = coarse.grid.x.count * coarse.grid.y.count * coarse.classCount
  const index = nearest(coarse.ts, t)
  return { ...coarse, probabilities: coarse.probabilities.subarray(index * size, (index + 1) * size) }
}

function nearest(ts: readonly number[], t: number): number {
  return ts.reduce((best, one, i) => (Math.abs(one - t) < Math.abs((ts[best] as number) - t) ? i : best), 0)
}

interface PointsSource {
  readonly samples: MomentSamples | undefined
  readonly view: MomentView | undefined
  readonly splits: 'train' | 'test' | 'both'
  /** Test rows with a ring; those that are wrong without them. */
  readonly ringed: readonly number[] | undefined
  readonly hovered: HoveredSamples | undefined
}

/** The points that are drawn, train below test: the wrong ones ringed, those under the pointer marked. */
export function pointsOf({ samples, view, splits, ringed, hovered }: PointsSource): DecisionPoints[] {
  if (!samples) return []
  const { train, test } = samples
  const hoveredIn = (split: 'train' | 'test') => (hovered?.split === split ? hovered.rows : [])
  const shown: DecisionPoints[] = []
  if (train && splits !== 'test') {
    const { raw: points, labels } = train
    const wrong = view?.trainClasses ? changedRows(view.trainClasses, labels) : []
    shown.push({ split: 'train', points, labels, ringed: wrong, marked: hoveredIn('train') })
  }
  if (splits !== 'train') {
    const { raw: points, labels } = test
    const wrong = view ? changedRows(view.classes, labels) : []
    shown.push({ split: 'test', points, labels, ringed: ringed ?? wrong, marked: hoveredIn('test') })
  }
  return shown
}

/** Pixels within which a point is under the pointer. */
const reach = 7

/** The point that is nearest to a place of the picture, the topmost of equals. */
export function findPoint(
  splits: readonly DecisionPoints[],
  { xScale, yScale }: DecisionScales,
  { x, y }: { readonly x: number; readonly y: number },
): { readonly split: 'train' | 'test'; readonly row: number } | undefined {
  let best: { split: 'train' | 'test'; row: number } | undefined
  let least = reach ** 2
  for (const { split, points } of splits) {
    for (let row = 0; 2 * row < points.length; row++) {
      const away =
        (xScale(points[2 * row] as number) - x) ** 2 + (yScale(points[2 * row + 1] as number) - y) ** 2
      if (away > least) continue
      least = away
      best = { split, row }
    }
  }
  return best
}
