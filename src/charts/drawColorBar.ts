import { scaleLinear } from 'd3'
import { amend, amendText } from './amend.ts'
import type { ColorScale } from './colorScale.ts'
import { formatTick } from './formatNumber.ts'
import { type ChartSize, landscapeMargins } from './landscapeScales.ts'
import { paletteColour } from './palettes.ts'
import { estimateTextWidth } from './placeLabels.ts'
import { chartId, type Layer, prepareChart, single } from './prepareChart.ts'

/** What a colour bar shows. */
export interface ColorBarData {
  readonly color: ColorScale
  /** `nats`, `%`. */
  readonly unit: string
  /** Value under the cursor, marked. */
  readonly hovered?: number | undefined
  /** Whether the field has cells that are NaN or infinite. */
  readonly hasNotFinite: boolean
}

/** How it is drawn; give it the landscape's height and it stands level with the plot. */
export interface ColorBarOptions extends ChartSize {
  readonly formatValue?: (value: number) => string
  /** Name of the swatch for NaN and infinities; without words by default. */
  readonly notFiniteLabel?: string
}

const barWidth = 12
const barLeft = 8

/** Draws the colour bar: low at the bottom, clipped as the heatmap is, ticks where the scale puts them. */
export function drawColorBar(svg: SVGSVGElement, data: ColorBarData, options: ColorBarOptions): void {
  const layers = prepareChart(svg, 'colorBar', { ...options, layers: ['bars', 'ticks', 'hover', 'legend'] })
  const top = landscapeMargins.top
  const height = Math.max(1, options.height - landscapeMargins.top - landscapeMargins.bottom)
  const yScale = scaleLinear([0, data.color.top], [top + height, top])
  const yOf = (value: number) => Math.round(yScale(data.color.position(value)) * 100) / 100
  drawBar(layers.bars, data.color, { top, height, id: `${chartId(svg)}-gradient` })
  drawBarTicks(layers.ticks, data.color, { yOf, height, format: options.formatValue ?? formatTick })
  drawHovered(layers.hover, data.hovered, yOf)
  single(layers.legend, 'text', 'unit')
    .call(amend, 'x', barLeft)
    .call(amend, 'y', top + height + 17)
    .call(amendText, data.unit)
  drawNotFinite(layers.legend, data.hasNotFinite, {
    x: options.width,
    y: top + height + 27,
    id: `${chartId(svg)}-hatch`,
    label: options.notFiniteLabel ?? '',
  })
}

function drawBar(
  layer: Layer,
  color: ColorScale,
  { top, height, id }: { readonly top: number; readonly height: number; readonly id: string },
): void {
  const count = 32
  const stops = Array.from({ length: count + 1 }, (_, i) => i / count)
  single(layer, 'linearGradient', 'gradient')
    .call(amend, 'id', id)
    .call(amend, 'x1', 0)
    .call(amend, 'x2', 0)
    .call(amend, 'y1', 1)
    .call(amend, 'y2', 0)
    .selectAll<SVGStopElement, number>('stop')
    .data(stops)
    .join('stop')
    .call(amend, 'offset', (stop) => stop)
    .call(amend, 'stop-color', (stop) => paletteColour(color.palette, stop * color.top, color.reversed))
  single(layer, 'rect', 'bar')
    .call(amend, 'x', barLeft)
    .call(amend, 'y', top)
    .call(amend, 'width', barWidth)
    .call(amend, 'height', height)
    .call(amend, 'rx', 2)
    .call(amend, 'fill', `url(#${id})`)
}

function drawBarTicks(
  layer: Layer,
  color: ColorScale,
  options: {
    readonly yOf: (value: number) => number
    readonly height: number
    readonly format: (value: number) => string
  },
): void {
  const { yOf, format } = options
  const ticks = layer
    .selectAll<SVGGElement, number>('g.tick')
    .data(spaceOut(color.ticks(Math.max(2, Math.round(options.height / 55))), yOf), String)
    .join((enter) => {
      const group = enter.append('g').attr('class', 'tick')
      group
        .append('line')
        .attr('x1', barLeft + barWidth)
        .attr('x2', barLeft + barWidth + 4)
      group
        .append('text')
        .attr('x', barLeft + barWidth + 8)
        .attr('dy', '0.32em')
      return group
    })
    .call(amend, 'transform', (value) => `translate(0,${yOf(value)})`)
  // The paper's bounds are crooked numbers: three digits say enough.
  ticks.select<SVGTextElement>('text').call(amendText, (value) => format(Number(value.toPrecision(3))))
}

/** Ticks closer than a line of text to the one before are left out (the paper's bands crowd at the bottom). */
function spaceOut(ticks: readonly number[], yOf: (value: number) => number): number[] {
  const kept: number[] = []
  for (const tick of ticks) {
    const before = kept.at(-1)
    if (before === undefined || Math.abs(yOf(before) - yOf(tick)) >= 13) kept.push(tick)
  }
  return kept
}

function drawHovered(layer: Layer, value: number | undefined, yOf: (value: number) => number): void {
  layer
    .selectAll<SVGGElement, number>('g.hovered')
    .data(value !== undefined && Number.isFinite(value) ? [value] : [])
    .join((enter) => {
      const group = enter.append('g').attr('class', 'hovered')
      group
        .append('line')
        .attr('x1', barLeft)
        .attr('x2', barLeft + barWidth)
      group.append('path').attr('d', `M${barLeft},0l-7,-4.5v9Z`)
      return group
    })
    .attr('transform', (hovered) => `translate(0,${yOf(hovered)})`)
}

function drawNotFinite(
  layer: Layer,
  present: boolean,
  {
    x,
    y,
    id,
    label,
  }: { readonly x: number; readonly y: number; readonly id: string; readonly label: string },
): void {
  layer
    .selectAll<SVGGElement, string>('g.notFinite')
    .data(present ? [label] : [])
    .join((enter) => {
      const group = enter.append('g').attr('class', 'notFinite')
      const pattern = group.append('pattern').attr('id', id).attr('width', 5).attr('height', 5)
      pattern.attr('patternUnits', 'userSpaceOnUse').attr('patternTransform', 'rotate(45)')
      pattern.append('rect').attr('class', 'hatchGround').attr('width', 5).attr('height', 5)
      pattern.append('line').attr('class', 'hatchLine').attr('y2', 5)
      group.append('rect').attr('class', 'swatch').attr('width', barWidth).attr('height', 12)
      group.select('.swatch').attr('fill', `url(#${id})`)
      group
        .append('text')
        .attr('x', barWidth + 5)
        .attr('y', 10)
      return group
    })
    // Flush with the right edge; a long word reaches under the plot, where there is room.
    .attr('transform', (text) => `translate(${x - barWidth - 5 - estimateTextWidth(text, 11)},${y})`)
    .select('text')
    .text((text) => text)
}
