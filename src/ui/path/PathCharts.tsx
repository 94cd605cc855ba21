import { memo, useMemo } from 'react'
import type { ProfileSeries } from '../../charts/profileScales.ts'
import type { View } from '../../store/landscape/landscapeSelectors.ts'
import { selectPreview, selectProfile } from '../../store/path/pathSelectors.ts'
import { useStudyState } from '../StudyContext.ts'
import { quantityLabel, quantityUnits } from '../texts/options.ts'
import { pathTexts } from '../texts/path.ts'
import { ProfileChart } from './ProfileChart.tsx'
import classes from './path.module.css'
import { createSeries, type SeriesSource } from './profileSeries.ts'

/** Test accuracy below whatever is shown; its error where it is shown itself. */
export function secondView({ split, quantity, evaluationDecay }: View): View {
  return {
    split: 'test',
    quantity: quantity === 'accuracy' && split === 'test' ? 'error' : 'accuracy',
    evaluationDecay,
  }
}

/** What the charts along t show. */
export interface ChartProps extends Pick<SeriesSource, 'moving' | 'lone'> {
  readonly view: View
  readonly emptyText: string
}

/** The lines that a bend in the hand changes only when its exact profile comes. */
function useSeries({ moving, lone, view }: ChartProps): readonly ProfileSeries[] {
  const choices = useStudyState((state) => state.choices)
  const kept = useStudyState((state) => state.kept)
  const results = useStudyState((state) => state.results)
  const profile = useStudyState(selectProfile)
  return useMemo(
    () =>
      createSeries({ choices, kept, drag: undefined, results: { ...results, profile }, moving, lone }, view),
    [choices, kept, results, profile, moving, lone, view],
  )
}

/** The same with what the landscape foretells where the exact profile lets wait: that alone is new in every frame of a drag. */
function useSeriesAndPreview(props: ChartProps): readonly ProfileSeries[] {
  const series = useSeries(props)
  const choices = useStudyState((state) => state.choices)
  const results = useStudyState((state) => state.results)
  const held = useStudyState(({ drag }) => (drag?.needsPreview ? drag.place : undefined))
  const place = props.moving || props.lone || series.length === 0 ? undefined : held
  const preview = useMemo(
    () =>
      place && selectPreview({ choices, results, drag: { place, profile: undefined, needsPreview: true } }),
    [choices, results, place],
  )
  return useMemo(
    () =>
      preview ? [...series, { id: 'preview', label: '', kind: 'preview' as const, ...preview }] : series,
    [series, preview],
  )
}

/** The profile in the shown quantity. */
function MainChart(props: ChartProps) {
  const { view, emptyText } = props
  const scale = useStudyState(({ choices }) => choices.scale)
  const t = useStudyState(({ choices }) => choices.t)
  const shares = view.quantity === 'error' || view.quantity === 'accuracy'
  return (
    <ProfileChart
      label={quantityLabel(view)}
      unit={quantityUnits[view.quantity]}
      series={useSeriesAndPreview(props)}
      scale={shares ? 'linear' : scale}
      t={t}
      height={168}
      emptyText={emptyText}
    />
  )
}

/** The same curve in a second quantity. */
function SecondChart(props: ChartProps) {
  const { view, emptyText } = props
  const t = useStudyState(({ choices }) => choices.t)
  return (
    <ProfileChart
      label={quantityLabel(view)}
      unit={quantityUnits[view.quantity]}
      series={useSeries(props)}
      scale="linear"
      t={t}
      height={118}
      emptyText={emptyText}
    />
  )
}

/** Both charts along t. They follow a drag by themselves, so that the figures around them need not. */
export const PathCharts = memo(function PathCharts(props: ChartProps) {
  const second = useMemo(() => secondView(props.view), [props.view])
  return (
    <>
      <MainChart {...props} />
      <div className={classes.head}>
        <h3>{pathTexts.second(second.quantity)}</h3>
      </div>
      <SecondChart {...props} view={second} />
    </>
  )
})
