import { useMemo } from 'react'
import type { PlotAxis, PlotSeries } from '../../../charts/drawPlot.ts'
import { quantityValues } from '../../../core/quantities.ts'
import { selectExperiment } from '../../../store/experiments/selectExperiment.ts'
import type { ManyCurvesValue } from '../../../store/experiments/values/manyCurvesValue.ts'
import { NumberChoice } from '../../controls/NumberChoice.tsx'
import { PlotChart } from '../../pictures/PlotChart.tsx'
import { useStudyState } from '../../StudyContext.ts'
import { manyCurvesTexts } from '../../texts/experiments.ts'
import { ExperimentFrame } from '../ExperimentFrame.tsx'
import classes from '../experiments.module.css'
import { BendDistances } from './BendDistances.tsx'
import { ManyPlane } from './ManyPlane.tsx'

const t: PlotAxis = { label: manyCurvesTexts.t, scale: 'linear', domain: [0, 1] }
const nll: PlotAxis = { label: manyCurvesTexts.nll, scale: 'log' }
const error: PlotAxis = { label: manyCurvesTexts.error, scale: 'linear', percent: true }

function seriesOf(
  value: ManyCurvesValue | undefined,
  read: (path: ManyCurvesValue['segment']) => ArrayLike<number>,
): PlotSeries[] {
  if (!value) return []
  const { ts, curves, segment } = value
  return [
    { id: 'segment', label: manyCurvesTexts.segment, color: 8, look: 'dashed', xs: ts, ys: read(segment) },
    ...curves.map(
      (curve, index): PlotSeries => ({
        id: `seed ${curve.seed}`,
        label: manyCurvesTexts.curve(curve.seed),
        color: index % 10,
        look: 'line',
        xs: ts,
        ys: read(curve),
      }),
    ),
  ]
}

/** Several curves between the same endpoints. */
export function ManyCurvesView() {
  const value = useStudyState((state) => selectExperiment(state, 'manyCurves').value)
  const losses = useMemo(() => seriesOf(value, ({ train }) => train.nll), [value])
  const errors = useMemo(() => seriesOf(value, ({ test }) => quantityValues(test, 'error')), [value])
  return (
    <ExperimentFrame
      name="manyCurves"
      settings={
        <>
          <NumberChoice name="manyCount" />
          <NumberChoice name="manySeed" />
        </>
      }
    >
      <div className={classes.charts}>
        <PlotChart
          label={manyCurvesTexts.profiles}
          series={losses}
          x={t}
          y={nll}
          height={240}
          emptyText={manyCurvesTexts.empty}
        />
        <PlotChart
          label={manyCurvesTexts.errors}
          series={errors}
          x={t}
          y={error}
          height={240}
          emptyText={manyCurvesTexts.empty}
        />
      </div>
      {value && value.curves.length > 1 && <BendDistances value={value} />}
      {value && value.curves.length > 1 && <ManyPlane value={value} />}
    </ExperimentFrame>
  )
}
