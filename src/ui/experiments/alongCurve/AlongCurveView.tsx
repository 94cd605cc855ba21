import { useMemo } from 'react'
import type { PlotAxis, PlotSeries } from '../../../charts/drawPlot.ts'
import { ensembleErrors } from '../../../store/experiments/alongCurve.ts'
import { selectExperiment } from '../../../store/experiments/selectExperiment.ts'
import type { AlongCurveValue } from '../../../store/experiments/values/alongCurveValue.ts'
import type { RaceScore } from '../../../store/experiments/values/raceValue.ts'
import { NumberChoice } from '../../controls/NumberChoice.tsx'
import { PlotChart } from '../../pictures/PlotChart.tsx'
import { useStudyState } from '../../StudyContext.ts'
import { alongCurveTexts as texts } from '../../texts/experiments/alongCurve.ts'
import { ExperimentFrame } from '../ExperimentFrame.tsx'
import classes from '../experiments.module.css'
import { ScoreTable } from '../ScoreTable.tsx'

const t: PlotAxis = { label: texts.t, scale: 'linear', domain: [0, 1] }
const error: PlotAxis = { label: texts.error, scale: 'linear', percent: true }
const differing: PlotAxis = { label: texts.differing, scale: 'linear', percent: true }
const networks: PlotAxis = { label: texts.networks, scale: 'linear', integer: true }

function errorSeries({ ts, curve, segment }: AlongCurveValue): PlotSeries[] {
  const alone = Float64Array.from(curve.correct, (correct) => 1 - correct / curve.count)
  return [
    { id: 'curve', label: texts.curve, color: 1, look: 'line', xs: ts, ys: ensembleErrors(curve) },
    { id: 'segment', label: texts.segment, color: 8, look: 'dashed', xs: ts, ys: ensembleErrors(segment) },
    { id: 'alone', label: texts.curveAlone, color: 0, look: 'line', xs: ts, ys: alone },
  ]
}

function differenceSeries({ ts, curve, segment }: AlongCurveValue): PlotSeries[] {
  const shares = (values: AlongCurveValue['curve']) =>
    Float64Array.from(values.differing, (count) => count / values.count)
  return [
    { id: 'curve', label: texts.curve, color: 1, look: 'line', xs: ts, ys: shares(curve) },
    { id: 'segment', label: texts.segment, color: 8, look: 'dashed', xs: ts, ys: shares(segment) },
  ]
}

function growingSeries({ onCurve, independent }: AlongCurveValue): PlotSeries[] {
  const series = (
    id: 'onCurve' | 'independent',
    color: number,
    scores: readonly RaceScore[],
  ): PlotSeries => ({
    id,
    label: texts[id],
    color,
    look: 'lineAndCircles',
    xs: scores.map((_, index) => index + 1),
    ys: scores.map((score) => score.error),
  })
  return [series('onCurve', 1, onCurve), series('independent', 2, independent)]
}

function rowsOf({ onCurve, independent, singles, joined }: AlongCurveValue) {
  const best = singles.onCurve.toSorted((a, b) => a.error - b.error || a.nll - b.nll)[0]
  return [
    { name: texts.ensembles.best, score: best },
    { name: texts.ensembles.ends, score: onCurve[1] },
    { name: texts.ensembles.curve(joined.length), score: onCurve.at(-1) },
    { name: texts.ensembles.independent(joined.length), score: independent.at(-1) },
  ]
}

/** Ensembles of networks on the curve. */
export function AlongCurveView() {
  const value = useStudyState((state) => selectExperiment(state, 'alongCurve').value)
  const errors = useMemo(() => (value ? errorSeries(value) : []), [value])
  const differences = useMemo(() => (value ? differenceSeries(value) : []), [value])
  const growing = useMemo(() => (value ? growingSeries(value) : []), [value])
  return (
    <ExperimentFrame
      name="alongCurve"
      settings={
        <>
          <NumberChoice name="alongCount" />
          <NumberChoice name="alongSeed" />
        </>
      }
    >
      <div className={classes.charts}>
        <PlotChart label={texts.pair} series={errors} x={t} y={error} height={240} emptyText={texts.empty} />
        <PlotChart
          label={texts.disagreement}
          series={differences}
          x={t}
          y={differing}
          height={240}
          emptyText={texts.empty}
        />
      </div>
      <PlotChart
        label={texts.growing}
        series={growing}
        x={networks}
        y={error}
        height={220}
        emptyText={texts.growingEmpty}
      />
      {value && (
        <ScoreTable
          caption={texts.table}
          help={texts.tableHelp(value.joined.map((one) => one.toFixed(2)).join(', '))}
          rows={rowsOf(value)}
        />
      )}
    </ExperimentFrame>
  )
}
