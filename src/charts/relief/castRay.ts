import { type BoxPoint, fromBox, heightAt, type ReliefShape } from './reliefShape.ts'
import { directionThrough, type View } from './viewpoint.ts'

/** A line in the box: places `from` + s · `along`. */
export interface Ray {
  readonly from: BoxPoint
  readonly along: BoxPoint
}

/** The line of sight through a pixel of the chart; undefined while the relief lies flat, when only the ground is there. */
export function rayThrough(view: View, x: number, y: number): Ray {
  const direction = directionThrough(view, x, y)
  const [width, depth, height] = view.scale
  // A relief without height is hit where the line meets the ground.
  const tall = Math.max(height, 1e-6)
  return {
    from: [view.eye[0] / width, view.eye[1] / depth, view.eye[2] / tall],
    along: [direction[0] / width, direction[1] / depth, direction[2] / tall],
  }
}

/**
 * Where a line first goes under the relief, from above; undefined where it misses it. Steps of half a cell, then bisection:
 * a ridge thinner than that may be missed.
 */
export function castRay(shape: ReliefShape, ray: Ray): BoxPoint | undefined {
  for (const place of placesUnder(shape, ray)) return place
  return undefined
}

/** Every place where a line goes under the relief, from its start on: the first one is seen, those after it lie behind. */
export function* placesUnder(shape: ReliefShape, ray: Ray): Generator<BoxPoint, void> {
  const span = clipToBox(ray)
  if (!span) return
  const at = (s: number): BoxPoint => [
    ray.from[0] + s * ray.along[0],
    ray.from[1] + s * ray.along[1],
    ray.from[2] + s * ray.along[2],
  ]
  const { x, y } = shape.grid
  const isUnder = (s: number) => {
    const [u, v, h] = at(s)
    return h <= heightAt(shape, fromBox(shape.grid, [inside(u), inside(v)]))
  }
  const [start, end] = span
  const cells = Math.hypot(
    (x.count - 1) * ray.along[0] * (end - start),
    (y.count - 1) * ray.along[1] * (end - start),
  )
  const steps = Math.min(2000, Math.max(16, Math.ceil(2 * cells)))
  let before = start
  let wasUnder = isUnder(start)
  if (wasUnder) yield at(start)
  for (let i = 1; i <= steps; i++) {
    const s = start + ((end - start) * i) / steps
    const under = isUnder(s)
    if (under && !wasUnder) yield at(bisect(before, s, isUnder))
    before = s
    wasUnder = under
  }
}

/** Where a line meets the level at height `h`; undefined where it does not come down to it. */
export function meetLevel({ from, along }: Ray, h: number): BoxPoint | undefined {
  const s = (h - from[2]) / along[2]
  if (!(s > 0) || !Number.isFinite(s)) return undefined
  return [from[0] + s * along[0], from[1] + s * along[1], h]
}

/** Whether a place a little above the relief is hidden behind it, seen from the eye. */
export function isHidden(shape: ReliefShape, view: View, [u, v, h]: BoxPoint): boolean {
  const [width, depth, height] = view.scale
  if (height < 0.02) return false
  const eye: BoxPoint = [view.eye[0] / width, view.eye[1] / depth, view.eye[2] / height]
  const towards: BoxPoint = [eye[0] - u, eye[1] - v, eye[2] - h]
  const cell = 1 / Math.max(40, Math.min(shape.grid.x.count, shape.grid.y.count))
  // Starts a cell away, where the slope that the place itself lies on is left behind.
  const start = cell / Math.max(1e-6, Math.hypot(towards[0], towards[1]))
  for (let s = start; s < 1; s += Math.max(start, 1e-3)) {
    const [x, y, z] = [u + s * towards[0], v + s * towards[1], h + s * towards[2]]
    if (Math.abs(x) > 0.5 || Math.abs(y) > 0.5 || z > 1) return false
    if (heightAt(shape, fromBox(shape.grid, [x, y])) > z + 0.012) return true
  }
  return false
}

function bisect(above: number, under: number, isUnder: (s: number) => boolean): number {
  let [low, high] = [above, under]
  for (let i = 0; i < 24; i++) {
    const middle = (low + high) / 2
    if (isUnder(middle)) high = middle
    else low = middle
  }
  return high
}

/** The part of a line inside the box, as a span of s ≥ 0. */
function clipToBox({ from, along }: Ray): readonly [number, number] | undefined {
  let [start, end] = [0, Number.POSITIVE_INFINITY]
  const bounds = [
    [-0.5, 0.5],
    [-0.5, 0.5],
    [-1e-3, 1 + 1e-3],
  ] as const
  for (const [i, [low, high]] of bounds.entries()) {
    const [origin, step] = [from[i] as number, along[i] as number]
    if (Math.abs(step) < 1e-12) {
      if (origin < low || origin > high) return undefined
      continue
    }
    const [a, b] = [(low - origin) / step, (high - origin) / step]
    start = Math.max(start, Math.min(a, b))
    end = Math.min(end, Math.max(a, b))
  }
  return start <= end ? [start, end] : undefined
}

/** Rounding must not put a place on the edge outside. */
function inside(share: number): number {
  return Math.min(0.5, Math.max(-0.5, share))
}
