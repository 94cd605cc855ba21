import { axisValue, type Grid } from '../../core/planes/grid.ts'
import type { ColorScale } from '../colorScale.ts'
import type { OverlayData, PlanePoint } from '../overlayData.ts'
import type { FieldData } from '../paintField.ts'
import type { Contour } from '../traceContours.ts'
import { type BoxLines, breakLines, dashLines, drapePath } from './drapePath.ts'
import { type BoxPoint, heightAt, heightOf, type ReliefShape, toBox } from './reliefShape.ts'

/** Everything that a relief shows. */
export interface ReliefData {
  readonly field: FieldData
  readonly overlay: Omit<OverlayData, 'grid'>
  /** What the curve comes to at each of its drawn points, evaluated and not read off the landscape. */
  readonly curveValues?: ArrayLike<number> | undefined
  /** Where the t marker stands along the curve. */
  readonly t?: number | undefined
}

/** A mark on the relief, drawn over it in SVG. */
export interface ReliefMark {
  readonly kind: 'endpoint' | 'bend' | 'tMarker' | 'hoverT' | 'probe' | 'pick'
  readonly label: string
  readonly place: PlanePoint
  readonly at: BoxPoint
  /** Height of the relief under it, or of the ground. */
  readonly foot: number
  /** Whether the point itself is off the plane. */
  readonly isProjected: boolean
  readonly isSelected: boolean
  readonly isOutside: boolean
}

/** Names of the groups of lines. */
export type LineName =
  | 'polygonCasing'
  | 'polygon'
  | 'segmentCasing'
  | 'segment'
  | 'curveCasing'
  | 'curve'
  | 'trailCasing'
  | 'trail0'
  | 'trail1'
  | 'trail2'
  | 'trail3'
  | 'trail4'
  | 'trail5'
  | 'crossCasing'
  | 'cross'
  | 'drops'

export interface ReliefLayout {
  readonly lines: Readonly<Record<LineName, BoxLines>>
  readonly marks: readonly ReliefMark[]
}

interface LayoutOptions {
  readonly shape: ReliefShape
  readonly color: ColorScale
  /** Pixels of the heatmap, in which dashes are measured. */
  readonly plot: { readonly width: number; readonly height: number }
  readonly tolerance: number
}

/** Lays paths and marks over a relief. What lies in the plane lies on the relief; what does not hangs at its own value where that is known. */
export function layOutRelief(data: ReliefData, options: LayoutOptions): ReliefLayout {
  const { overlay } = data
  const { shape, plot } = options
  const size = [plot.width, plot.height] as const
  const drape = (path: readonly PlanePoint[] | undefined) =>
    path && path.length > 1 ? drapePath(shape, path) : []
  const dashed = (lines: BoxLines, dash: number, gap: number) => dashLines(lines, { dash, gap, size })
  const isProjected = createProjectedTest(data, options.tolerance)
  const curve = layOutCurve(data, { ...options, isProjected })
  const segment = drape(overlay.segment)
  const polygon = drape(overlay.controlPolygon)
  const cross = overlay.hover ? layOutCross(shape, overlay.hover) : []
  const { trails = [] } = overlay
  const trailsOf = (color: number) =>
    trails.filter((trail) => trail.color === color).flatMap(({ points }) => drape(points))
  const marks = layOutMarks(data, { ...options, isProjected })
  return {
    lines: {
      polygonCasing: polygon,
      polygon,
      segmentCasing: segment,
      segment: dashed(segment, 4, 5),
      curveCasing: curve,
      curve: overlay.curve?.some(isProjected) ? dashed(curve, 7, 4) : curve,
      trailCasing: trails.flatMap(({ points }) => drape(points)),
      trail0: trailsOf(0),
      trail1: trailsOf(1),
      trail2: trailsOf(2),
      trail3: trailsOf(3),
      trail4: trailsOf(4),
      trail5: trailsOf(5),
      crossCasing: cross,
      cross,
      drops: marks.flatMap(layOutDrop),
    },
    marks,
  }
}

/** Contours, in samples of `grid`, on the relief: as many line lists as contours. */
export function layOutContours(shape: ReliefShape, { x, y }: Grid, contours: readonly Contour[]): BoxLines[] {
  const place = (axis: typeof x, at: number) => axis.min + ((axis.max - axis.min) * at) / (axis.count - 1)
  return contours.map(({ lines }) =>
    lines.flatMap((line) =>
      drapePath(
        shape,
        line.map(([column, row]) => ({ x: place(x, column), y: place(y, row) })),
      ),
    ),
  )
}

