import { useMemo } from 'react'
import type { PlotAxis, PlotSeries } from '../../../charts/drawPlot.ts'
import { barrier, pathLength, profileStatistics } from '../../../core/curves/profileStatistics.ts'
import { quantityValues } from '../../../core/quantities.ts'
import { selectExperiment } from '../../../store/experiments/selectExperiment.ts'
import type { FoundCurve } from '../../../store/experiments/values/manyCurvesValue.ts'
import type { ObjectiveCurve, ObjectivesValue } from '../../../store/experiments/values/objectivesValue.ts'
import { NumberChoice } from '../../controls/NumberChoice.tsx'
import { PlotChart } from '../../pictures/PlotChart.tsx'
import { useStudyState } from '../../StudyContext.ts'
import { objectivesTexts as texts } from '../../texts/experiments/objectives.ts'
import { formatDistance, formatLoss, formatPercent } from '../../texts/formatting.ts'
import { ExperimentFrame } from '../ExperimentFrame.tsx'
import classes from '../experiments.module.css'
import { FiguresTable } from '../FiguresTable.tsx'

const t: PlotAxis = { label: texts.t, scale: 'linear', domain: [0, 1] }
const nll: PlotAxis = { label: texts.nll, scale: 'log' }
const error: PlotAxis = { label: texts.error, scale: 'linear', percent: true }
const q: PlotAxis = { label: texts.q, scale: 'linear' }

type Path = Omit<FoundCurve, 'seed'>

const lossOf = ({ train }: Path) => train.nll
const errorOf = ({ test }: Path) => quantityValues(test, 'error')

function curvesOf(
  { ts, curves }: ObjectivesValue,
  read: (curve: ObjectiveCurve) => ArrayLike<number>,
): PlotSeries[] {
  return curves.map((curve, color) => ({
    id: curve.objective,
    label: texts.objective[curve.objective],
    color,
    look: 'line',
    xs: ts,
    ys: read(curve),
  }))
}

function pathsOf(value: ObjectivesValue | undefined, read: (path: Path) => ArrayLike<number>): PlotSeries[] {
  if (!value) return []
  const { ts, segment } = value
  return [
    { id: 'segment', label: texts.segment, color: 8, look: 'dashed', xs: ts, ys: read(segment) },
    ...curvesOf(value, read),
  ]
}

/** q of the segment, and so of a path that nobody bent, is 1. */
function densitiesOf(value: ObjectivesValue | undefined): PlotSeries[] {
  if (!value || value.curves.length === 0) return []
  const { ts } = value
  const ones = ts.map(() => 1)
  return [
    { id: 'segment', label: texts.segment, color: 8, look: 'dashed', xs: ts, ys: ones },
    ...curvesOf(value, ({ density }) => density),
  ]
}

function rowOf(name: string, path: Path, { ts, segment }: ObjectivesValue) {
  const losses = profileStatistics(lossOf(path), path.dl)
  const errors = profileStatistics(errorOf(path), path.dl)
  const length = pathLength(path.dl)
  return {
    name,
    cells: [
      ...[losses.avg, losses.int, losses.min, losses.max, barrier(ts, lossOf(path))].map(formatLoss),
      formatPercent(errors.avg),
      formatPercent(errors.max),
      formatDistance(length),
      (length / pathLength(segment.dl)).toFixed(2),
    ],
  }
}

function Figures({ value }: { readonly value: ObjectivesValue }) {
  const { curves, segment, apart } = value
  return (
    <FiguresTable
      caption={texts.table}
      columns={texts.columns}
      rows={[
        ...curves.map((curve) => rowOf(texts.objective[curve.objective], curve, value)),
        rowOf(texts.segment, segment, value),
      ]}
    >
      {texts.tableHelp} {apart !== undefined && texts.apart(formatDistance(apart))}
    </FiguresTable>
  )
}

/** The two objectives side by side. */
export function ObjectivesView() {
  const value = useStudyState((state) => selectExperiment(state, 'objectives').value)
  const losses = useMemo(() => pathsOf(value, lossOf), [value])
  const errors = useMemo(() => pathsOf(value, errorOf), [value])
  const densities = useMemo(() => densitiesOf(value), [value])
  const shared = { x: t, emptyText: texts.empty }
  return (
    <ExperimentFrame name="objectives" settings={<NumberChoice name="curveSeed" />}>
      <div className={classes.charts}>
        <div className={classes.stack}>
          <PlotChart label={texts.profiles} series={losses} y={nll} height={240} {...shared} />
          <PlotChart label={texts.density} series={densities} y={q} height={150} {...shared} />
        </div>
        <PlotChart label={texts.errors} series={errors} y={error} height={240} {...shared} />
      </div>
      {value && <Figures value={value} />}
    </ExperimentFrame>
  )
}
