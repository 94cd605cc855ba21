import { useMemo } from 'react'
import type { PlotAxis, PlotSeries } from '../../../charts/drawPlot.ts'
import { barrier, pathLength } from '../../../core/curves/profileStatistics.ts'
import { quantityValues } from '../../../core/quantities.ts'
import type { SplitValues } from '../../../protocol/evaluation.ts'
import { refuseCheating } from '../../../store/experiments/cheatingPath.ts'
import { selectExperiment } from '../../../store/experiments/selectExperiment.ts'
import type { CheatingPathValue } from '../../../store/experiments/values/cheatingPathValue.ts'
import { PlotChart } from '../../pictures/PlotChart.tsx'
import { useStudyState } from '../../StudyContext.ts'
import { cheatingPathTexts as texts } from '../../texts/experiments/cheatingPath.ts'
import { formatDistance, formatLoss, formatPercent } from '../../texts/formatting.ts'
import { ExperimentFrame } from '../ExperimentFrame.tsx'
import classes from '../experiments.module.css'
import { FiguresTable } from '../FiguresTable.tsx'

const t: PlotAxis = { label: texts.t, scale: 'linear', domain: [0, 1] }
const nll: PlotAxis = { label: texts.nll, scale: 'log' }
const error: PlotAxis = { label: texts.error, scale: 'linear', percent: true }

interface SeenPath {
  readonly train: SplitValues
  readonly test: SplitValues
  readonly dl: Float64Array
}

const errorsOf = ({ test }: SeenPath) => quantityValues(test, 'error')

function seriesOf(
  value: CheatingPathValue | undefined,
  read: (path: SeenPath) => Float64Array,
  atOrigin: boolean,
): PlotSeries[] {
  if (!value) return []
  const { ts, segment } = value
  const path = read(value).map((one, k) => (atOrigin || ts[k] !== 0.5 ? one : Number.NaN))
  return [
    { id: 'path', label: texts.path, color: 0, look: 'line', xs: ts, ys: path },
    { id: 'segment', label: texts.segment, color: 8, look: 'dashed', xs: ts, ys: read(segment) },
  ]
}

function rowOf(name: string, path: SeenPath, ts: readonly number[], changed: string) {
  const { train, dl } = path
  const errors = errorsOf(path)
  return {
    name,
    cells: [
      formatLoss(train.nll[0] ?? Number.NaN),
      formatLoss(train.nll.at(-1) ?? Number.NaN),
      formatLoss(Math.max(...train.nll)),
      formatLoss(barrier(ts, train.nll)),
      formatPercent(errors[0] ?? Number.NaN),
      formatPercent(errors.at(-1) ?? Number.NaN),
      changed,
      formatDistance(pathLength(dl)),
    ],
  }
}

function Figures({ value }: { readonly value: CheatingPathValue }) {
  const { ts, segment, differing, test } = value
  const changed = Math.max(...Array.from(differing, (count, k) => (ts[k] === 0.5 ? 0 : count)))
  return (
    <FiguresTable
      caption={texts.table}
      columns={texts.columns}
      rows={[
        rowOf(texts.path, value, ts, texts.ofSamples(changed, test.count)),
        rowOf(texts.segment, segment, ts, ''),
      ]}
    >
      {texts.changedHelp}
    </FiguresTable>
  )
}

/** The path through the origin that keeps every label. */
export function CheatingPathView() {
  const value = useStudyState((state) => selectExperiment(state, 'cheatingPath').value)
  const refusal = useStudyState(({ choices }) => refuseCheating(choices))
  const losses = useMemo(() => seriesOf(value, ({ train }) => train.nll, true), [value])
  const errors = useMemo(() => seriesOf(value, errorsOf, false), [value])
  return (
    <ExperimentFrame
      name="cheatingPath"
      settings={null}
      {...(refusal !== undefined && { refusal: texts.refused(refusal) })}
    >
      <div className={classes.charts}>
        <PlotChart label={texts.loss} series={losses} x={t} y={nll} height={240} emptyText={texts.empty} />
        <PlotChart
          label={texts.errors}
          series={errors}
          x={t}
          y={error}
          height={240}
          emptyText={texts.empty}
        />
      </div>
      {value && <Figures value={value} />}
    </ExperimentFrame>
  )
}
