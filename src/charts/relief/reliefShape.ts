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

/** Heights of a field. What is not computed or not finite is a hole. */
export function shapeOf({ grid, values, known }: FieldData, color: ColorScale): ReliefShape {
  const heights = new Float64Array(values.length)
  for (let i = 0; i < heights.length; i++) {
    heights[i] = known !== undefined && known[i] === 0 ? Number.NaN : heightOf(color, values[i] as number)
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
