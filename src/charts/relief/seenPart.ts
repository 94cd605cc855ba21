import type { ChartSize } from '../landscapeScales.ts'
import { estimateTextWidth } from '../placeLabels.ts'
import type { BoxPoint } from './reliefShape.ts'
import { type Projected, projectPoint, type View } from './viewpoint.ts'

/** Nearer than this to the eye, in heights of the ground, a place counts as behind it. */
const nearest = 0.02

/** Size of the texts of axes, in pixels. */
const fontSize = 11

/** Pixels that a text may stand out of the chart, as its width is an estimate. */
const slack = 3

/** Whether a place is seen: before the eye and inside the chart. */
export function isInView({ width, height }: ChartSize, { x, y, depth }: Projected): boolean {
  return depth > nearest && x >= 0 && x <= width && y >= 0 && y <= height
}

/** The part of a straight edge that is seen, in pixels of the chart. */
export interface VisiblePart {
  readonly length: number
  readonly middle: { readonly x: number; readonly y: number }
  /** A step of one pixel along it. */
  readonly along: { readonly x: number; readonly y: number }
}

/** What is seen of an edge between two places of the box; undefined where nothing is. */
export function projectVisible(view: View, from: BoxPoint, to: BoxPoint): VisiblePart | undefined {
  const [near, far] = [projectPoint(view, from).depth, projectPoint(view, to).depth]
  if (near < nearest && far < nearest) return undefined
  // Depth changes evenly along the edge: it is cut where the edge passes the eye.
  const cut = (nearest - near) / (far - near)
  const a = projectPoint(view, near < nearest ? mix(from, to, cut) : from)
  const b = projectPoint(view, far < nearest ? mix(from, to, cut) : to)
  const length = Math.hypot(b.x - a.x, b.y - a.y)
  if (length < 1e-6) return undefined
  const [start, end] = clip(view.size, a, b)
  if (start >= end) return undefined
  const half = (start + end) / 2
  return {
    length: length * (end - start),
    middle: { x: a.x + (b.x - a.x) * half, y: a.y + (b.y - a.y) * half },
    along: { x: (b.x - a.x) / length, y: (b.y - a.y) / length },
  }
}

/** A line of text at (x, y), turned by `angle` degrees about it. */
interface TextLine {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly anchor: 'start' | 'middle' | 'end'
  readonly angle?: number
}

/** Whether a text lies inside the chart as a whole. */
export function isTextWhole(
  { width, height }: ChartSize,
  { x, y, text, anchor, angle = 0 }: TextLine,
): boolean {
  const long = estimateTextWidth(text, fontSize)
  const from = { start: 0, middle: -long / 2, end: -long }[anchor]
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
  return [from, from + long].every((at) => {
    const [endX, endY] = [x + at * cos, y + at * sin]
    return endX >= -slack && endX <= width + slack && endY >= -slack && endY <= height + slack
  })
}

function mix(a: BoxPoint, b: BoxPoint, share: number): BoxPoint {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]
}

/** The shares of a line between which it lies inside the chart; the first is not below the second where it never does. */
function clip({ width, height }: ChartSize, a: Projected, b: Projected): readonly [number, number] {
  let [start, end] = [0, 1]
  for (const [from, to, limit] of [
    [a.x, b.x, width],
    [a.y, b.y, height],
  ] as const) {
    const step = to - from
    if (Math.abs(step) < 1e-9) {
      if (from < 0 || from > limit) return [1, 0]
      continue
    }
    const [s, t] = [-from / step, (limit - from) / step]
    start = Math.max(start, Math.min(s, t))
    end = Math.min(end, Math.max(s, t))
  }
  return [start, end]
}
