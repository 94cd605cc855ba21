import type { Grid } from '../../core/planes/grid.ts'
import { sampleLandscape } from '../../core/planes/landscape.ts'
import type { ColorScale } from '../colorScale.ts'
import type { PlanePoint } from '../overlayData.ts'
import type { FieldData } from '../paintField.ts'

/** A landscape as a relief. */
export interface ReliefShape {
  readonly grid: Grid
  /** Row-major, 0 at the lower end of the colours and 1 at their upper end; NaN where there is a hole. */
  readonly values: Float64Array
}

/** A place in the box of a relief: u and v in −½…½ along x and y, h from 0 on the ground to 1. */
export type BoxPoint = readonly [u: number, v: number, h: number]

/** Height 0…1 of a value: where it stands on the colour bar, so that clipped values lie on a plateau. NaN for NaN. */
export function heightOf(color: ColorScale, value: number): number {
  return Number.isFinite(value) ? Math.min(1, color.position(value) / color.top) : Number.NaN
}

/** How far a value may lie beyond the ends of the colours, in heights of the box, and still tell where they are crossed. */
const openReach = 0.5

/** Height of a value beyond the ends of the colours too, as far as `openReach`; the paper's scale tells none. NaN for NaN. */
function openHeightOf(color: ColorScale, value: number): number {
  const { scale, lo, hi } = color
  if (scale === 'paper' || (value >= lo && value <= hi)) return heightOf(color, value)
  if (!Number.isFinite(value)) return Number.NaN
  const height =
    scale === 'linear' ? (value - lo) / (hi - lo) : Math.log(Math.max(0, value / lo)) / Math.log(hi / lo)
  return Math.min(1 + openReach, Math.max(height, -openReach))
}

/** Heights of a field, a little over the box and under it where values are clipped. What is not computed or not finite is a hole. */
export function shapeOf({ grid, values, known }: FieldData, color: ColorScale): ReliefShape {
  const heights = new Float64Array(values.length)
  for (let i = 0; i < heights.length; i++) {
    heights[i] = known !== undefined && known[i] === 0 ? Number.NaN : openHeightOf(color, values[i] as number)
  }
  return { grid, values: heights }
}

/** Height of the relief over a place of the plane; NaN outside it and over a hole. */
export function heightAt(shape: ReliefShape, { x, y }: PlanePoint): number {
  return sampleLandscape(shape, x, y)
}

/** Where a place of the plane stands in the box, at a height. */
export function toBox({ x, y }: Grid, point: PlanePoint, height: number): BoxPoint {
  return [(point.x - x.min) / (x.max - x.min) - 0.5, (point.y - y.min) / (y.max - y.min) - 0.5, height]
}

/** The place of the plane under a place of the box. */
export function fromBox({ x, y }: Grid, [u, v]: readonly [number, number, ...number[]]): PlanePoint {
  return { x: x.min + (u + 0.5) * (x.max - x.min), y: y.min + (v + 0.5) * (y.max - y.min) }
}
