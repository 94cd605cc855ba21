import type { ReliefShape } from './reliefShape.ts'

/** Cells a side that a coarse grid is divided into at least. */
const wantedCells = 120

/**
 * The same relief on a grid of at least 120 cells a side, rounded by Catmull and Rom's splines: it goes through every sample
 * and bends smoothly between them. Holes stay. What rises over the box or sinks under it is cut off last, so that a plateau
 * of clipped values has a smooth edge.
 */
export function roundShape({ grid, values }: ReliefShape): ReliefShape {
  const { x, y } = grid
  const across = divide(x.count)
  const wide = { width: (x.count - 1) * across + 1, height: y.count }
  const rows = new Float64Array(wide.width * wide.height)
  for (let row = 0; row < y.count; row++)
    roundLine(values, { start: row * x.count, step: 1, count: x.count }, across, (i, value) => {
      rows[row * wide.width + i] = value
    })
  const upwards = divide(y.count)
  const height = (y.count - 1) * upwards + 1
  const rounded = new Float64Array(wide.width * height)
  for (let column = 0; column < wide.width; column++)
    roundLine(rows, { start: column, step: wide.width, count: y.count }, upwards, (i, value) => {
      rounded[i * wide.width + column] = Math.min(1, Math.max(0, value))
    })
  return { grid: { x: { ...x, count: wide.width }, y: { ...y, count: height } }, values: rounded }
}

function divide(count: number): number {
  return count < 2 ? 1 : Math.max(1, Math.ceil(wantedCells / (count - 1)))
}

interface Line {
  readonly start: number
  readonly step: number
  readonly count: number
}

function roundLine(
  values: Float64Array,
  { start, step, count }: Line,
  parts: number,
  put: (index: number, value: number) => void,
): void {
  const at = (i: number) => (i < 0 || i >= count ? Number.NaN : (values[start + i * step] as number))
  for (let i = 0; i < count; i++) {
    const from = at(i)
    put(i * parts, from)
    if (i + 1 === count) return
    const to = at(i + 1)
    // Beside an edge or a hole the line goes straight on.
    const before = orElse(at(i - 1), 2 * from - to)
    const after = orElse(at(i + 2), 2 * to - from)
    for (let part = 1; part < parts; part++)
      put(i * parts + part, spline([before, from, to, after], part / parts))
  }
}

function orElse(value: number, otherwise: number): number {
  return Number.isNaN(value) ? otherwise : value
}

/** Catmull and Rom's spline between the middle two of four values. */
function spline([a, b, c, d]: readonly [number, number, number, number], t: number): number {
  return b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
}
