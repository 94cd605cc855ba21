import { useMemo } from 'react'
import type { PlotAxis, PlotSeries } from '../../charts/drawPlot.ts'
import { distanceBetween } from '../../core/planes/geometry.ts'
import { quantityValues } from '../../core/quantities.ts'
import { selectExperiment } from '../../store/experiments/selectExperiment.ts'
import type { ManyCurvesValue } from '../../store/experiments/values/manyCurvesValue.ts'
import { unitRow } from '../../store/frame.ts'
import { NumberChoice } from '../controls/NumberChoice.tsx'
import { PlotChart } from '../pictures/PlotChart.tsx'
import { useStudyState } from '../StudyContext.ts'
import { manyCurvesTexts } from '../texts/experiments.ts'
import { formatDistance } from '../texts/formatting.ts'
import { ExperimentFrame } from './ExperimentFrame.tsx'
import classes from './experiments.module.css'

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

/** Distances in weight space between all bends of two curves taken together. */
function bendDistance({ geometry, bendCount }: ManyCurvesValue, a: number, b: number): number {
  const { size } = geometry
  const squares = Array.from({ length: bendCount }, (_, bend) => {
    const place = (curve: number) => unitRow(size, 2 + curve * bendCount + bend)
    return distanceBetween(geometry, place(a), place(b)) ** 2
  })
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0))
}

function Distances({ value }: { readonly value: ManyCurvesValue }) {
  const { curves, geometry } = value
  const { size } = geometry
  const apart = distanceBetween(geometry, unitRow(size, 0), unitRow(size, 1))
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <caption>{manyCurvesTexts.distances}</caption>
        <thead>
          <tr>
            <td />
            {curves.map(({ seed }) => (
              <th key={seed} scope="col">
                {manyCurvesTexts.curve(seed)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {curves.map(({ seed }, a) => (
            <tr key={seed}>
              <th scope="row">{manyCurvesTexts.curve(seed)}</th>
              {curves.map((other, b) => (
                <td key={other.seed}>{a === b ? '' : formatDistance(bendDistance(value, a, b))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">
        {manyCurvesTexts.distancesHelp} {manyCurvesTexts.endpoints(formatDistance(apart))}
      </p>
    </div>
  )
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
      {value && value.curves.length > 0 && <Distances value={value} />}
    </ExperimentFrame>
  )
}