type Projecting = LayoutOptions & { readonly isProjected: (point: PlanePoint) => boolean }

function createProjectedTest({ field }: ReliefData, tolerance: number) {
  const limit = tolerance * (field.grid.x.max - field.grid.x.min)
  return (point: PlanePoint) => (point.distance ?? 0) > limit
}

function layOutCurve({ overlay, curveValues }: ReliefData, options: Projecting): BoxLines {
  const { shape, color, isProjected } = options
  const { curve = [] } = overlay
  if (curve.length < 2) return []
  if (!curveValues || !curve.some(isProjected)) return drapePath(shape, curve)
  const { x, y } = shape.grid
  return breakLines(
    curve.map((point, i) => {
      const isIn = point.x >= x.min && point.x <= x.max && point.y >= y.min && point.y <= y.max
      const own = heightOf(color, curveValues[i] ?? Number.NaN)
      return toBox(shape.grid, point, !isIn ? Number.NaN : Number.isNaN(own) ? footOf(shape, point) : own)
    }),
  )
}

/** Two lines through a place, along x and along y. */
function layOutCross(shape: ReliefShape, { x, y }: PlanePoint): BoxLines {
  const { grid } = shape
  return [
    ...drapePath(shape, [
      { x: grid.x.min, y },
      { x: axisValue(grid.x, grid.x.count - 1), y },
    ]),
    ...drapePath(shape, [
      { x, y: grid.y.min },
      { x, y: axisValue(grid.y, grid.y.count - 1) },
    ]),
  ]
}

/** Height of the relief under a place, the ground where there is none. */
function footOf(shape: ReliefShape, place: PlanePoint): number {
  const height = heightAt(shape, place)
  return Number.isNaN(height) ? 0 : height
}

function layOutMarks(data: ReliefData, options: Projecting): ReliefMark[] {
  const { overlay } = data
  const { shape, isProjected } = options
  const { x, y } = shape.grid
  const isInside = (point: PlanePoint) =>
    point.x >= x.min && point.x <= x.max && point.y >= y.min && point.y <= y.max
  const mark = (
    kind: ReliefMark['kind'],
    point: PlanePoint & { readonly label?: string; readonly selected?: boolean },
    height?: number,
  ): ReliefMark => {
    // A bend outside the window waits at its edge, so that it can still be taken.
    const place = { ...point, x: clamp(point.x, x.min, x.max), y: clamp(point.y, y.min, y.max) }
    const foot = footOf(shape, place)
    return {
      kind,
      label: point.label ?? '',
      place: point,
      at: toBox(shape.grid, place, height === undefined || Number.isNaN(height) ? foot : height),
      foot,
      isProjected: isProjected(point),
      isSelected: point.selected ?? false,
      isOutside: !isInside(point),
    }
  }
  const inside = (points: readonly (PlanePoint | undefined)[]) =>
    points.filter((point) => point !== undefined).filter(isInside)
  return [
    ...overlay.endpoints.filter(isInside).map((point) => mark('endpoint', point)),
    ...inside([overlay.probe]).map((point) => mark('probe', point)),
    ...inside(overlay.picks ?? []).map((point) => mark('pick', point)),
    ...inside([overlay.hoverMarker]).map((point) => mark('hoverT', point)),
    ...inside([overlay.tMarker]).map((point) => mark('tMarker', point, ownHeight(data, point, options))),
    ...overlay.bends.map((bend) => mark('bend', bend)),
  ]
}

/** Height of the t marker where the curve hangs over the plane at its own value. */
function ownHeight({ curveValues, overlay, t }: ReliefData, point: PlanePoint, options: Projecting) {
  const count = overlay.curve?.length ?? 0
  if (t === undefined || !curveValues || count < 2 || !overlay.curve?.some(options.isProjected))
    return undefined
  const at = t * (count - 1)
  const low = curveValues[Math.floor(at)] ?? Number.NaN
  const high = curveValues[Math.ceil(at)] ?? Number.NaN
  const height = heightOf(options.color, low + (high - low) * (at - Math.floor(at)))
  return Number.isNaN(height) ? footOf(options.shape, point) : height
}

/** From a mark straight down to the ground, inside the relief and above it. */
function layOutDrop({ kind, at }: ReliefMark): BoxLines {
  if (kind === 'probe' || kind === 'pick' || kind === 'hoverT') return []
  return at[2] > 0.005 ? [[at, [at[0], at[1], 0]]] : []
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}
