import { axisBottom, axisLeft, type ScaleContinuousNumeric } from 'd3'
import { formatTick } from '../formatNumber.ts'
import type { PlotArea } from '../landscapeScales.ts'
import type { Layer } from '../prepareChart.ts'
import type { FigureTheme } from './figureTheme.ts'
import { writeText } from './prepareFigure.ts'

type Scale = ScaleContinuousNumeric<number, number>

/** What the axes of a figure show. */
export interface FigureAxes {
  readonly plot: PlotArea
  readonly xScale: Scale
  readonly yScale: Scale
  readonly xLabel: string
  readonly yLabel: string
  readonly theme: FigureTheme
  readonly xTicks?: readonly number[]
  readonly yTicks?: readonly number[]
  /** Horizontal lines through the plot. */
  readonly grid?: boolean
}

/** Draws a frame with ticks and labels below it and to its left, every look of it in its attributes. */
export function drawFigureAxes(layer: Layer, axes: FigureAxes): void {
  const { plot, theme, xScale, yScale } = axes
  const bottom = plot.y + plot.height
  const xTicks = axes.xTicks ?? xScale.ticks(7)
  const yTicks = axes.yTicks ?? yScale.ticks(7)
  const ticks = (values: readonly number[], make: typeof axisBottom<number>) => ({ values, make })
  for (const [name, { values, make }] of Object.entries({
    x: ticks(xTicks, axisBottom),
    y: ticks(yTicks, axisLeft),
  })) {
    const axis = make(name === 'x' ? xScale : yScale)
      .tickValues([...values])
      .tickFormat((value) => formatTick(Number(value)))
      .tickSize(5)
      .tickPadding(6)
    const group = layer
      .append('g')
      .attr('transform', name === 'x' ? `translate(0,${bottom})` : `translate(${plot.x},0)`)
      .call(axis)
      .attr('font-family', null)
      .attr('font-size', 13)
    group.select('.domain').remove()
    group.selectAll('text').attr('fill', theme.text)
    group.selectAll('line').attr('stroke', theme.muted)
    if (name === 'y' && axes.grid) {
      group.selectAll('.tick').append('path').attr('d', `M0,0h${plot.width}`).attr('stroke', theme.hairline)
    }
  }
  layer
    .append('path')
    .attr('d', `M${plot.x},${plot.y}h${plot.width}v${plot.height}h${-plot.width}Z`)
    .attr('fill', 'none')
    .attr('stroke', theme.muted)
  writeText(layer, axes.xLabel, {
    x: plot.x + plot.width / 2,
    y: bottom + 44,
    fill: theme.text,
    anchor: 'middle',
  })
  writeText(layer, axes.yLabel, { x: 0, y: 0, fill: theme.text, anchor: 'middle' }).attr(
    'transform',
    `translate(${plot.x - 46},${plot.y + plot.height / 2}) rotate(-90)`,
  )
}
