import { line, scaleLinear } from 'd3'
import type { Grid } from '../../core/planes/grid.ts'
import type { ChartSize, LandscapeScales } from '../landscapeScales.ts'
import type { PlanePoint } from '../overlayData.ts'
import type { Layer } from '../prepareChart.ts'
import { drawBandBar } from './drawBandBar.ts'
import { drawBands } from './drawBands.ts'
import { drawFigureAxes } from './drawFigureAxes.ts'
import { diamondPath, drawLegend, type LegendEntry, legendRowHeight } from './drawLegend.ts'
import { type BandChoices, figureBands } from './figureBands.ts'
import type { FigureTheme } from './figureTheme.ts'
import { type FigureTexts, prepareFigure, round } from './prepareFigure.ts'

/** A finished landscape with what lies on it; values in the unit of the figure. */
export interface PlaneFigureData {
  readonly grid: Grid
  readonly values: Float64Array
  readonly endpoints: readonly PlanePoint[]
  readonly bends: readonly PlanePoint[]
  readonly segment: readonly PlanePoint[]
  /** The curve, projected onto the plane. */
  readonly curve: readonly PlanePoint[]
  /** Trainings, moment by moment. */
  readonly trails?: readonly Trail[]
  /** Networks picked for an ensemble. */
  readonly picks?: readonly PlanePoint[]
}

/** A training in the plane, in one of the colours of trails. */
interface Trail {
  readonly color: number
  readonly label: string
  readonly points: readonly PlanePoint[]
}

/** How the plane is drawn; its words come from the page. */
export interface PlaneFigureOptions extends FigureTexts {
  readonly theme: FigureTheme
  readonly bands: BandChoices
  /** Values that the bands are made for, where several figures share them; its own without it. */
  readonly bandValues?: Float64Array | undefined
  /** `nats` or `%`. */
  readonly unit: string
  readonly xLabel: string
  readonly yLabel: string
  /** Words of the legend; a sign without a word is left out. */
  readonly legend: Readonly<Record<'endpoints' | 'bends' | 'curve' | 'segment' | 'picks', string>>
}

/** Width and height of the figure, those of the paper's. */
const planeFigureSize: ChartSize = { width: 900, height: 600 }

const segmentDash = '7 7'

/**
 * Draws a plane as the paper does (figure 1; `plane_plot.py` of its code): seven bands and what is above them, contours,
 * endpoints as discs, the bend as a diamond, the curve solid, the segment dashed, and a colour bar of equal steps.
 */
export function drawPlaneFigure(data: PlaneFigureData, options: PlaneFigureOptions): SVGSVGElement {
  const { theme } = options
  const { svg, root, nameOf } = prepareFigure(planeFigureSize, options, theme)
  const rows = drawLegend(root.append('g'), legendOf(data, options), { x: 16, y: 54, right: 884, theme })
  const top = 78 + (rows - 1) * legendRowHeight
  const plot = { x: 74, y: top, width: 690, height: 528 - top }
  const { x, y } = data.grid
  const scales = {
    plot,
    xScale: scaleLinear([x.min, x.max], [plot.x, plot.x + plot.width]),
    yScale: scaleLinear([y.min, y.max], [plot.y + plot.height, plot.y]),
  }
  const bands = figureBands(options.bandValues ?? data.values, options.bands, theme.ground)
  root
    .append('clipPath')
    .attr('id', nameOf('clip'))
    .append('rect')
    .attr('x', plot.x)
    .attr('y', plot.y)
    .attr('width', plot.width)
    .attr('height', plot.height)
  const inside = root.append('g').attr('clip-path', `url(#${nameOf('clip')})`)
  drawBands(inside, data, { plot, bands, theme, nameOf })
  drawFigureAxes(root.append('g'), { ...scales, ...options })
  drawMarks(inside.append('g'), data, { ...scales, theme })
  drawBandBar(root.append('g'), bands, {
    plot: { ...plot, x: plot.x + plot.width + 22, width: 22 },
    theme,
    unit: options.unit,
  })
  return svg
}

