import type { PlotAxis, PlotSeries } from '../../charts/drawPlot.ts'
import type { TrainingRun } from '../../charts/drawTrainingChart.ts'
import type { FieldData } from '../../charts/paintField.ts'
import type { ProfileSeries } from '../../charts/profileScales.ts'
import type { CalibrationBin } from '../../core/ensembles/calibration.ts'
import { axisValue } from '../../core/planes/grid.ts'
import type { DataPicture } from '../../protocol/problem.ts'
import type { Trail } from '../../store/results.ts'
import { dataColumns } from '../texts/dataColumns.ts'

/** A column of what a chart shows: numbers as they are, or words; its name has the unit. */
export interface ChartColumn {
  readonly name: string
  readonly values: ArrayLike<number | string | undefined>
}

/** What a chart shows as columns of equal length; the first one names the rows. */
export type ChartTable = readonly ChartColumn[]

const percent = (values: ArrayLike<number>) => Float64Array.from(values, (share) => share * 100)

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

interface Line {
  readonly label: string
  readonly xs: ArrayLike<number>
  readonly ys: ArrayLike<number>
}

/** Lines over one axis: a column each where all have the same places, else one below the other. */
function tableOfLines(lines: readonly Line[], x: string, y: string): ChartTable {
  const [first] = lines
  if (!first) return [{ name: x, values: [] }]
  if (lines.every(({ xs }) => sameNumbers(xs, first.xs)))
    return [
      { name: x, values: first.xs },
      ...lines.map(({ label, ys }, index) => {
        const before = lines.slice(0, index).filter((other) => other.label === label).length
        const named = before > 0 ? `${label} (${before + 1})` : label
        return { name: named === '' || named === y ? y : `${named}: ${y}`, values: ys }
      }),
    ]
  const rows = lines.flatMap(({ label, xs, ys }) =>
    Array.from({ length: xs.length }, (_, i) => ({ label, x: xs[i], y: ys[i] })),
  )
  return [
    { name: dataColumns.series, values: rows.map(({ label }) => label) },
    { name: x, values: rows.map((row) => row.x) },
    { name: y, values: rows.map((row) => row.y) },
  ]
}

/** What a plot of series shows; shares in per cent, as its axes tell them. */
export function tableOfPlot(
  series: readonly PlotSeries[],
  { x, y }: { readonly x: PlotAxis; readonly y: PlotAxis },
): ChartTable {
  const lines = series.map(({ label, xs, ys }) => ({
    label,
    xs: x.percent ? percent(xs) : xs,
    ys: y.percent ? percent(ys) : ys,
  }))
  return tableOfLines(lines, x.label, y.label)
}

/** Profiles along t, of one quantity with its unit; shares in per cent. */
export function tableOfProfiles(
  series: readonly ProfileSeries[],
  { axis, quantity, unit }: { readonly axis: string; readonly quantity: string; readonly unit: string },
): ChartTable {
  const lines = series.map(({ id, label, ts, values }) => ({
    label: label || dataColumns.lines[id] || id,
    xs: ts,
    ys: unit === '%' ? percent(values) : values,
  }))
  return tableOfLines(lines, axis, unit === '' ? quantity : `${quantity}, ${unit}`)
}

interface FieldLabels {
  readonly x: string
  readonly y: string
  readonly quantity: string
  readonly unit: string
}

/** The cells of a plane, row by row of y from the lowest; what is not computed yet is empty. */
export function tableOfField(field: FieldData, { x, y, quantity, unit }: FieldLabels): ChartTable {
  const { grid, values, known } = field
  const size = values.length
  const [xs, ys] = [new Float64Array(size), new Float64Array(size)]
  for (let k = 0; k < size; k++) {
    xs[k] = axisValue(grid.x, k % grid.x.count)
    ys[k] = axisValue(grid.y, Math.floor(k / grid.x.count))
  }
  const seen = unit === '%' ? percent(values) : values
  const told = known ? Array.from(seen, (value, k) => (known[k] ? value : undefined)) : seen
  return [
    { name: x, values: xs },
    { name: y, values: ys },
    { name: unit === '' ? quantity : `${quantity}, ${unit}`, values: told },
  ]
}

/** A training that is drawn in a plane. */
interface TrailLine {
  readonly label: string
  readonly trail: Trail
}

/** Trainings in a plane, moment after moment. */
export function tableOfTrails(lines: readonly TrailLine[], axes: Pick<FieldLabels, 'x' | 'y'>): ChartTable {
  const rows = lines.flatMap(({ label, trail: { epochs, points } }) =>
    points.map((point, i) => ({ ...point, label, epoch: epochs[i] })),
  )
  return [
    { name: dataColumns.run, values: rows.map(({ label }) => label) },
    { name: dataColumns.spent, values: rows.map(({ epoch }) => epoch) },
    { name: axes.x, values: rows.map(({ x }) => x) },
    { name: axes.y, values: rows.map(({ y }) => y) },
    { name: dataColumns.offPlane, values: rows.map(({ distance }) => distance) },
  ]
}

/** The bars of a reliability diagram, of even width from 0 to 1; a bin without samples has no means. */
export function tableOfReliability(bins: readonly CalibrationBin[]): ChartTable {
  const share = (part: number) => (100 * part) / bins.length
  const mean = (figure: 'confidence' | 'accuracy') =>
    bins.map((bin) => (bin.count > 0 ? 100 * bin[figure] : undefined))
  return [
    { name: dataColumns.confidenceFrom, values: bins.map((_, index) => share(index)) },
    { name: dataColumns.confidenceTo, values: bins.map((_, index) => share(index + 1)) },
    { name: dataColumns.count, values: bins.map(({ count }) => count) },
    { name: dataColumns.confidence, values: mean('confidence') },
    { name: dataColumns.accuracy, values: mean('accuracy') },
  ]
}

/** Train and test nll of every epoch, run after run; test is evaluated now and then. */
export function tableOfTraining(runs: readonly TrainingRun[]): ChartTable {
  const rows = runs.flatMap(({ label, history }) => history.map((record) => ({ label, ...record })))
  const hasNames = runs.some(({ label }) => label !== '')
  return [
    ...(hasNames ? [{ name: dataColumns.network, values: rows.map(({ label }) => label) }] : []),
    { name: dataColumns.epoch, values: rows.map(({ epoch }) => epoch) },
    { name: dataColumns.trainNll, values: rows.map(({ trainNll }) => trainNll) },
    { name: dataColumns.testNll, values: rows.map(({ testNll }) => testNll) },
    { name: dataColumns.trainAccuracy, values: rows.map(({ trainAccuracy }) => trainAccuracy * 100) },
    {
      name: dataColumns.testAccuracy,
      values: rows.map(({ testAccuracy }) => testAccuracy && testAccuracy * 100),
    },
  ]
}

/** The points that are drawn with their classes, or which image is of which class. */
export function tableOfPicture(picture: DataPicture, classNames: readonly string[]): ChartTable {
  const named = Array.from(picture.labels, (label) => classNames[label] ?? label)
  if (picture.kind !== 'points')
    return [
      { name: dataColumns.image, values: named.map((_, index) => index + 1) },
      { name: dataColumns.class, values: named },
    ]
  const axis = (offset: 0 | 1) => named.map((_, i) => picture.points[2 * i + offset])
  return [
    { name: dataColumns.x, values: axis(0) },
    { name: dataColumns.y, values: axis(1) },
    { name: dataColumns.class, values: named },
  ]
}
