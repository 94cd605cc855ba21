import type { ScaleLinear } from 'd3'
import type { Grid } from '../core/planes/grid.ts'
import type { ChartSize, PlotArea } from './landscapeScales.ts'

/** A place on the plane, in weight-space distance. */
export interface PlanePoint {
  readonly x: number
  readonly y: number
  /** Distance of the point itself from the plane; drawn hollow, as a projection, where it counts. */
  readonly distance?: number
}

/** A named place: `w₁`, `w₂`, `bend`. */
export interface NamedPoint extends PlanePoint {
  readonly label: string
}

/** A bend; `selected` is the one the plane goes through. */
export interface BendPoint extends NamedPoint {
  readonly selected: boolean
}

/** A training, moment by moment, and what is said of each moment. */
export interface DrawnTrail {
  /** Which of the six colours: by endpoint from 0, then a bend, fast geometric ensembling, a snapshot ensemble. */
  readonly color: number
  readonly points: readonly NamedPoint[]
}

/** Colours of trails. */
export const trailColors = { bend: 3, fge: 4, sse: 5 } as const

/** Everything that lies on the heatmap. */
export interface OverlayData {
  readonly grid: Grid
  readonly endpoints: readonly NamedPoint[]
  readonly bends: readonly BendPoint[]
  /** Whether bends are marks alone, which nobody can take. */
  readonly fixed?: boolean
  /** The straight path, dashed. */
  readonly segment?: readonly PlanePoint[]
  readonly controlPolygon?: readonly PlanePoint[]
  /** The curve; dashed where any of its points is off the plane. */
  readonly curve?: readonly PlanePoint[]
  readonly trails?: readonly DrawnTrail[]
  readonly tMarker?: PlanePoint
  /** The moment under the pointer in another view. */
  readonly hoverMarker?: PlanePoint
  readonly probe?: PlanePoint
  /** Networks picked for an ensemble. */
  readonly picks?: readonly PlanePoint[]
  readonly hover?: PlanePoint
}

/** Where marks go. */
export type MarkScales = Pick<LandscapeHandles, 'xScale' | 'yScale' | 'plot'>

/** How the overlay is drawn. */
export interface OverlayOptions extends ChartSize {
  /** Distances from the plane up to this share of the window's width count as in it. */
  readonly tolerance?: number
  /** Words beside a projected point; names the distance alone without it. */
  readonly describeDistance?: (distance: number) => string
}

/** What the page needs to turn pointers and keys into plane coordinates. */
export interface LandscapeHandles {
  readonly xScale: ScaleLinear<number, number>
  readonly yScale: ScaleLinear<number, number>
  readonly plot: PlotArea
  /** Groups with `data-bend` (the index), focusable, role slider; the same nodes at every call. */
  readonly bendElements: readonly SVGGElement[]
  /** The rectangle that takes pointer events outside the bends. */
  readonly plotElement: SVGRectElement
}