function legendOf(data: PlaneFigureData, { legend, theme }: PlaneFigureOptions): LegendEntry[] {
  const colour = theme.mark
  const { trails = [], picks = [] } = data
  const entries: (LegendEntry & { readonly present: boolean })[] = [
    { sign: 'disc', text: legend.endpoints, colour, present: data.endpoints.length > 0 },
    { sign: 'diamond', text: legend.bends, colour, present: data.bends.length > 0 },
    { sign: 'line', text: legend.curve, colour, present: data.curve.length > 1 },
    { sign: 'line', text: legend.segment, colour, dash: segmentDash, present: data.segment.length > 1 },
    ...trails.map(({ color, label, points }) => ({
      sign: 'line' as const,
      text: label,
      colour: trailColour(theme, color),
      present: points.length > 0,
    })),
    { sign: 'ring', text: legend.picks, colour, present: picks.length > 0 },
  ]
  return entries.filter(({ present, text }) => present && text !== '')
}

function trailColour({ trails }: FigureTheme, color: number): string {
  return trails[color % trails.length] ?? '#000000'
}

/** Distances from the plane above this share of the window's width are shown, by hollow dots. */
const tolerance = 1e-3

/** A line through the moments of each training and a dot at each, hollow where the network is off the plane. */
function drawTrails(
  layer: Layer,
  { trails = [], grid }: PlaneFigureData,
  { xScale, yScale, theme }: LandscapeScales & { readonly theme: FigureTheme },
): void {
  const away = tolerance * (grid.x.max - grid.x.min)
  for (const { color, points } of trails) {
    const colour = trailColour(theme, color)
    const at = points.map(({ x, y }) => `${round(xScale(x))},${round(yScale(y))}`)
    const group = layer.append('g').attr('class', 'trail')
    for (const [stroke, width] of [[theme.ground, 4.2] as const, [colour, 2] as const]) {
      group
        .append('path')
        .attr('d', `M${at.join('L')}`)
        .attr('fill', 'none')
        .attr('stroke', stroke)
        .attr('stroke-width', width)
        .attr('stroke-linejoin', 'round')
    }
    for (const { x, y, distance = 0 } of points) {
      group
        .append('circle')
        .attr('cx', round(xScale(x)))
        .attr('cy', round(yScale(y)))
        .attr('r', 3)
        .attr('fill', distance > away ? theme.ground : colour)
        .attr('stroke', colour)
        .attr('stroke-width', 1.4)
    }
  }
}

function drawMarks(
  layer: Layer,
  data: PlaneFigureData,
  { plot, xScale, yScale, theme }: LandscapeScales & { readonly theme: FigureTheme },
): void {
  const path = line<PlanePoint>(
    (point) => round(xScale(point.x)),
    (point) => round(yScale(point.y)),
  )
  const stroke = (name: string, points: readonly PlanePoint[], dash: string | null) => {
    const d = points.length > 1 ? path(points) : null
    if (!d) return
    layer
      .append('path')
      .attr('class', name)
      .attr('d', d)
      .attr('fill', 'none')
      .attr('stroke', theme.mark)
      .attr('stroke-width', dash ? 2.4 : 3.4)
      .attr('stroke-dasharray', dash)
      .attr('stroke-linejoin', 'round')
  }
  const place = ({ x, y }: PlanePoint) => `translate(${round(xScale(x))},${round(yScale(y))})`
  stroke('segment', data.segment, segmentDash)
  stroke('curve', data.curve, null)
  drawTrails(layer, data, { plot, xScale, yScale, theme })
  for (const point of data.endpoints) {
    const disc = layer.append('circle').attr('class', 'endpoint').attr('r', 7).attr('fill', theme.mark)
    disc.attr('stroke', theme.ground).attr('transform', place(point))
  }
  for (const point of data.bends) {
    const diamond = layer.append('path').attr('class', 'bend').attr('d', diamondPath).attr('fill', theme.mark)
    diamond.attr('stroke', theme.ground).attr('transform', place(point))
  }
  for (const point of data.picks ?? []) {
    const ring = layer.append('circle').attr('class', 'pick').attr('r', 5).attr('fill', theme.ground)
    ring.attr('stroke', theme.mark).attr('stroke-width', 1.8).attr('transform', place(point))
  }
}
