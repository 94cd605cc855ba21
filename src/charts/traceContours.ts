import { contours } from 'd3'

/** A contour: its level and its lines, each a list of [column, row] in sample units (sample 0 at 0). */
export interface Contour {
  readonly level: number
  readonly lines: readonly (readonly (readonly [column: number, row: number])[])[]
}

interface FieldSize {
  readonly width: number
  readonly height: number
}

/**
 * Contours of a row-major `width`×`height` field at the given levels. Lines are open where they meet the field's border
 * or a value that is not finite: the walls that d3-contour closes its rings with are cut away.
 */
export function traceContours(
  values: ArrayLike<number>,
  size: FieldSize,
  levels: readonly number[],
): Contour[] {
  return levels.map(createTracer(values, size))
}

/** The same for one level at a time; a field that is a line or has another size than it says has no contours. */
export function createTracer(values: ArrayLike<number>, size: FieldSize): (level: number) => Contour {
  const { width, height } = size
  if (width < 2 || height < 2 || values.length !== width * height) return (level) => ({ level, lines: [] })
  const field = Array.from({ length: values.length }, (_, i) => {
    const value = values[i] as number
    return Number.isFinite(value) ? value : Number.NaN
  })
  const contour = contours().size([width, height])
  const isWall = createWallTest(field, size)
  return (level) => ({
    level,
    lines: contour
      .contour(field, level)
      .coordinates.flat()
      .flatMap((ring) => cutRing(ring as [number, number][], isWall)),
  })
}

/** A point belongs to a wall when it lies outside the samples or beside one that is not finite. */
function createWallTest(field: readonly number[], size: FieldSize) {
  const { width, height } = size
  const isHole = (column: number, row: number) =>
    column >= 0 && row >= 0 && column < width && row < height && Number.isNaN(field[row * width + column])
  return (x: number, y: number) => {
    if (x < 0 || y < 0 || x > width - 1 || y > height - 1) return true
    const column = Math.floor(x)
    const row = Math.floor(y)
    if (column !== x) return isHole(column, row) || isHole(column + 1, row)
    if (row !== y) return isHole(column, row) || isHole(column, row + 1)
    // d3-contour moves a crossing towards a hole onto the sample itself.
    return (
      isHole(column - 1, row) || isHole(column + 1, row) || isHole(column, row - 1) || isHole(column, row + 1)
    )
  }
}

/** Splits a closed ring, in d3-contour's units (sample 0 at 0.5), into the stretches that are no wall. */
function cutRing(ring: readonly [number, number][], isWall: (x: number, y: number) => boolean) {
  const points = ring.slice(0, -1).map(([x, y]) => [x - 0.5, y - 0.5] as const)
  const walls = points.map(([x, y]) => isWall(x, y))
  const start = walls.indexOf(true)
  const first = points[0]
  if (start < 0) return first ? [[...points, first]] : []
  const lines: (readonly [number, number])[][] = []
  let line: (readonly [number, number])[] = []
  for (let step = 1; step <= points.length; step++) {
    const at = (start + step) % points.length
    const point = points[at]
    if (point && !walls[at]) line.push(point)
    else if (line.length > 0) {
      if (line.length > 1) lines.push(line)
      line = []
    }
  }
  return lines
}
