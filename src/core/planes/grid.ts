import { type Plane, thirdHeight } from './plane.ts'

/** Evenly spaced positions along one axis of a plane, both ends included, in weight-space distance. */
export interface Axis {
  readonly min: number
  readonly max: number
  readonly count: number
}

/** Where a landscape is sampled: x.count × y.count points, index = row · x.count + column, row 0 the smallest y. */
export interface Grid {
  readonly x: Axis
  readonly y: Axis
}

/** Position of point i of an axis. Equal shares give equal bits: point 3 of 21 is point 6 of 41. */
export function axisValue(axis: Axis, i: number): number {
  if (i === axis.count - 1 && i > 0) return axis.max
  return i === 0 ? axis.min : axis.min + (axis.max - axis.min) * (i / (axis.count - 1))
}

/** Where `value` lies along an axis in steps from its first point (not rounded); NaN off an axis of one point. */
export function axisPosition(axis: Axis, value: number): number {
  if (axis.count === 1) return value === axis.min ? 0 : Number.NaN
  return ((value - axis.min) / (axis.max - axis.min)) * (axis.count - 1)
}

/**
 * The official window (`plane.py`): α = x/‖u‖ and β = y/‖v‖ in [−margin, 1 + margin], `count` points each; β = y/‖u‖
 * where v = 0. Where v̂ was turned the window turns with the bend.
 */
export function officialGrid(plane: Plane, count = 21, margin = 0.2): Grid {
  const height = plane.vLength > 0 ? thirdHeight(plane) : plane.uLength
  const ends = [-margin * height, (1 + margin) * height]
  return {
    x: { min: -margin * plane.uLength, max: (1 + margin) * plane.uLength, count },
    y: { min: Math.min(...ends), max: Math.max(...ends), count },
  }
}

/** Coefficients of the grid's points, or of those that `order` lists by index: K×B, row-major. */
export function gridRows(plane: Plane, grid: Grid, order?: ArrayLike<number>): Float64Array {
  const width = grid.x.count
  const size = plane.origin.length
  const count = order?.length ?? width * grid.y.count
  const rows = new Float64Array(count * size)
  for (let k = 0; k < count; k++) {
    const index = order === undefined ? k : (order[k] as number)
    const x = axisValue(grid.x, index % width)
    const y = axisValue(grid.y, Math.floor(index / width))
    for (let i = 0; i < size; i++) {
      rows[k * size + i] =
        (plane.origin[i] as number) + x * (plane.u[i] as number) + y * (plane.v[i] as number)
    }
  }
  return rows
}

/** For each point of `to` the index of the point of `from` at the same place (to 1e-9 of the axis), or −1. */
export function reusedIndices(from: Grid, to: Grid): Int32Array {
  const columns = matchAxis(from.x, to.x)
  const rows = matchAxis(from.y, to.y)
  const indices = new Int32Array(to.x.count * to.y.count)
  for (let k = 0; k < indices.length; k++) {
    const column = columns[k % to.x.count] as number
    const row = rows[Math.floor(k / to.x.count)] as number
    indices[k] = column < 0 || row < 0 ? -1 : row * from.x.count + column
  }
  return indices
}

/** Width and height of a grid in points. */
export interface GridSize {
  readonly width: number
  readonly height: number
}

/** An order in which to compute a grid, so that every level is a complete picture of its own. */
export interface Refinement {
  /** All grid indices (row · width + column), the coarsest level first, row by row within a level. */
  readonly order: Int32Array
  /** Level by level: its points are those whose row and column are multiples of `stride`, the first `end` of `order`. */
  readonly levels: readonly { readonly stride: number; readonly end: number }[]
}

/** Orders a grid coarse to fine: strides halve down to 1, starting from about 6×6 points. */
export function coarseToFine(width: number, height: number): Refinement {
  const order = new Int32Array(width * height)
  const levels: { stride: number; end: number }[] = []
  const coarsest = coarsestStride({ width, height })
  let end = 0
  for (let stride = coarsest; stride >= 1; stride /= 2) {
    const outer = stride * 2
    for (let row = 0; row < height; row += stride) {
      for (let column = 0; column < width; column += stride) {
        const isOld = stride < coarsest && row % outer === 0 && column % outer === 0
        if (!isOld) order[end++] = row * width + column
      }
    }
    levels.push({ stride, end })
  }
  return { order, levels }
}

/**
 * What to paint while a grid is being computed: a copy of `values` in which each point that `known` (1 or 0 per point)
 * does not mark takes the value of the nearest known point of the finest level that has one there. Points without any,
 * and known NaNs, are NaN.
 */
export function fillFromCoarse(
  values: ArrayLike<number>,
  known: ArrayLike<number>,
  { width, height }: GridSize,
): Float64Array {
  const filled = new Float64Array(width * height)
  const levels = Math.log2(coarsestStride({ width, height })) + 1
  const nearestColumns = nearestMultiples(width, levels)
  const nearestRows = nearestMultiples(height, levels)
  for (let row = 0, k = 0; row < height; row++) {
    for (let column = 0; column < width; column++, k++) {
      let value = Number.NaN
      for (let level = 0; level < levels; level++) {
        const nearestRow = nearestRows[level * height + row] as number
        const source = nearestRow * width + (nearestColumns[level * width + column] as number)
        if (known[source] === 1) {
          value = values[source] as number
          break
        }
      }
      filled[k] = value
    }
  }
  return filled
}

function matchAxis(from: Axis, to: Axis): number[] {
  const tolerance = 1e-9 * (from.max - from.min || Math.abs(from.min))
  return Array.from({ length: to.count }, (_, i) => {
    const value = axisValue(to, i)
    const nearest = from.count === 1 ? 0 : Math.round(axisPosition(from, value))
    const inside = nearest >= 0 && nearest < from.count
    return inside && Math.abs(axisValue(from, nearest) - value) <= tolerance ? nearest : -1
  })
}

function coarsestStride({ width, height }: GridSize): number {
  const steps = Math.sqrt(Math.max(1, width - 1) * Math.max(1, height - 1)) / 5
  return 2 ** Math.max(0, Math.round(Math.log2(steps)))
}

/** For stride 1, 2, 4 … the multiple nearest to each of `count` positions, level after level. */
function nearestMultiples(count: number, levels: number): Int32Array {
  const nearest = new Int32Array(count * levels)
  for (let level = 0; level < levels; level++) {
    const stride = 2 ** level
    const last = Math.floor((count - 1) / stride) * stride
    for (let i = 0; i < count; i++) {
      nearest[level * count + i] = Math.min(Math.round(i / stride) * stride, last)
    }
  }
  return nearest
}
