import { extent, line, scaleLinear, scaleLog } from 'd3'
import { amend, amendText } from './amend.ts'
import { drawEmpty } from './drawEmpty.ts'
import { formatPercent, formatTick } from './formatNumber.ts'
import type { ChartSize, PlotArea } from './landscapeScales.ts'
import { type Layer, prepareChart, single } from './prepareChart.ts'

/** What one epoch came to; test figures may be missing. */
export interface EpochFigures {
  readonly epoch: number
  readonly trainNll: number
  readonly testNll?: number
  readonly trainAccuracy: number
  readonly testAccuracy?: number
}

/** One network's training so far. */
export interface TrainingRun {
  readonly label: string
  readonly history: readonly EpochFigures[]
}

/** Up to three runs and the figure that is drawn. */
export interface TrainingChartData {
  readonly runs: readonly TrainingRun[]
  readonly measure: 'nll' | 'accuracy'
  /** Epochs that are planned, so that lines grow into a fixed width; as far as they got without it. */
  readonly epochs?: number
}

/** Size, and the words of the chart; without words it has numbers alone. */
export interface TrainingChartOptions extends ChartSize {
  readonly emptyText?: string
  /** Names the first epoch of the axis. */
  readonly wordEpoch?: (epoch: number) => string
  /** Says what the dots are. */
  readonly testKey?: string
}

interface Point {
  readonly epoch: number
  readonly value: number
}

type Scales = ReturnType<typeof createScales>

/** Draws training: train solid, test dotted, the run's name at its end; nll on a log axis, accuracy in per cent. */
export function drawTrainingChart(
  svg: SVGSVGElement,
  data: TrainingChartData,
  options: TrainingChartOptions,
): void {
  const layers = prepareChart(svg, 'trainingChart', { ...options, layers: ['axes', 'runs', 'names'] })
  const runs = data.runs.map((run, index) => ({
    index,
    label: run.label,
    train: readPoints(run, data.measure === 'nll' ? 'trainNll' : 'trainAccuracy'),
    test: readPoints(run, data.measure === 'nll' ? 'testNll' : 'testAccuracy'),
  }))
  const scales = createScales(runs, data, options)
  const present = runs.filter(({ train, test }) => train.length + test.length > 0)
  drawFrame(layers.axes, {
    ...scales,
    isEmpty: present.length === 0,
    format: formats[data.measure],
    word: options.wordEpoch ?? String,
  })
  drawKey(layers.axes, present, { ...scales, text: options.testKey ?? '' })
  drawRuns(layers.runs, present, scales)
  drawEmpty(layers.names, present.length > 0 ? [] : [options.emptyText ?? ''], scales)
}

type Run = {
  readonly index: number
  readonly label: string
  readonly train: readonly Point[]
  readonly test: readonly Point[]
}

function readPoints(run: TrainingRun, figure: Exclude<keyof EpochFigures, 'epoch'>): Point[] {
  return run.history.flatMap((record) => {
    const value = record[figure]
    return value !== undefined && Number.isFinite(value) ? [{ epoch: record.epoch, value }] : []
  })
}

function createScales(runs: readonly Run[], data: TrainingChartData, size: ChartSize) {
  const plot: PlotArea = {
    x: 40,
    y: 6,
    width: Math.max(1, size.width - 66),
    height: Math.max(1, size.height - 24),
  }
  const points = runs.flatMap(({ train, test }) => [...train, ...test])
  const lastEpoch = data.epochs ?? Math.max(2, ...points.map(({ epoch }) => epoch))
  const values = points.map(({ value }) => value).filter((value) => data.measure === 'accuracy' || value > 0)
  const [lo = 0.1, hi = 1] = values.length > 0 ? extent(values) : []
  const range = [plot.y + plot.height, plot.y]
  const isLog = data.measure === 'nll'
  return {
    plot,
    ends: [lo, hi] as const,
    xScale: scaleLinear([1, Math.max(2, lastEpoch)], [plot.x, plot.x + plot.width]),
    yScale: isLog
      ? scaleLog([lo, hi > lo ? hi : lo * 1.5], range).clamp(true)
      : scaleLinear([lo < hi ? lo : lo - 0.05, hi], range),
  }
}

const formats: Record<TrainingChartData['measure'], (value: number) => string> = {
  nll: (value) => formatTick(Number(value.toPrecision(2))),
  accuracy: (value) => formatPercent(value, 0),
}

