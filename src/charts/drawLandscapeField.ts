import { amend } from './amend.ts'
import type { ColorScale } from './colorScale.ts'
import { drawAxes } from './drawAxes.ts'
import { type Avoided, drawContours } from './drawContours.ts'
import { type ChartSize, type LandscapeScales, landscapeScales } from './landscapeScales.ts'
import type { PlanePoint } from './overlayData.ts'
import { type FieldData, paintField } from './paintField.ts'
import { prepareChart, single } from './prepareChart.ts'

/** A canvas and an SVG of equal size, the SVG on top. */
export interface LandscapeTarget {
  readonly canvas: HTMLCanvasElement
  readonly svg: SVGSVGElement
}

/** How a field is drawn. */
export interface FieldOptions extends ChartSize {
  readonly color: ColorScale
  /** Drawn once the field is complete; on by default. `kept` leaves the lines that are there. */
  readonly contours?: boolean | 'kept'
  /** Values written on index contours, by this format; none without it. */
  readonly contourLabel?: (level: number) => string
  /** Marks and paths that labels of contours keep away from. */
  readonly marks?: readonly PlanePoint[]
  readonly paths?: readonly PlanePoint[]
  readonly xLabel?: string
  readonly yLabel?: string
}

/** Layers of the landscape's SVG, bottom first. */
export const landscapeLayers = ['fieldLines', 'axes', 'hits', 'overlay', 'marks'] as const

/**
 * Draws heatmap, contours, axes and frame: everything that a drag leaves alone. Contours are traced again only when the
 * values or the levels change; `prepareContours` does it beforehand. Returns the scales and whether a value is NaN or infinite (for the colour bar).
 */
export function drawLandscapeField(
  target: LandscapeTarget,
  data: FieldData,
  options: FieldOptions,
): LandscapeScales & { readonly hasNotFinite: boolean } {
  const scales = landscapeScales(data, options)
  const { plot } = scales
  const layers = prepareChart(target.svg, 'landscape', { ...options, layers: landscapeLayers })
  const hasNotFinite = paintField(target.canvas, data, { ...options, plot })
  if (options.contours !== 'kept') drawFieldContours(target, data, options)
  drawAxes(layers.axes, {
    ...scales,
    xLabel: options.xLabel ?? '',
    yLabel: options.yLabel ?? '',
  })
  single(layers.axes, 'rect', 'frame')
    .call(amend, 'x', plot.x)
    .call(amend, 'y', plot.y)
    .call(amend, 'width', plot.width)
    .call(amend, 'height', plot.height)
    .call(amend, 'rx', 3)
  return { ...scales, hasNotFinite }
}

/** Draws the contours of a field that is drawn already, for when they were traced after it. */
export function drawFieldContours(
  { svg }: Pick<LandscapeTarget, 'svg'>,
  data: FieldData,
  options: FieldOptions,
): void {
  const scales = landscapeScales(data, options)
  const { fieldLines } = prepareChart(svg, 'landscape', { ...options, layers: landscapeLayers })
  const shown = options.contours !== false && data.complete ? data : undefined
  drawContours(fieldLines, shown, { ...options, plot: scales.plot, avoid: avoidedBy(options, scales) })
}

/** Pixels that a label keeps away from a mark, which has a name beside it, and from a path. */
const markRadius = 36
const pathRadius = 18

function avoidedBy(
  { marks = [], paths = [] }: FieldOptions,
  { xScale, yScale }: LandscapeScales,
): readonly Avoided[] {
  const place = (radius: number) => (point: PlanePoint) => ({
    x: xScale(point.x),
    y: yScale(point.y),
    radius,
  })
  const avoided = marks.map(place(markRadius))
  // The name stands to the right, where there is room.
  const names = avoided.map(({ x, y }) => ({ x: x + markRadius, y, radius: markRadius }))
  return [...avoided, ...names, ...paths.map(place(pathRadius))]
}
