import { useMemo } from 'react'
import type { PlotAxis, PlotSeries } from '../../../charts/drawPlot.ts'
import { principalPlane } from '../../../core/planes/principalPlane.ts'
import { quantityValues } from '../../../core/quantities.ts'
import type { SnapshotChain } from '../../../store/experiments/values/raceValue.ts'
import { PlotChart } from '../../pictures/PlotChart.tsx'
import { raceTexts } from '../../texts/experiments/race.ts'
import { formatDistance, formatPercent } from '../../texts/formatting.ts'
import classes from '../experiments.module.css'

const along: PlotAxis = { label: raceTexts.snapshot, scale: 'linear' }
const nll: PlotAxis = { label: raceTexts.nll, scale: 'linear' }
const error: PlotAxis = { label: raceTexts.error, scale: 'linear', percent: true }

/** Values between and at the vertices of a chain of `segments` segments. */
function chainSeries(values: Float64Array, segments: number, color: number): PlotSeries[] {
  const steps = (values.length - 1) / segments
  const xs = Array.from(values, (_, index) => index / steps)
  const vertices = Array.from({ length: segments + 1 }, (_, index) => index)
  return [
    { id: 'between', label: raceTexts.between, color, look: 'line', xs, ys: values },
    {
      id: 'at',
      label: raceTexts.at,
      color,
      look: 'circles',
      xs: vertices,
      ys: vertices.map((vertex) => values[vertex * steps] ?? Number.NaN),
    },
  ]
}

function planeOf({ geometry }: SnapshotChain) {
  const { xs, ys, distances, explained } = principalPlane(geometry)
  const series: PlotSeries[] = [
    { id: 'path', label: raceTexts.path, color: 0, look: 'lineAndCircles', xs, ys },
    {
      id: 'start',
      label: raceTexts.start,
      color: 3,
      look: 'diamonds',
      xs: xs.slice(0, 1),
      ys: ys.slice(0, 1),
    },
  ]
  const axis = (index: 0 | 1): PlotAxis => ({
    label: raceTexts.principal(index + 1, formatPercent(explained[index])),
    scale: 'linear',
  })
  return { series, x: axis(0), y: axis(1), farthest: Math.max(...distances) }
}

/** The snapshots of the first FGE run: what lies between them, and where they lie. */
export function RaceSnapshots({ chain }: { readonly chain: SnapshotChain | undefined }) {
  const segments = (chain?.geometry.size ?? 1) - 1
  const losses = useMemo(() => (chain ? chainSeries(chain.train.nll, segments, 0) : []), [chain, segments])
  const errors = useMemo(
    () => (chain ? chainSeries(quantityValues(chain.test, 'error'), segments, 1) : []),
    [chain, segments],
  )
  const plane = useMemo(() => chain && planeOf(chain), [chain])
  const shared = { height: 220, emptyText: raceTexts.chainEmpty }
  return (
    <>
      <div className={classes.charts}>
        <PlotChart label={raceTexts.chainLoss} series={losses} x={along} y={nll} {...shared} />
        <PlotChart label={raceTexts.chainError} series={errors} x={along} y={error} {...shared} />
      </div>
      {plane && (
        <div>
          <PlotChart
            label={raceTexts.plane}
            series={plane.series}
            x={plane.x}
            y={plane.y}
            {...shared}
            height={300}
          />
          <p className="quiet">{raceTexts.away(formatDistance(plane.farthest))}</p>
        </div>
      )}
    </>
  )
}
