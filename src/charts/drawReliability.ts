import { scaleLinear } from 'd3'
import { amend, amendText } from './amend.ts'
import { drawAxes } from './drawAxes.ts'
import { drawEmpty } from './drawEmpty.ts'
import { formatPercentTick } from './formatNumber.ts'
import type { ChartSize, PlotArea } from './landscapeScales.ts'
import { type Layer, prepareChart, single } from './prepareChart.ts'

/** Samples of a stretch of confidence, all of equal width from 0 to 1. */
export interface ReliabilityBin {
  readonly count: number
  readonly confidence: number
  readonly accuracy: number
}

export interface ReliabilityOptions extends ChartSize {
  readonly xLabel: string
  readonly yLabel: string
  /** What the row of counts is called. */
  readonly countLabel: string
  readonly emptyText: string
}

/** Height of the row of counts above the axis, in pixels. */
const countsHeight = 34

/** Draws how right a network is where it is how sure: bars of accuracy, their distance from the diagonal, and how many samples each bar has. */
export function drawReliability(
  svg: SVGSVGElement,
  bins: readonly ReliabilityBin[],
  options: ReliabilityOptions,
): void {
  const names = ['axes', 'bars', 'line', 'notes'] as const
  const layers = prepareChart(svg, 'reliability', { ...options, layers: names })
  const total = { x: 40, y: 16, width: options.width - 50, height: options.height - 16 - 34 }
  const plot = {
    ...total,
    width: Math.max(1, total.width),
    height: Math.max(1, total.height - countsHeight - 8),
  }
  const xScale = scaleLinear([0, 1], [plot.x, plot.x + plot.width])
  const yScale = scaleLinear([0, 1], [plot.y + plot.height, plot.y])
  const base = plot.y + plot.height + countsHeight + 8
  drawAxes(layers.axes, {
    plot: { ...plot, height: base - plot.y },
    xScale,
    yScale,
    xLabel: '',
    yLabel: '',
    xTicks: [0, 0.2, 0.4, 0.6, 0.8, 1],
    yTicks: [0, 0.25, 0.5, 0.75, 1],
    formatX: formatPercentTick,
    formatY: formatPercentTick,
    grid: true,
  })
  drawNames(layers.axes, options, { plot, base })
  drawBars(layers.bars, bins, { plot, base, height: (share) => plot.y + plot.height - yScale(share) })
  single(layers.line, 'path', 'even').call(
    amend,
    'd',
    `M${plot.x},${plot.y + plot.height}L${plot.x + plot.width},${plot.y}`,
  )
  const isEmpty = bins.every(({ count }) => count === 0)
  drawEmpty(layers.notes, isEmpty ? [options.emptyText] : [], { plot })
}

interface Frame {
  readonly plot: PlotArea
  readonly base: number
}

function drawNames(layer: Layer, options: ReliabilityOptions, { plot, base }: Frame): void {
  const name = (className: string, x: number, y: number, text: string) =>
    single(layer, 'text', className).call(amend, 'x', x).call(amend, 'y', y).call(amendText, text)
  name('yName', 0, 9, options.yLabel)
  name('xName', plot.x + plot.width, base + 29, options.xLabel).call(amend, 'text-anchor', 'end')
  name('countName', plot.x + 4, base - countsHeight + 9, options.countLabel)
}

interface Bar {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly height: number
  readonly width: number
}

function drawBars(
  layer: Layer,
  bins: readonly ReliabilityBin[],
  { plot, base, height }: Frame & { readonly height: (share: number) => number },
): void {
  const width = plot.width / Math.max(1, bins.length)
  const bottom = plot.y + plot.height
  const most = Math.max(1, ...bins.map(({ count }) => count))
  const bars = bins.flatMap(({ count, confidence, accuracy }, i): Bar[] => {
    if (count === 0) return []
    const place = { x: plot.x + i * width + 1, width: Math.max(1, width - 2) }
    const [low, high] = [Math.min(accuracy, confidence), Math.max(accuracy, confidence)]
    const counted = Math.max(1.5, (countsHeight * count) / most)
    return [
      { name: 'accuracy', ...place, y: bottom - height(accuracy), height: height(accuracy) },
      {
        name: accuracy < confidence ? 'gap over' : 'gap under',
        ...place,
        y: bottom - height(high),
        height: height(high) - height(low),
      },
      { name: 'count', ...place, y: base - counted, height: counted },
    ]
  })
  layer
    .selectAll<SVGRectElement, Bar>('rect')
    .data(bars, ({ name, x }) => `${name.split(' ')[0]} ${x}`)
    .join('rect')
    .call(amend, 'class', ({ name }) => name)
    .call(amend, 'x', ({ x }) => round(x))
    .call(amend, 'y', ({ y }) => round(y))
    .call(amend, 'width', (bar) => round(bar.width))
    .call(amend, 'height', (bar) => round(bar.height))
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
