import { type Axis, axisPosition, type Grid } from './grid.ts'

/** Values on a grid, one quantity: `values[row * grid.x.count + column]`; NaN where a network diverges or is not yet known. */
export interface Landscape {
  readonly grid: Grid
  readonly values: Float64Array
}

/** Bilinear value at (x, y), in weight-space distance; NaN outside the grid and where a corner that counts is NaN. */
export function sampleLandscape(landscape: Landscape, x: number, y: number): number {
  const { grid, values } = landscape
  const column = locate(grid.x, x)
  const row = locate(grid.y, y)
  if (column === undefined || row === undefined) return Number.NaN
  const start = row.index * grid.x.count + column.index
  const low = mix(values, start, column.share)
  if (row.share === 0) return low
  const high = mix(values, start + grid.x.count, column.share)
  return low * (1 - row.share) + high * row.share
}

/** A value a rounding error outside still counts as on the edge. */
const edgeTolerance = 1e-9

function locate(axis: Axis, value: number): { index: number; share: number } | undefined {
  const position = axisPosition(axis, value)
  const last = axis.count - 1
  if (!(position >= -edgeTolerance && position <= last + edgeTolerance)) return undefined
  const nearest = Math.round(position)
  if (Math.abs(position - nearest) <= edgeTolerance) return { index: nearest, share: 0 }
  const index = Math.floor(position)
  return { index, share: position - index }
}

function mix(values: Float64Array, at: number, share: number): number {
  const low = values[at] as number
  return share === 0 ? low : low * (1 - share) + (values[at + 1] as number) * share
}
