import { useMemo } from 'react'
import type { PlotAxis, PlotSeries } from '../../../charts/drawPlot.ts'
import { barrier, pathLength } from '../../../core/curves/profileStatistics.ts'
import { quantityValues } from '../../../core/quantities.ts'
import {
  type AlignmentValue,
  alignedWays,
  type WayValues,
} from '../../../store/experiments/values/alignmentValue.ts'
import { PlotChart } from '../../pictures/PlotChart.tsx'
import { alignmentTexts } from '../../texts/experiments/alignment.ts'
import { formatDistance, formatLoss, formatPercent } from '../../texts/formatting.ts'
import classes from '../experiments.module.css'
import { FiguresTable } from '../FiguresTable.tsx'

const t: PlotAxis = { label: alignmentTexts.t, scale: 'linear', domain: [0, 1] }
const nll: PlotAxis = { label: alignmentTexts.nll, scale: 'log' }
const error: PlotAxis = { label: alignmentTexts.error, scale: 'linear', percent: true }

/** Ways to w₂ in one colour, to π(w₂) in another; segments dashed. */
const looks = {
  segment: { color: 1, look: 'dashed' },
  alignedSegment: { color: 0, look: 'dashed' },
  curve: { color: 1, look: 'line' },
  alignedCurve: { color: 0, look: 'line' },
} as const

function seriesOf(
  value: AlignmentValue | undefined,
  read: (way: WayValues) => ArrayLike<number>,
): PlotSeries[] {
  return alignedWays.flatMap((way): PlotSeries[] => {
    const values = value?.ways[way]
    if (!value || !values) return []
    return [{ id: way, label: alignmentTexts.ways[way], ...looks[way], xs: value.ts, ys: read(values) }]
  })
}

const errorsOf = ({ test }: WayValues) => quantityValues(test, 'error')

function rowsOf({ ts, ways }: AlignmentValue) {
  return alignedWays.flatMap((way) => {
    const values = ways[way]
    if (!values) return []
    const { train, dl } = values
    const cells = [
      formatLoss(barrier(ts, train.nll)),
      formatLoss(Math.max(...train.nll)),
      formatPercent(barrier(ts, errorsOf(values))),
      formatDistance(pathLength(dl)),
    ]
    return [{ name: alignmentTexts.ways[way], cells }]
  })
}

/** Profiles of segment and curve to w₂ and to π(w₂), and their barriers. */
export function AlignedWays({ value }: { readonly value: AlignmentValue | undefined }) {
  const losses = useMemo(() => seriesOf(value, ({ train }) => train.nll), [value])
  const errors = useMemo(() => seriesOf(value, errorsOf), [value])
  const rows = useMemo(() => (value ? rowsOf(value) : []), [value])
  const shared = { x: t, height: 240, emptyText: alignmentTexts.empty } as const
  return (
    <>
      <div className={classes.charts}>
        <PlotChart label={alignmentTexts.losses} series={losses} y={nll} {...shared} />
        <PlotChart label={alignmentTexts.errors} series={errors} y={error} {...shared} />
      </div>
      {value && rows.length > 0 && (
        <FiguresTable caption={alignmentTexts.barriers} columns={alignmentTexts.barrierColumns} rows={rows}>
          {alignmentTexts.barriersHelp}{' '}
          {alignmentTexts.closer(formatDistance(value.distance.before), formatDistance(value.distance.after))}
        </FiguresTable>
      )}
    </>
  )
}
