import { extent, line, type ScaleContinuousNumeric, scaleLinear, scaleLog, ticks } from 'd3'
import { amend, amendText } from './amend.ts'
import { drawAxes } from './drawAxes.ts'
import { drawEmpty } from './drawEmpty.ts'
import { formatPercentTick, formatTick } from './formatNumber.ts'
import type { ChartSize, PlotArea } from './landscapeScales.ts'
import { type Layer, prepareChart, single } from './prepareChart.ts'
import { logTicks } from './ticks.ts'

/** One series of points; a value that is not finite leaves a gap. */
export interface PlotSeries {
  readonly id: string
  readonly label: string
  /** Which of the ten colours of classes, 0…9. */
  readonly color: number
  readonly look: 'line' | 'dashed' | 'circles' | 'crosses' | 'diamonds' | 'lineAndCircles'
  readonly xs: ArrayLike<number>
  readonly ys: ArrayLike<number>
  /** Left out of the key, because another series stands for it. */
  readonly unlisted?: boolean
}

/** An axis: its name with the unit, and how it runs. Log axes show positive values alone. */
export interface PlotAxis {
  readonly label: string
  readonly scale: 'linear' | 'log'
  /** Values are shares 0…1, told in per cent. */
  readonly percent?: boolean
  readonly domain?: readonly [from: number, to: number]
  /** Whole numbers alone are ticked. */
  readonly integer?: boolean
}

export interface PlotOptions extends ChartSize {
  readonly x: PlotAxis
  readonly y: PlotAxis
  /** Shown in place of points while there are none. */
  readonly emptyText: string
}

/** The scales, for who reads the plot under the pointer. */
export interface PlotHandles {
  readonly xScale: ScaleContinuousNumeric<number, number>
  readonly yScale: ScaleContinuousNumeric<number, number>
  readonly plot: PlotArea
}

/** Draws lines and marks over two axes, in place on every call. */
export function drawPlot(
  svg: SVGSVGElement,
  series: readonly PlotSeries[],
  options: PlotOptions,
): PlotHandles {
  const layers = prepareChart(svg, 'plot', { ...options, layers: ['axes', 'lines', 'marks', 'notes'] })
  const plot: PlotArea = {
    x: 50,
    y: 16,
    width: Math.max(1, options.width - 50 - 12),
    height: Math.max(1, options.height - 16 - 42),
  }
  const points = series.flatMap(pointsOf)
  const xScale = scaleOf(
    options.x,
    points.map(({ x }) => x),
    [plot.x, plot.x + plot.width],
  )
  const yScale = scaleOf(
    options.y,
    points.map(({ y }) => y),
    [plot.y + plot.height, plot.y],
  )
  drawAxes(layers.axes, {
    plot,
    xScale,
    yScale,
    xLabel: options.x.label,
    yLabel: '',
    grid: true,
    xTicks: points.length === 0 ? [] : ticksOf(options.x, xScale, plot.width / 70),
    yTicks: points.length === 0 ? [] : ticksOf(options.y, yScale, plot.height / 30),
    ...(options.x.percent && { formatX: formatPercentTick }),
    formatY: options.y.percent ? formatPercentTick : formatTick,
  })
  single(layers.axes, 'text', 'title')
    .call(amend, 'x', 0)
    .call(amend, 'y', 9)
    .call(amendText, options.y.label)
  const scales = { xScale, yScale, plot }
  drawSeriesLines(layers.lines, series, scales)
  drawMarks(layers.marks, series, scales)
  drawEmpty(layers.notes, points.length === 0 ? [options.emptyText] : [], scales)
  return scales
}

interface Point {
  readonly x: number
  readonly y: number
}

function pointsOf({ xs, ys }: Pick<PlotSeries, 'xs' | 'ys'>): Point[] {
  return Array.from(xs, (x, i) => ({ x, y: ys[i] ?? Number.NaN })).filter(
    ({ x, y }) => Number.isFinite(x) && Number.isFinite(y),
  )
}

function scaleOf(
  axis: PlotAxis,
  values: readonly number[],
  range: [number, number],
): ScaleContinuousNumeric<number, number> {
  const usable = axis.scale === 'log' ? values.filter((value) => value > 0) : values
  const [low = axis.scale === 'log' ? 0.1 : 0, high = 1] = usable.length > 0 ? extent(usable) : []
  const [from, to] = axis.domain ?? widen(axis.scale, low, high)
  return axis.scale === 'log' ? scaleLog([from, to], range).clamp(true) : scaleLinear([from, to], range)
}

/** A domain with a little air, and one that is not a single point. */
function widen(scale: PlotAxis['scale'], low: number, high: number): [number, number] {
  if (scale === 'log') {
    const air = Math.max(1.05, (high / low) ** 0.04)
    return [low / air, high * air]
  }
  const air = (high - low || Math.abs(high) || 1) * 0.05
  return [low >= 0 && low < air ? 0 : low - air, high + air]
}

function ticksOf(
  axis: PlotAxis,
  scale: ScaleContinuousNumeric<number, number>,
  wanted: number,
): readonly number[] {
  const [from = 0, to = 1] = scale.domain()
  const count = Math.max(2, Math.round(wanted))
  const found = axis.scale === 'log' ? logTicks(from, to, count + 1) : ticks(from, to, count)
  return axis.integer ? found.filter(Number.isInteger) : found
}

const hasLine = ({ look }: PlotSeries) => look === 'line' || look === 'dashed' || look === 'lineAndCircles'

function drawSeriesLines(layer: Layer, series: readonly PlotSeries[], { xScale, yScale }: PlotHandles): void {
  layer
    .selectAll<SVGPathElement, PlotSeries>('path')
    .data(series.filter(hasLine), ({ id }) => id)
    .join('path')
    .call(amend, 'class', ({ color, look }) => `line color${color} ${look}`)
    .call(amend, 'data-series', ({ id }) => id)
    .call(amend, 'd', ({ xs, ys }) => {
      const path = line<number>()
        .defined((i) => Number.isFinite(xScale(xs[i] as number)) && Number.isFinite(yScale(ys[i] as number)))
        .x((i) => round(xScale(xs[i] as number)))
        .y((i) => round(yScale(ys[i] as number)))
      return path(Array.from({ length: xs.length }, (_, i) => i)) ?? ''
    })
}

/** Outlines of marks around their point, in pixels. */
export const markShapes = {
  circles: 'M-3,0a3,3 0 1,0 6,0a3,3 0 1,0 -6,0',
  lineAndCircles: 'M-2.4,0a2.4,2.4 0 1,0 4.8,0a2.4,2.4 0 1,0 -4.8,0',
  crosses: 'M-3,-3L3,3M-3,3L3,-3',
  diamonds: 'M0,-4L4,0L0,4L-4,0Z',
} as const

interface Mark extends Point {
  readonly key: string
  readonly color: number
  readonly look: keyof typeof markShapes
}

function drawMarks(layer: Layer, series: readonly PlotSeries[], { xScale, yScale }: PlotHandles): void {
  const marks = series.flatMap((one): Mark[] => {
    const { id, color, look } = one
    if (look === 'line' || look === 'dashed') return []
    return pointsOf(one).map((point, i) => ({ ...point, key: `${id} ${i}`, color, look }))
  })
  layer
    .selectAll<SVGPathElement, Mark>('path')
    .data(marks, ({ key }) => key)
    .join('path')
    .call(amend, 'class', ({ color, look }) => `mark color${color} ${look}`)
    .call(amend, 'd', ({ look }) => markShapes[look])
    .call(amend, 'transform', ({ x, y }) => `translate(${round(xScale(x))},${round(yScale(y))})`)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
