import type { EnterElement, ScaleContinuousNumeric, Selection } from 'd3'
import { amend, amendText } from './amend.ts'
import { formatTick } from './formatNumber.ts'
import type { PlotArea } from './landscapeScales.ts'
import { type Layer, single } from './prepareChart.ts'

type Scale = ScaleContinuousNumeric<number, number>

/** What the two axes of a chart show. */
export interface AxesOptions {
  readonly plot: PlotArea
  readonly xScale: Scale
  readonly yScale: Scale
  readonly xLabel: string
  readonly yLabel: string
  readonly xTicks?: readonly number[]
  readonly yTicks?: readonly number[]
  readonly formatX?: (value: number) => string
  readonly formatY?: (value: number) => string
  /** Horizontal lines through the plot at the y ticks. */
  readonly grid?: boolean
}

/** Draws a bottom and a left axis with labels, in place on every call; a label that its side cannot hold is left out. */
export function drawAxes(layer: Layer, options: AxesOptions): void {
  const { plot, xLabel } = options
  drawTicks(layer, 'x', options)
  const tickWidth = drawTicks(layer, 'y', options)
  single(layer, 'text', 'xLabel')
    .call(amend, 'x', plot.x + plot.width / 2)
    .call(amend, 'y', plot.y + plot.height + 36)
    .call(amend, 'text-anchor', 'middle')
    .call(amendText, fits(xLabel, plot.width) ? xLabel : '')
  drawYLabel(layer, options, tickWidth)
}

/** The label stands beside the ticks, farther out where they are wide; beside the widest there is no room, so it lies above the plot. */
function drawYLabel(layer: Layer, { plot, yLabel }: AxesOptions, tickWidth: number): void {
  const x = plot.x - Math.max(36, tickWidth + 17)
  const beside = x >= 8
  single(layer, 'text', 'yLabel')
    .call(
      amend,
      'transform',
      beside
        ? `translate(${x},${plot.y + plot.height / 2}) rotate(-90)`
        : `translate(${plot.x},${plot.y - 3})`,
    )
    .call(amend, 'text-anchor', beside ? 'middle' : 'start')
    .call(amendText, fits(yLabel, beside ? plot.height : plot.width) ? yLabel : '')
}

interface Tick {
  readonly text: string
  /** Pixels along the axis. */
  readonly at: number
}

/**
 * Draws the ticks of an axis and answers how many pixels wide the widest of them is, about. Like d3-axis, which writes every
 * attribute anew at every call; here a tick that stays is moved at most.
 */
function drawTicks(layer: Layer, axis: 'x' | 'y', options: AxesOptions): number {
  const { plot, grid = false } = options
  const isX = axis === 'x'
  const scale = isX ? options.xScale : options.yScale
  const format = (isX ? options.formatX : options.formatY) ?? formatTick
  const length = isX ? plot.width : plot.height
  const values =
    (isX ? options.xTicks : options.yTicks) ?? scale.ticks(Math.max(2, Math.round(length / (isX ? 80 : 70))))
  const ticks = single(layer, 'g', `${axis}Axis`)
    .call(amend, 'text-anchor', isX ? 'middle' : 'end')
    .call(amend, 'transform', isX ? `translate(0,${plot.y + plot.height})` : `translate(${plot.x},0)`)
    .selectAll<SVGGElement, Tick>('g.tick')
    .data(
      values.map((value): Tick => ({ text: format(value), at: crisp(scale(value)) })),
      ({ text }) => text,
    )
    .join((enter) => enterTicks(enter, isX, grid ? 5 : 9))
    .call(amend, 'transform', ({ at }: Tick) => (isX ? `translate(${at},0)` : `translate(0,${at})`))
  const line = ticks.select<SVGLineElement>('line')
  if (isX) line.call(amend, 'y2', grid ? 0 : 4)
  else line.call(amend, 'class', grid ? 'grid' : null).call(amend, 'x2', grid ? plot.width : -4)
  return Math.max(0, ...values.map((value) => estimateTickWidth(format(value))))
}

function estimateTickWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + (character === '.' ? 3.5 : 6.4), 0)
}

function enterTicks(
  enter: Selection<EnterElement, Tick, SVGGElement, unknown>,
  isX: boolean,
  offset: number,
): Selection<SVGGElement, Tick, SVGGElement, unknown> {
  const group = enter.append('g').attr('class', 'tick')
  group.append('line')
  group
    .append('text')
    .attr(isX ? 'y' : 'x', isX ? offset : -offset)
    .attr('dy', isX ? '0.71em' : '0.32em')
    .text(({ text }) => text)
  return group
}

/** Hairlines are sharp in the middle of a pixel; finer screens do without. */
function crisp(pixel: number): number {
  return Math.round((pixel + (globalThis.devicePixelRatio > 1 ? 0 : 0.5)) * 10) / 10
}

function fits(text: string, length: number): boolean {
  return text.length * 6 <= length
}
