import type { ColorScale } from './colorScale.ts'
import { contoursOf } from './fieldContours.ts'
import type { PlotArea } from './landscapeScales.ts'
import type { FieldData } from './paintField.ts'
import type { Layer } from './prepareChart.ts'
import type { Contour } from './traceContours.ts'

/** How contours are drawn. */
export interface ContourOptions {
  readonly plot: PlotArea
  readonly color: ColorScale
  readonly contourLabel?: (level: number) => string
  /** Pixels of marks and paths that labels keep away from. */
  readonly avoid?: readonly Avoided[]
}

/** A place that labels keep `radius` pixels away from. */
export interface Avoided {
  readonly x: number
  readonly y: number
  readonly radius: number
}

type Project = (column: number, row: number) => readonly [x: number, y: number]

/** Draws the contours of a field, one path per level, light on dark colours and dark on light ones; none without data. */
export function drawContours(layer: Layer, data: FieldData | undefined, options: ContourOptions): void {
  const { color, plot } = options
  const contours = data ? contoursOf(data, color.levels) : []
  const project = createProjection(data, plot)
  const present = contours.filter((contour) => contour.lines.length > 0)
  layer
    .selectAll<SVGPathElement, Contour>('path.contour')
    .data(present, (contour) => String(contour.level))
    .join('path')
    .attr('class', ({ level }) => `contour${color.isIndex(level) ? ' index' : ''}${shade(color, level)}`)
    .attr('data-level', ({ level }) => level)
    .attr('d', (contour) => writePath(contour, project))
  const { contourLabel, avoid = [] } = options
  const labelled = contourLabel ? present.filter(({ level }) => color.isIndex(level)) : []
  layer
    .selectAll<SVGTextElement, Contour>('text.contourLabel')
    .data(labelled, (contour) => String(contour.level))
    .join('text')
    .attr('class', ({ level }) => `contourLabel${shade(color, level)}`)
    .attr('transform', (contour) => placeOnLine(contour, project, { plot, avoid }))
    .text(({ level }) => contourLabel?.(level) ?? '')
}

function shade(color: ColorScale, level: number): string {
  return color.isDark(level) ? ' onDark' : ''
}

function createProjection(data: FieldData | undefined, plot: PlotArea): Project {
  const stepX = plot.width / Math.max(1, (data?.grid.x.count ?? 2) - 1)
  const stepY = plot.height / Math.max(1, (data?.grid.y.count ?? 2) - 1)
  return (column, row) => [plot.x + column * stepX, plot.y + plot.height - row * stepY]
}

function writePath(contour: Contour, project: Project): string {
  return contour.lines
    .map((line) => `M${line.map(([column, row]) => project(column, row).map(round).join(',')).join('L')}`)
    .join('')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** A label stands upright along the flattest stretch of the longest line, away from the frame, the marks and the paths. */
function placeOnLine(
  contour: Contour,
  project: Project,
  { plot, avoid }: { readonly plot: PlotArea; readonly avoid: readonly Avoided[] },
): string {
  const longest = contour.lines.reduce((a, b) => (b.length > a.length ? b : a))
  const points = longest.map(([column, row]) => project(column, row))
  const reach = Math.max(2, Math.round(points.length / 40))
  let best = { cost: Number.POSITIVE_INFINITY, x: -99, y: -99, angle: 0 }
  for (let i = reach; i < points.length - reach; i++) {
    const [x = 0, y = 0] = points[i] ?? []
    const [fromX = 0, fromY = 0] = points[i - reach] ?? []
    const [toX = 0, toY = 0] = points[i + reach] ?? []
    const margin = Math.min(x - plot.x, plot.x + plot.width - x, y - plot.y, plot.y + plot.height - y)
    const sign = toX < fromX ? -1 : 1
    const angle = (Math.atan2((toY - fromY) * sign, (toX - fromX) * sign) * 180) / Math.PI
    const steepness = Math.abs(angle) + (margin < 30 ? 1000 : 0)
    if (steepness >= best.cost) continue
    const cost = steepness + crowding(x, y, avoid)
    if (cost < best.cost) best = { cost, x: round(x), y: round(y), angle: round(angle) }
  }
  return `translate(${best.x},${best.y}) rotate(${best.angle})`
}

/** How much a label at (x, y) would cover: more the nearer it comes, and always more than a steep line costs. */
export function crowding(x: number, y: number, avoid: readonly Avoided[]): number {
  let most = 0
  for (const place of avoid) {
    const share = Math.hypot(place.x - x, place.y - y) / place.radius
    if (share < 1) most = Math.max(most, 1 - share)
  }
  return most === 0 ? 0 : 100 + 400 * most
}
