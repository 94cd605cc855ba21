import { axisBottom, axisLeft, type ScaleContinuousNumeric, select } from 'd3'
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
  const { plot } = options
  const bottom = plot.y + plot.height
  drawTicks(layer, 'x', options)
  drawTicks(layer, 'y', options)
  single(layer, 'text', 'xLabel')
    .attr('x', plot.x + plot.width / 2)
    .attr('y', bottom + 36)
    .attr('text-anchor', 'middle')
    .text(fits(options.xLabel, plot.width) ? options.xLabel : '')
  single(layer, 'text', 'yLabel')
    .attr('transform', `translate(${plot.x - 36},${plot.y + plot.height / 2}) rotate(-90)`)
    .attr('text-anchor', 'middle')
    .text(fits(options.yLabel, plot.height) ? options.yLabel : '')
}

function drawTicks(layer: Layer, axis: 'x' | 'y', options: AxesOptions): void {
  const { plot } = options
  const scale = axis === 'x' ? options.xScale : options.yScale
  const format = (axis === 'x' ? options.formatX : options.formatY) ?? formatTick
  const chosen = axis === 'x' ? options.xTicks : options.yTicks
  const length = axis === 'x' ? plot.width : plot.height
  const values = chosen ?? scale.ticks(Math.max(2, Math.round(length / (axis === 'x' ? 80 : 70))))
  const make = axis === 'x' ? axisBottom(scale) : axisLeft(scale)
  const group = single(layer, 'g', `${axis}Axis`)
  group
    .attr('transform', axis === 'x' ? `translate(0,${plot.y + plot.height})` : `translate(${plot.x},0)`)
    .call(
      make
        .tickValues([...values])
        .tickFormat((value) => format(Number(value)))
        .tickSize(options.grid ? 0 : 4)
        .tickPadding(5),
    )
    .attr('font-size', null)
    .attr('font-family', null)
  if (axis === 'y' && options.grid) drawGrid(group.node(), plot.width)
}

function drawGrid(group: SVGGElement | null, width: number): void {
  select(group)
    .selectAll<SVGGElement, number>('.tick')
    .each(function addLine() {
      select(this).selectAll('line').attr('class', 'grid').attr('x2', width)
    })
}

function fits(text: string, length: number): boolean {
  return text.length * 6 <= length
}