function drawFrame(
  layer: Layer,
  options: Scales & {
    readonly isEmpty: boolean
    readonly format: (value: number) => string
    readonly word: (epoch: number) => string
  },
): void {
  const { plot, ends, xScale, yScale, format, word, isEmpty } = options
  const bottom = plot.y + plot.height
  single(layer, 'line', 'base')
    .call(amend, 'x1', plot.x)
    .call(amend, 'x2', plot.x + plot.width)
    .call(amend, 'y1', bottom + 2)
    .call(amend, 'y2', bottom + 2)
  const values = ends[0] === ends[1] ? [ends[0]] : ends
  layer
    .selectAll<SVGTextElement, number>('text.yTick')
    .data(isEmpty ? [] : values)
    .join('text')
    .call(amend, 'class', 'yTick')
    .call(amend, 'text-anchor', 'end')
    .call(amend, 'dy', '0.32em')
    .call(amend, 'x', plot.x - 5)
    .call(amend, 'y', (value) => yScale(value))
    .call(amendText, (value) => format(value))
  layer
    .selectAll<SVGTextElement, number>('text.xTick:not(.key)')
    .data(isEmpty ? [] : xScale.domain())
    .join('text')
    .call(amend, 'class', 'xTick')
    .call(amend, 'text-anchor', (_, i) => (i === 0 ? 'start' : 'end'))
    .call(amend, 'x', (epoch) => xScale(epoch))
    .call(amend, 'y', bottom + 15)
    .call(amendText, (epoch, i) => (i === 0 ? word(epoch) : String(epoch)))
}

/** Says what the dots are, where there are any and the axis leaves room between its ends. */
function drawKey(
  layer: Layer,
  runs: readonly Run[],
  { plot, text }: Scales & { readonly text: string },
): void {
  const shown = text !== '' && plot.width >= 150 && runs.some(({ test }) => test.length > 0)
  layer
    .selectAll<SVGTextElement, string>('text.key')
    .data(shown ? [text] : [])
    .join('text')
    .call(amend, 'class', 'xTick key')
    .call(amend, 'text-anchor', 'middle')
    .call(amend, 'x', plot.x + plot.width / 2)
    .call(amend, 'y', plot.y + plot.height + 15)
    .call(amendText, text)
}

function drawRuns(layer: Layer, runs: readonly Run[], { xScale, yScale, plot }: Scales): void {
  const path = line<Point>(
    ({ epoch }) => round(xScale(epoch)),
    ({ value }) => round(yScale(value)),
  )
  const groups = layer
    .selectAll<SVGGElement, Run>('g.run')
    .data(runs, ({ index }) => String(index))
    .join((enter) => {
      const group = enter.append('g')
      group.append('path').attr('class', 'line train')
      group.append('path').attr('class', 'line test')
      group.append('circle').attr('class', 'last').attr('r', 2.4)
      group.append('text').attr('dy', '0.32em')
      return group
    })
    .call(amend, 'class', ({ index }) => `run run${index % 3}`)
  groups.select<SVGPathElement>('.train').call(amend, 'd', ({ train }) => path(thin(train, xScale)))
  groups.select<SVGPathElement>('.test').call(amend, 'd', ({ test }) => path(thin(test, xScale)))
  const ends = runs.map(({ train, test }) => train.at(-1) ?? test.at(-1) ?? { epoch: 1, value: 1 })
  const heights = spread(
    ends.map(({ value }) => yScale(value)),
    plot,
  )
  groups
    .select<SVGCircleElement>('.last')
    .call(amend, 'cx', (_, i) => round(xScale(ends[i]?.epoch ?? 1)))
    .call(amend, 'cy', (_, i) => round(yScale(ends[i]?.value ?? 1)))
  groups
    .select<SVGTextElement>('text')
    .call(amend, 'x', (_, i) => round(xScale(ends[i]?.epoch ?? 1) + 6))
    .call(amend, 'y', (_, i) => round(heights[i] ?? 0))
    .call(amendText, ({ label }) => label)
}

/**
 * The first, lowest, highest and last point of every column of pixels: thousands of epochs look like all of them and cost
 * no more than the chart is wide.
 */
export function thin(points: readonly Point[], xScale: (epoch: number) => number): readonly Point[] {
  const kept: Point[] = []
  for (let start = 0, end = 0; start < points.length; start = end) {
    const column = Math.floor(xScale(points[start]?.epoch ?? 0))
    end = start + 1
    let low = start
    let high = start
    for (; end < points.length && Math.floor(xScale(points[end]?.epoch ?? 0)) === column; end += 1) {
      if (pointValue(points, end) < pointValue(points, low)) low = end
      if (pointValue(points, end) > pointValue(points, high)) high = end
    }
    const order = [...new Set([start, low, high, end - 1])].sort((a, b) => a - b)
    for (const index of order) kept.push(points[index] as Point)
  }
  return kept
}

function pointValue(points: readonly Point[], index: number): number {
  return points[index]?.value ?? Number.NaN
}

/** Moves heights apart to a line of text each, inside the plot, in their order. */
export function spread(heights: readonly number[], plot: Pick<PlotArea, 'y' | 'height'>): number[] {
  const step = 12
  const order = heights.map((_, i) => i).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0))
  const moved = [...heights]
  let floor = plot.y
  for (const i of order) {
    moved[i] = Math.max(moved[i] ?? 0, floor)
    floor = (moved[i] ?? 0) + step
  }
  let ceiling = plot.y + plot.height
  for (const i of order.reverse()) {
    moved[i] = Math.min(moved[i] ?? 0, ceiling)
    ceiling = (moved[i] ?? 0) - step
  }
  return moved
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
