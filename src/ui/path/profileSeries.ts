import type { ProfileSeries } from '../../charts/profileScales.ts'
import type { View } from '../../store/landscape/landscapeSelectors.ts'
import type { MovingPath } from '../../store/path/movingPath.ts'
import { selectEarlier, selectPreview, selectProfile, selectValues } from '../../store/path/pathSelectors.ts'
import type { ProfileResult } from '../../store/results.ts'
import type { SegmentResult, StudyState } from '../../store/state.ts'
import { seriesTexts } from '../texts/path.ts'
import { publishedSeries } from './publishedSeries.ts'

function pathSeries(profile: ProfileResult, view: View): ProfileSeries[] {
  const { ts, curve } = profile
  return [
    ...segmentSeries(profile, view),
    { id: 'curve', label: seriesTexts.curve, kind: 'curve', ts, values: selectValues(curve, view) },
  ]
}

function keptSeries(earlier: readonly ProfileResult[], view: View): ProfileSeries[] {
  return earlier.map((profile, index) => ({
    id: `kept-${index}`,
    label: index === 0 ? seriesTexts.previous : '',
    kind: 'kept',
    ts: profile.ts,
    values: selectValues(profile.curve, view),
  }))
}

/** The straight path, which the training of a curve leaves alone. */
function segmentSeries(
  profile: Pick<ProfileResult, 'ts' | 'segment'> | undefined,
  view: View,
): ProfileSeries[] {
  if (!profile) return []
  const { ts, segment } = profile
  const values = selectValues(segment, view)
  return [{ id: 'segment', label: seriesTexts.segment, kind: 'segment', ts, values }]
}

/** The curve on its way, where this quantity is told of it. */
function movingSeries({ ts, read }: MovingPath, view: View): ProfileSeries[] {
  const values = read(view)
  return values ? [{ id: 'curve', label: seriesTexts.training, kind: 'curve', ts, values }] : []
}

/** What the lines along t are made from. */
export interface SeriesSource extends Pick<StudyState, 'choices' | 'kept' | 'drag' | 'results'> {
  /** The curve on its way. */
  readonly moving: MovingPath | undefined
  /** The segment that was evaluated by itself, where no curve belongs to it. */
  readonly lone: SegmentResult | undefined
}

/** The lines of a chart along t: earlier curves, segment, curve, and while the bend is in the hand what the landscape foretells. */
export function createSeries(source: SeriesSource, view: View): readonly ProfileSeries[] {
  const { moving, choices, drag, lone } = source
  if (moving) return [...segmentSeries(lone ?? source.results.profile, view), ...movingSeries(moving, view)]
  const beside = publishedSeries(source.results.published, view)
  if (lone) return [...beside, ...segmentSeries(lone, view)]
  const profile = selectProfile(source)
  if (!profile) return []
  const sameView = view.split === choices.split && view.quantity === choices.quantity
  const preview = sameView && drag ? selectPreview(source) : undefined
  return [
    ...beside,
    ...keptSeries(selectEarlier(source, profile), view),
    ...pathSeries(profile, view),
    ...(preview ? [{ id: 'preview', label: '', kind: 'preview' as const, ...preview }] : []),
  ]
}
