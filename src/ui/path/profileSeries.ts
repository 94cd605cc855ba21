import type { ProfileSeries } from '../../charts/profileScales.ts'
import type { LiveProfile } from '../../protocol/training.ts'
import type { View } from '../../store/landscapeSelectors.ts'
import { selectPreview, selectProfile, selectValues } from '../../store/pathSelectors.ts'
import type { ProfileResult } from '../../store/results.ts'
import type { SegmentResult, StudyState } from '../../store/state.ts'

function pathSeries(profile: ProfileResult, view: View): ProfileSeries[] {
  const { ts, curve } = profile
  return [
    ...segmentSeries(profile, view),
    { id: 'curve', label: 'curve', kind: 'curve', ts, values: selectValues(curve, view) },
  ]
}

function keptSeries(kept: readonly ProfileResult[], shown: ProfileResult, view: View): ProfileSeries[] {
  return kept
    .filter(({ key }) => key !== shown.key)
    .map((profile, index) => ({
      id: `kept-${index}`,
      label: index === 0 ? 'last' : '',
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
  return [{ id: 'segment', label: 'segment', kind: 'segment', ts, values: selectValues(segment, view) }]
}

/** The curve in training, in the two quantities that are told of it. */
function liveSeries({ ts, trainNll, testAccuracy }: LiveProfile, { split, quantity }: View): ProfileSeries[] {
  const told =
    split === 'train' && quantity === 'nll'
      ? trainNll
      : quantity === 'accuracy' && split === 'test'
        ? testAccuracy
        : undefined
  return told ? [{ id: 'curve', label: 'in training', kind: 'curve', ts, values: told }] : []
}

/** What the lines along t are made from. */
export interface SeriesSource extends Pick<StudyState, 'choices' | 'kept' | 'drag' | 'results'> {
  /** Profile of the curve in training. */
  readonly live: LiveProfile | undefined
  /** The segment that was evaluated by itself, where no curve belongs to it. */
  readonly lone: SegmentResult | undefined
}

/** The lines of a chart along t: earlier curves, segment, curve, and while the bend is in the hand what the landscape foretells. */
export function createSeries(source: SeriesSource, view: View): readonly ProfileSeries[] {
  const { live, choices, kept, drag } = source
  const { lone } = source
  if (live) return [...segmentSeries(lone ?? source.results.profile, view), ...liveSeries(live, view)]
  if (lone) return segmentSeries(lone, view)
  const profile = selectProfile(source)
  if (!profile) return []
  const sameView = view.split === choices.split && view.quantity === choices.quantity
  const preview = sameView && drag ? selectPreview(source) : undefined
  return [
    ...keptSeries(kept, profile, view),
    ...pathSeries(profile, view),
    ...(preview ? [{ id: 'preview', label: '', kind: 'preview' as const, ...preview }] : []),
  ]
}
