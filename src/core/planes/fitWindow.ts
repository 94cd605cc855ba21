import type { Axis, Grid } from './grid.ts'
import { type Landscape, sampleLandscape } from './landscape.ts'

/** How much of a plane is to be seen, in weight-space distance. */
export interface WindowSize {
  readonly width: number
  readonly height: number
}

/** The size of a grid's window. */
export function windowSize({ x, y }: Grid): WindowSize {
  return { width: x.max - x.min, height: y.max - y.min }
}

/** A landscape in a window of another size, with what lies outside of it marked 0 in `known`. */
export interface FittedLandscape extends Landscape {
  readonly known: Uint8Array
}

/**
 * A landscape around the same middle in a window of another size: resampled bilinearly on `count` points a side, NaN outside of
 * what it covers. For pictures alone: between its own points the values are interpolated.
 */
export function fitWindow(landscape: Landscape, size: WindowSize, count = 161): FittedLandscape {
  const grid = {
    x: centredAxis(landscape.grid.x, size.width, count),
    y: centredAxis(landscape.grid.y, size.height, count),
  }
  const values = new Float64Array(count * count)
  const known = new Uint8Array(count * count)
  for (let k = 0; k < values.length; k++) {
    const x = placeOf(grid.x, k % count)
    const y = placeOf(grid.y, Math.floor(k / count))
    values[k] = sampleLandscape(landscape, x, y)
    known[k] = covers(landscape.grid, x, y) ? 1 : 0
  }
  return { grid, values, known }
}

function centredAxis({ min, max }: Axis, length: number, count: number): Axis {
  const middle = (min + max) / 2
  return { min: middle - length / 2, max: middle + length / 2, count }
}

function placeOf({ min, max, count }: Axis, i: number): number {
  return min + ((max - min) * i) / (count - 1)
}

function covers({ x, y }: Grid, atX: number, atY: number): boolean {
  const within = ({ min, max }: Axis, at: number) => {
    const edge = 1e-9 * (max - min)
    return at >= min - edge && at <= max + edge
  }
  return within(x, atX) && within(y, atY)
}
