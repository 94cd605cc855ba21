import { axisPosition } from '../../core/planes/grid.ts'
import type { PlanePoint } from '../overlayData.ts'
import { type BoxPoint, heightAt, type ReliefShape, toBox } from './reliefShape.ts'

/** Lines in the box, each a list of places. */
export type BoxLines = readonly (readonly BoxPoint[])[]

/** Most places that a stretch between two points of a path is divided into. */
const mostSteps = 800

/**
 * Lays a path over the relief: a place at every half cell, lines broken where there is a hole or the window ends. Where
 * nothing of the relief is there the path lies on the ground.
 */
export function drapePath(shape: ReliefShape, path: readonly PlanePoint[]): BoxLines {
  const isBare = shape.values.every(Number.isNaN)
  const places: PlanePoint[] = []
  for (const [i, point] of path.entries()) {
    const before = path[i - 1]
    if (before) places.push(...between(shape, before, point))
    places.push(point)
  }
  return breakLines(
    places.map((place) => {
      const isOut = !isWithin(shape, place)
      return toBox(shape.grid, place, isOut ? Number.NaN : isBare ? 0 : heightAt(shape, place))
    }),
  )
}

/** Splits a list of places into lines at those whose height is NaN. */
export function breakLines(places: readonly BoxPoint[]): BoxLines {
  const lines: BoxPoint[][] = [[]]
  for (const place of places) {
    if (Number.isNaN(place[2])) {
      if (lines.at(-1)?.length !== 0) lines.push([])
    } else lines.at(-1)?.push(place)
  }
  return lines.filter((line) => line.length > 1)
}

function between(shape: ReliefShape, from: PlanePoint, to: PlanePoint): PlanePoint[] {
  const { x, y } = shape.grid
  const cells = Math.hypot(
    axisPosition(x, to.x) - axisPosition(x, from.x),
    axisPosition(y, to.y) - axisPosition(y, from.y),
  )
  const steps = Number.isFinite(cells) ? Math.min(mostSteps, Math.ceil(2 * cells)) : 1
  return Array.from({ length: Math.max(0, steps - 1) }, (_, i) => {
    const done = (i + 1) / steps
    return { x: from.x + (to.x - from.x) * done, y: from.y + (to.y - from.y) * done }
  })
}

function isWithin({ grid: { x, y } }: ReliefShape, point: PlanePoint): boolean {
  return point.x >= x.min && point.x <= x.max && point.y >= y.min && point.y <= y.max
}

/**
 * Cuts lines into dashes of `dash` and gaps of `gap`, in pixels of a ground that is `size` pixels wide and high.
 */
export function dashLines(
  lines: BoxLines,
  {
    dash,
    gap,
    size,
  }: { readonly dash: number; readonly gap: number; readonly size: readonly [number, number] },
): BoxLines {
  return lines.flatMap((line) => dashLine(line, { dash, gap, size }))
}

function dashLine(
  line: readonly BoxPoint[],
  {
    dash,
    gap,
    size,
  }: { readonly dash: number; readonly gap: number; readonly size: readonly [number, number] },
): BoxLines {
  const dashes: BoxPoint[][] = []
  let travelled = 0
  let open: BoxPoint[] | undefined
  for (const [i, from] of line.entries()) {
    const to = line[i + 1]
    if (!to) break
    const length = Math.hypot((to[0] - from[0]) * size[0], (to[1] - from[1]) * size[1])
    for (let done = 0; done < length - 1e-9; ) {
      const phase = (travelled + done) % (dash + gap)
      const isOn = phase < dash - 1e-9
      const step = Math.min(length - done, (isOn ? dash : dash + gap) - phase + 1e-9)
      if (isOn) {
        open ??= [mixPoints(from, to, done / length)]
        open.push(mixPoints(from, to, (done + step) / length))
      }
      if (!isOn || phase + step >= dash) {
        if (open) dashes.push(open)
        open = undefined
      }
      done += step
    }
    travelled += length
  }
  if (open) dashes.push(open)
  return dashes
}

function mixPoints(a: BoxPoint, b: BoxPoint, share: number): BoxPoint {
  const s = Math.min(1, share)
  return [a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s, a[2] + (b[2] - a[2]) * s]
}
