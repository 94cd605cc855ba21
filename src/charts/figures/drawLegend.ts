import { estimateTextWidth } from '../placeLabels.ts'
import type { Layer } from '../prepareChart.ts'
import type { FigureTheme } from './figureTheme.ts'
import { writeText } from './prepareFigure.ts'

/** A sign of a legend and what it means. */
export interface LegendEntry {
  readonly sign: 'line' | 'disc' | 'diamond' | 'ring'
  readonly text: string
  readonly colour: string
  readonly dash?: string
}

/** Pixels from a row of a legend to the next. */
export const legendRowHeight = 20

/** Shape of a bend, around 0, 0. */
export const diamondPath = 'M0,-9L7,0L0,9L-7,0Z'

/** Draws signs with their words in a row that breaks at the right margin; returns how many rows it took. */
export function drawLegend(
  layer: Layer,
  entries: readonly LegendEntry[],
  {
    x,
    y,
    right,
    theme,
  }: { readonly x: number; readonly y: number; readonly right: number; readonly theme: FigureTheme },
): number {
  let [at, row] = [x, 0]
  for (const entry of entries) {
    const signWidth = entry.sign === 'line' ? 28 : 16
    const width = signWidth + 6 + estimateTextWidth(entry.text, 13) + 18
    if (at + width > right && at > x) [at, row] = [x, row + 1]
    const group = layer.append('g').attr('transform', `translate(${at},${y + row * legendRowHeight})`)
    drawSign(group, entry, signWidth)
    writeText(group, entry.text, { x: signWidth + 6, y: 4.5, fill: theme.text })
    at += width
  }
  return row + 1
}

function drawSign(group: Layer, { sign, colour, dash }: LegendEntry, width: number): void {
  if (sign === 'disc' || sign === 'ring') {
    group
      .append('circle')
      .attr('cx', width / 2)
      .attr('r', sign === 'disc' ? 6 : 5)
      .attr('fill', sign === 'disc' ? colour : 'none')
      .attr('stroke', colour)
      .attr('stroke-width', sign === 'disc' ? 0 : 1.8)
    return
  }
  if (sign === 'diamond') {
    const path = group.append('path').attr('d', diamondPath).attr('fill', colour)
    path.attr('transform', `translate(${width / 2},0) scale(0.8)`)
    return
  }
  group
    .append('path')
    .attr('d', `M0,0H${width}`)
    .attr('stroke', colour)
    .attr('stroke-width', 2.6)
    .attr('stroke-dasharray', dash ?? null)
}
