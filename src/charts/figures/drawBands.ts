import { contours } from 'd3'
import type { Grid } from '../../core/planes/grid.ts'
import type { PlotArea } from '../landscapeScales.ts'
import type { Layer } from '../prepareChart.ts'
import { traceContours } from '../traceContours.ts'
import type { Bands } from './figureBands.ts'
import type { FigureTheme } from './figureTheme.ts'
import { round } from './prepareFigure.ts'

interface FieldOptions {
  readonly plot: PlotArea
  readonly bands: Bands
  readonly theme: FigureTheme
  /** Names for a pattern. */
  readonly nameOf: (part: string) => string
}

type Project = (column: number, row: number) => string

/** Fills the bands of a field, draws the contours between them and hatches cells that are not finite, all as vectors. */
export function drawBands(
  layer: Layer,
  { grid, values }: { readonly grid: Grid; readonly values: Float64Array },
  options: FieldOptions,
): void {
  const { plot, bands, theme } = options
  const size = { width: grid.x.count, height: grid.y.count }
  const step = [plot.width / Math.max(1, size.width - 1), plot.height / Math.max(1, size.height - 1)] as const
  const project: Project = (column, row) =>
    `${round(plot.x + column * step[0])},${round(plot.y + plot.height - row * step[1])}`
  fillPlot(layer, plot, bands.fills[0] ?? theme.ground)
  const above = bands.bounds.slice(1)
  for (const [i, path] of fillPaths(values, size, above).entries()) {
    const d = path(project)
    if (d)
      layer
        .append('path')
        .attr('d', d)
        .attr('fill', bands.fills[i + 1] ?? theme.ground)
  }
  for (const [i, { lines }] of traceContours(values, size, above).entries()) {
    const d = lines.map((line) => `M${line.map(([x, y]) => project(x, y)).join('L')}`).join('')
    if (!d) continue
    layer
      .append('path')
      .attr('d', d)
      .attr('fill', 'none')
      .attr('stroke', bands.lines[i + 1] ?? theme.muted)
      .attr('stroke-width', 1.6)
      .attr('stroke-linejoin', 'round')
  }
  drawHoles(layer, { values, size, step }, options)
}

function fillPlot(layer: Layer, plot: PlotArea, fill: string): void {
  layer
    .append('rect')
    .attr('x', plot.x)
    .attr('y', plot.y)
    .attr('width', plot.width)
    .attr('height', plot.height)
    .attr('fill', fill)
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Everything at and above each level; d3-contour counts from the corner of a cell, samples lie in its middle. */
function fillPaths(
  values: Float64Array,
  { width, height }: Size,
  levels: readonly number[],
): ((project: Project) => string)[] {
  if (width < 2 || height < 2) return []
  const field = Array.from(values, (value) => (Number.isFinite(value) ? value : Number.NaN))
  const contour = contours().size([width, height])
  return levels.map((level) => {
    const rings = contour.contour(field, level).coordinates.flat()
    return (project) =>
      rings.map((ring) => `M${ring.map(([x = 0, y = 0]) => project(x - 0.5, y - 0.5)).join('L')}Z`).join('')
  })
}

interface Holes {
  readonly values: Float64Array
  readonly size: Size
  readonly step: readonly [number, number]
}

function drawHoles(layer: Layer, { values, size, step }: Holes, options: FieldOptions): void {
  const { plot, theme, nameOf } = options
  const holes = [...values.keys()].filter((at) => !Number.isFinite(values[at]))
  if (holes.length === 0) return
  drawHatch(layer, theme, nameOf('hatch'))
  const d = holes.map((at) => {
    const x = plot.x + ((at % size.width) - 0.5) * step[0]
    const y = plot.y + plot.height - (Math.floor(at / size.width) + 0.5) * step[1]
    return `M${round(x)},${round(y)}h${round(step[0])}v${round(step[1])}h${round(-step[0])}Z`
  })
  layer
    .append('path')
    .attr('class', 'notFinite')
    .attr('d', d.join(''))
    .attr('fill', `url(#${nameOf('hatch')})`)
}

function drawHatch(layer: Layer, theme: FigureTheme, id: string): void {
  const pattern = layer
    .append('pattern')
    .attr('id', id)
    .attr('width', 6)
    .attr('height', 6)
    .attr('patternUnits', 'userSpaceOnUse')
    .attr('patternTransform', 'rotate(45)')
  pattern.append('rect').attr('width', 6).attr('height', 6).attr('fill', theme.ground)
  pattern.append('path').attr('d', 'M0,0V6').attr('stroke', theme.muted).attr('stroke-width', 1.5)
}
