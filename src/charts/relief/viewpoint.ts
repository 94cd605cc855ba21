import type { ChartSize, PlotArea } from '../landscapeScales.ts'
import type { BoxPoint } from './reliefShape.ts'

/** Where the relief is looked at from: angles in radians, `zoom` 1 shows all of it. */
export interface Viewpoint {
  /** 0 looks along +y; grows as the eye goes to the right around the relief. */
  readonly azimuth: number
  /** Above the ground; π/2 looks straight down. */
  readonly elevation: number
  readonly zoom: number
}

/** From the left and above, so that x and y have their axes where the heatmap has them. */
export const usualViewpoint: Viewpoint = { azimuth: -0.42, elevation: 0.9, zoom: 1 }

/** Straight from above, x to the right. */
export const topViewpoint: Viewpoint = { azimuth: 0, elevation: Math.PI / 2, zoom: 1 }

const elevations = { min: 0.08, max: Math.PI / 2 }
const zooms = { min: 0.5, max: 6 }

/** A viewpoint after a turn (radians) and a zoom (a factor); it never goes under the ground nor through it. */
export function moveViewpoint(
  from: Viewpoint,
  { azimuth = 0, elevation = 0, zoom = 1 }: Partial<Viewpoint>,
): Viewpoint {
  const turned = from.azimuth + azimuth
  return {
    azimuth: turned - 2 * Math.PI * Math.round(turned / (2 * Math.PI)),
    elevation: clamp(from.elevation + elevation, elevations.min, elevations.max),
    zoom: clamp(from.zoom * zoom, zooms.min, zooms.max),
  }
}

/** What is to be seen: how the heatmap lies in the chart, how far the relief stands up, and from where it is seen. */
export interface ViewRequest {
  readonly size: ChartSize
  /** The heatmap's place in the chart. */
  readonly plot: PlotArea
  readonly viewpoint: Viewpoint
  /** 0 is the heatmap itself, 1 the relief. */
  readonly share: number
}

/** A pinhole camera before a box of `scale`. Vectors are in the units of the scaled box. */
export interface View {
  readonly scale: BoxPoint
  readonly eye: BoxPoint
  readonly right: BoxPoint
  readonly up: BoxPoint
  /** From what is looked at towards the eye. */
  readonly back: BoxPoint
  /** Pixels of a unit at distance 1. */
  readonly focal: number
  /** Where the line of sight meets the chart, in its pixels. */
  readonly centre: readonly [number, number]
  readonly size: ChartSize
  readonly distance: number
}

/** A projected place: pixels of the chart, and its distance before the eye. */
export interface Projected {
  readonly x: number
  readonly y: number
  readonly depth: number
}

/** Height of the box for a ground of height 1. */
const reliefHeight = 0.4

/** Width of the ground for height 1 once the relief stands; a wide or narrow chart must not stretch it. */
const groundWidths = { min: 0.85, max: 1.45 }

/** Half of the angle that the chart's height is seen under. */
const halfAngle = 0.17

/** The camera of a view. At share 0 the ground lies exactly where the heatmap lies, whatever the viewpoint. */
export function createView({ size, plot, viewpoint, share }: ViewRequest): View {
  const focal = size.height / (2 * Math.tan(halfAngle))
  const aspect = plot.width / plot.height
  const stood: BoxPoint = [clamp(aspect, groundWidths.min, groundWidths.max), 1, reliefHeight]
  const flat = {
    distance: focal / plot.height,
    centre: [plot.x + plot.width / 2, plot.y + plot.height / 2] as const,
  }
  const fitted = fitView(stood, focal, size)
  const mixed = (a: number, b: number) => a + (b - a) * share
  const scale: BoxPoint = [mixed(aspect, stood[0]), 1, stood[2] * share]
  // Distances change by the same factor in equal times, as a steady move does.
  const distance = flat.distance ** (1 - share) * (fitted.distance / viewpoint.zoom) ** share
  const { right, up, back } = axesOf({
    azimuth: viewpoint.azimuth * share,
    elevation: mixed(Math.PI / 2, viewpoint.elevation),
  })
  const middle = (scale[2] * share) / 2
  return {
    scale,
    eye: [back[0] * distance, back[1] * distance, back[2] * distance + middle],
    right,
    up,
    back,
    focal,
    centre: [mixed(flat.centre[0], fitted.centre[0]), mixed(flat.centre[1], fitted.centre[1])],
    size,
    distance,
  }
}

function axesOf({ azimuth, elevation }: Pick<Viewpoint, 'azimuth' | 'elevation'>) {
  const [sinA, cosA] = [Math.sin(azimuth), Math.cos(azimuth)]
  const [sinE, cosE] = [Math.sin(elevation), Math.cos(elevation)]
  return {
    right: [cosA, sinA, 0],
    up: [-sinA * sinE, cosA * sinE, cosE],
    back: [sinA * cosE, -cosA * cosE, sinE],
  } as const satisfies Record<string, BoxPoint>
}

/** Room for the axes around the relief, in pixels. */
function marginsOf({ width }: ChartSize) {
  return width < 420
    ? { left: 34, right: 18, top: 22, bottom: 40 }
    : { left: 56, right: 34, top: 30, bottom: 52 }
}

/** Distance and centre with which the usual viewpoint shows the whole box. */
function fitView(scale: BoxPoint, focal: number, size: ChartSize) {
  const margins = marginsOf(size)
  const width = Math.max(40, size.width - margins.left - margins.right)
  const height = Math.max(40, size.height - margins.top - margins.bottom)
  const { right, up, back } = axesOf(usualViewpoint)
  let distance = 4
  let box = { x: 0, y: 0, width: 1, height: 1 }
  for (let i = 0; i < 12; i++) {
    const view = {
      scale,
      eye: [back[0] * distance, back[1] * distance, back[2] * distance + scale[2] / 2] as const,
      right,
      up,
      back,
      focal,
      centre: [0, 0] as const,
      size,
      distance,
    }
    box = boundsOf(boxCorners.map((corner) => projectPoint(view, corner)))
    distance = Math.max(1.2, distance * Math.max(box.width / width, box.height / height))
  }
  return {
    distance,
    centre: [
      margins.left + width / 2 - (box.x + box.width / 2),
      margins.top + height / 2 - (box.y + box.height / 2),
    ] as const,
  }
}

const boxCorners: readonly BoxPoint[] = [0, 1].flatMap((h) =>
  [-0.5, 0.5].flatMap((u) => [-0.5, 0.5].map((v) => [u, v, h] as const)),
)

function boundsOf(points: readonly Projected[]) {
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

/** Where a place of the box is seen. */
export function projectPoint(view: Omit<View, 'distance'>, [u, v, h]: BoxPoint): Projected {
  const { scale, eye, focal, centre } = view
  const relative: BoxPoint = [u * scale[0] - eye[0], v * scale[1] - eye[1], h * scale[2] - eye[2]]
  const depth = -dot(relative, view.back)
  return {
    x: centre[0] + (focal * dot(relative, view.right)) / depth,
    y: centre[1] - (focal * dot(relative, view.up)) / depth,
    depth,
  }
}

/** The line of sight through a pixel of the chart, in units of the scaled box; it starts at the eye. */
export function directionThrough({ right, up, back, focal, centre }: View, x: number, y: number): BoxPoint {
  const across = (x - centre[0]) / focal
  const upwards = (centre[1] - y) / focal
  const along = (i: 0 | 1 | 2) => right[i] * across + up[i] * upwards - back[i]
  return [along(0), along(1), along(2)]
}

function dot(a: BoxPoint, b: BoxPoint): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}
