import { formatTick } from '../formatNumber.ts'
import type { PlotArea } from '../landscapeScales.ts'
import type { Layer } from '../prepareChart.ts'
import type { Bands } from './figureBands.ts'
import type { FigureTheme } from './figureTheme.ts'
import { round, writeText } from './prepareFigure.ts'

/** Draws the colour bar: bands of equal height, low at the bottom, their bounds beside them, what lies above on top. */
export function drawBandBar(
  layer: Layer,
  bands: Bands,
  { plot, theme, unit }: { readonly plot: PlotArea; readonly theme: FigureTheme; readonly unit: string },
): void {
  const { bounds, fills, isClipped } = bands
  const count = isClipped || bounds.length === 1 ? bounds.length : bounds.length - 1
  const height = plot.height / count
  const yOf = (i: number) => plot.y + plot.height - i * height
  for (const [i, fill] of fills.slice(0, count).entries()) {
    layer
      .append('rect')
      .attr('x', plot.x)
      .attr('y', round(yOf(i + 1)))
      .attr('width', plot.width)
      .attr('height', round(height))
      .attr('fill', fill)
  }
  layer
    .append('path')
    .attr('d', `M${plot.x},${plot.y}h${plot.width}v${plot.height}h${-plot.width}Z`)
    .attr('fill', 'none')
    .attr('stroke', theme.muted)
  for (const [i, bound] of bounds.entries()) {
    const y = round(yOf(i))
    layer
      .append('path')
      .attr('d', `M${plot.x + plot.width},${y}h5`)
      .attr('stroke', theme.muted)
    writeText(layer, formatBound(bound), { x: plot.x + plot.width + 9, y: y + 4, fill: theme.text })
  }
  if (isClipped) {
    const above = `> ${formatBound(bounds.at(-1) ?? 0)}`
    writeText(layer, above, { x: plot.x + plot.width + 9, y: yOf(count - 0.5) + 4, fill: theme.text })
  }
  writeText(layer, unit, { x: plot.x, y: plot.y - 10, fill: theme.muted })
}

/** The bounds are crooked numbers: two digits say enough, as in the paper. */
function formatBound(value: number): string {
  return formatTick(Number(value.toPrecision(2)))
}
