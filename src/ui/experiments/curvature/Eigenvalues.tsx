import { useMemo } from 'react'
import type { PlotAxis, PlotSeries } from '../../../charts/drawPlot.ts'
import type { Eigenvalue } from '../../../protocol/hessian.ts'
import type { CurvatureValue, PointCurvature } from '../../../store/experiments/values/curvatureValue.ts'
import { PlotChart } from '../../pictures/PlotChart.tsx'
import { useStudyState } from '../../StudyContext.ts'
import { curvatureTexts } from '../../texts/experiments/curvature.ts'
import { formatCount, formatLoss } from '../../texts/formatting.ts'
import { FiguresTable } from '../FiguresTable.tsx'

const t: PlotAxis = { label: curvatureTexts.t, scale: 'linear', domain: [0, 1] }
const rank: PlotAxis = { label: curvatureTexts.rank, scale: 'linear', integer: true }
const y: PlotAxis = { label: curvatureTexts.value, scale: 'linear' }

const ends = ['largest', 'smallest'] as const

/** How many eigenvalues of an end are known somewhere. */
function ranksOf(points: readonly PointCurvature[], end: (typeof ends)[number]): number[] {
  const most = Math.max(0, ...points.map((point) => point[end].length))
  return Array.from({ length: most }, (_, index) => index)
}

function alongPath(points: readonly PointCurvature[]): PlotSeries[] {
  return ends.flatMap((end) =>
    ranksOf(points, end).map(
      (index): PlotSeries => ({
        id: `${end} ${index}`,
        label: curvatureTexts[end](index + 1),
        color: (end === 'largest' ? index : 9 - index) % 10,
        look: 'lineAndCircles',
        xs: points.map((point) => point.t ?? 0),
        ys: points.map((point) => point[end][index]?.value ?? Number.NaN),
      }),
    ),
  )
}

function byRank({ largest, smallest }: PointCurvature): PlotSeries[] {
  const seriesOf = (pairs: readonly Eigenvalue[], end: (typeof ends)[number]): PlotSeries => ({
    id: end,
    label: end === 'largest' ? curvatureTexts.largestOnes : curvatureTexts.smallestOnes,
    color: end === 'largest' ? 0 : 1,
    look: 'circles',
    xs: pairs.map((_, index) => index + 1),
    ys: pairs.map(({ value }) => value),
  })
  return [
    ...(largest.length > 0 ? [seriesOf(largest, 'largest')] : []),
    ...(smallest.length > 0 ? [seriesOf(smallest, 'smallest')] : []),
  ]
}

interface TableProps {
  readonly value: CurvatureValue
  /** Whether its last point is still being worked on. */
  readonly isRunning: boolean
}

/** What rounding in float32 leaves open, in shares of the largest eigenvalue. */
const rounding = 2e-5

/** How well an eigenvalue is known: a residual below the rounding of the products promises too much. */
function boundOf({ largest, smallest }: PointCurvature, { residual }: Eigenvalue): number {
  const sizes = [...largest, ...smallest].map(({ value }) => Math.abs(value))
  return Math.max(residual, rounding * Math.max(...sizes))
}

function stateOf({ converged }: PointCurvature, isRunning: boolean): string {
  if (converged) return curvatureTexts.converged
  return isRunning ? curvatureTexts.running : curvatureTexts.notConverged
}

function Table({ value, isRunning }: TableProps) {
  const { points, tolerance, statistics } = value
  const known = ends.flatMap((end) => ranksOf(points, end).map((index) => ({ end, index })))
  const columns = [
    curvatureTexts.nll,
    ...known.map(({ end, index }) => curvatureTexts[end](index + 1)),
    curvatureTexts.products,
    curvatureTexts.state,
  ]
  const rows = points.map((point, at) => ({
    name: point.t === undefined ? curvatureTexts.atPoint : point.t.toFixed(3),
    cells: [
      formatLoss(point.nll),
      ...known.map(({ end, index }) => {
        const pair = point[end][index]
        return pair ? curvatureTexts.pair(pair.value, boundOf(point, pair)) : ''
      }),
      String(point.products),
      stateOf(point, isRunning && at === points.length - 1),
    ],
  }))
  const used = points.find(({ sampleCount }) => sampleCount > 0)?.sampleCount
  const isUnfinished = !isRunning && points.some(({ converged }) => !converged)
  return (
    <FiguresTable
      caption={curvatureTexts.table}
      corner={points[0]?.t === undefined ? curvatureTexts.place : curvatureTexts.placeT}
      columns={columns}
      rows={rows}
    >
      {curvatureTexts.help(tolerance)} {statistics && curvatureTexts.statistics[statistics]}{' '}
      {used !== undefined && curvatureTexts.rows(formatCount(used))}{' '}
      {isUnfinished && curvatureTexts.unfinished}
    </FiguresTable>
  )
}

/** Eigenvalues along t or by rank, and a table that tells how well they are known. */
export function Eigenvalues({ value }: { readonly value: CurvatureValue | undefined }) {
  const isRunning = useStudyState(({ live }) => live.experiment?.name === 'curvature')
  const [first] = value?.points ?? []
  const isPath = value === undefined || value.place === 'curve' || value.place === 'segment'
  const series = useMemo(() => {
    if (!value) return []
    return isPath ? alongPath(value.points) : value.points.flatMap(byRank)
  }, [value, isPath])
  return (
    <>
      <PlotChart
        label={isPath ? curvatureTexts.alongPath : curvatureTexts.byRank}
        series={series}
        x={isPath ? t : rank}
        y={y}
        height={260}
        emptyText={curvatureTexts.empty}
      />
      {value && first && <Table value={value} isRunning={isRunning} />}
    </>
  )
}
