import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { PlotAxis, PlotSeries } from '../../../charts/drawPlot.ts'
import type { RaceTrace, RaceValue } from '../../../store/experiments/values/raceValue.ts'
import { PlotChart } from '../../pictures/PlotChart.tsx'
import { raceMethodTexts, raceTexts } from '../../texts/experiments/race.ts'
import classes from '../experiments.module.css'

const height = 150
const x: PlotAxis = { label: raceTexts.epochs, scale: 'linear' }
const rate: PlotAxis = { label: raceTexts.learningRate, scale: 'linear' }
const error: PlotAxis = { label: raceTexts.error, scale: 'linear', percent: true }
const distance: PlotAxis = { label: raceTexts.distance, scale: 'linear' }

type Column = (trace: RaceTrace) => Float64Array

function seriesOf(trace: RaceTrace | undefined, column: Column, color: number): PlotSeries[] {
  if (!trace || trace.epochs.length === 0) return []
  const { collected, epochs } = trace
  const ys = column(trace)
  const at = collected.map(({ spent }) => epochs.indexOf(spent))
  return [
    { id: 'line', label: raceTexts.network, color, look: 'line', xs: epochs, ys },
    {
      id: 'collected',
      label: raceTexts.collected,
      color,
      look: 'circles',
      xs: collected.map(({ spent }) => spent),
      ys: at.map((index) => ys[index] ?? Number.NaN),
    },
  ]
}

function errorsOf(trace: RaceTrace | undefined, color: number): PlotSeries[] {
  if (!trace) return []
  const { collected } = trace
  return [
    ...seriesOf(trace, ({ errors }) => errors, color),
    {
      id: 'ensemble',
      label: raceTexts.ensemble,
      color: 3,
      look: 'diamonds',
      xs: collected.map(({ spent }) => spent),
      ys: collected.map(({ ensemble }) => ensemble.error),
    },
  ]
}

const methods = ['fge', 'sse'] as const

/** Learning rate, test error and distance from the start as the first run of a schedule went, as in the paper's figure. */
export function RaceTraces({ traces = {} }: { readonly traces: RaceValue['traces'] | undefined }) {
  const [method, setMethod] = useState<(typeof methods)[number]>('fge')
  const trace = traces[method]
  const color = methods.indexOf(method)
  const charts = useMemo(
    () => [
      {
        id: 'rate',
        label: raceTexts.rateOf,
        series: seriesOf(trace, (one) => one.learningRates, color),
        y: rate,
      },
      { id: 'error', label: raceTexts.errorOf, series: errorsOf(trace, color), y: error },
      {
        id: 'distance',
        label: raceTexts.distanceOf,
        series: seriesOf(trace, (one) => one.distances, color),
        y: distance,
      },
    ],
    [trace, color],
  )
  const name = raceMethodTexts[method]
  return (
    <div className={classes.stack}>
      <SegmentedControl
        className={classes.siblings}
        aria-label={raceTexts.run}
        value={method}
        data={methods.map((value) => ({ value, label: raceMethodTexts[value] }))}
        onChange={(value) => setMethod(value as typeof method)}
      />
      {charts.map(({ id, label, series, y }) => (
        <PlotChart
          key={id}
          label={label(name)}
          series={series}
          x={x}
          y={y}
          height={height}
          emptyText={raceTexts.tracesEmpty}
        />
      ))}
    </div>
  )
}
