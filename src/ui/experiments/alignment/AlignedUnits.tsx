import { useMemo } from 'react'
import type { PlotAxis, PlotSeries } from '../../../charts/drawPlot.ts'
import type { AlignmentValue } from '../../../store/experiments/values/alignmentValue.ts'
import { PlotChart } from '../../pictures/PlotChart.tsx'
import { alignmentTexts } from '../../texts/experiments/alignment.ts'
import classes from '../experiments.module.css'
import { FiguresTable } from '../FiguresTable.tsx'

const sweep: PlotAxis = { label: alignmentTexts.sweep, scale: 'linear', integer: true }
const product: PlotAxis = { label: alignmentTexts.product, scale: 'linear' }

function countMoved(permutation: Int32Array): number {
  return permutation.reduce((sum, from, unit) => sum + (from === unit ? 0 : 1), 0)
}

/** Which units changed places, which could not and why, and how much nearer each sweep came. */
export function AlignedUnits({ value }: { readonly value: AlignmentValue }) {
  const { similarity, units, unmoved } = value
  const series = useMemo<PlotSeries[]>(
    () => [
      {
        id: 'similarity',
        label: alignmentTexts.product,
        color: 0,
        look: 'lineAndCircles',
        xs: similarity.map((_, index) => index),
        ys: similarity,
      },
    ],
    [similarity],
  )
  const rows = [
    ...units.map(({ layers, permutation }) => ({
      name: layers.join(', '),
      cells: [String(countMoved(permutation)), String(permutation.length)],
    })),
    ...unmoved.map(({ layer, reason }) => ({
      name: `${layer} ${alignmentTexts.stays(reason)}`,
      cells: ['0', ''],
    })),
  ]
  return (
    <div className={classes.charts}>
      <PlotChart
        label={alignmentTexts.similarity}
        series={series}
        x={sweep}
        y={product}
        height={180}
        emptyText={alignmentTexts.empty}
      />
      <FiguresTable caption={alignmentTexts.units} columns={alignmentTexts.unitsColumns} rows={rows} />
    </div>
  )
}
