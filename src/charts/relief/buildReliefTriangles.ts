import type { ReliefShape } from './reliefShape.ts'

/** Triangles of a relief with its walls, in box coordinates. */
export interface ReliefTriangles {
  /** Three per vertex: u, v, h. */
  readonly positions: Float32Array
  /** Three per vertex: height whose colour it has, and the slopes ∂h/∂u and ∂h/∂v; a wall has its outward direction there. */
  readonly shades: Float32Array
  /** One per vertex: 1 on a wall, else 0. */
  readonly walls: Float32Array
  /** Three per triangle, counter-clockwise seen from outside. */
  readonly index: Uint32Array
}

interface Fine {
  readonly columns: number
  readonly rows: number
  readonly heights: Float64Array
  readonly slopesU: Float64Array
  readonly slopesV: Float64Array
}

/** Builds the relief: two triangles a cell, holes left open, walls down to the ground along its outer edges. */
export function buildReliefTriangles(shape: ReliefShape): ReliefTriangles {
  const fine = withSlopes(shape)
  const { columns, rows } = fine
  const edges = edgesOf(columns, rows)
  const wallVertices = edges.reduce((sum, { at }) => sum + 2 * at.length, 0)
  const count = columns * rows + wallVertices
  const positions = new Float32Array(3 * count)
  const shades = new Float32Array(3 * count)
  const walls = new Float32Array(count)
  for (let k = 0; k < columns * rows; k++) {
    const height = fine.heights[k] as number
    placeVertex(positions, k, fine, { at: k, height })
    shades.set([height, fine.slopesU[k] as number, fine.slopesV[k] as number], 3 * k)
  }
  const index = topTriangles(fine)
  let next = columns * rows
  for (const { at, outward } of edges) {
    for (const [i, k] of at.entries()) {
      const height = fine.heights[k] as number
      for (const [side, h] of [height, 0].entries()) {
        const vertex = next + 2 * i + side
        placeVertex(positions, vertex, fine, { at: k, height: Number.isNaN(height) ? 0 : h })
        shades.set([height, ...outward], 3 * vertex)
        walls[vertex] = 1
      }
      const isOpen = Number.isNaN(height) || Number.isNaN(fine.heights[at[i + 1] ?? k] as number)
      if (i + 1 < at.length && !isOpen) {
        const top = next + 2 * i
        index.push(top, top + 1, top + 2, top + 2, top + 1, top + 3)
      }
    }
    next += 2 * at.length
  }
  for (let k = 0; k < positions.length; k++) if (Number.isNaN(positions[k])) positions[k] = 0
  for (let k = 0; k < shades.length; k++) if (Number.isNaN(shades[k])) shades[k] = 0
  return { positions, shades, walls, index: Uint32Array.from(index) }
}

function placeVertex(
  positions: Float32Array,
  vertex: number,
  { columns, rows }: Fine,
  { at, height }: { readonly at: number; readonly height: number },
): void {
  positions[3 * vertex] = (at % columns) / Math.max(1, columns - 1) - 0.5
  positions[3 * vertex + 1] = Math.floor(at / columns) / Math.max(1, rows - 1) - 0.5
  positions[3 * vertex + 2] = height
}

function topTriangles({ columns, rows, heights }: Fine): number[] {
  const index: number[] = []
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const a = row * columns + column
      const b = a + 1
      const c = a + columns
      const d = c + 1
      const sum =
        (heights[a] as number) + (heights[b] as number) + (heights[c] as number) + (heights[d] as number)
      if (!Number.isNaN(sum)) index.push(a, b, d, a, d, c)
    }
  }
  return index
}

/** The four outer edges, each counter-clockwise around the relief, with the direction that its wall faces. */
function edgesOf(columns: number, rows: number) {
  const run = (count: number, at: (i: number) => number) => Array.from({ length: count }, (_, i) => at(i))
  const last = columns * rows - 1
  return [
    { at: run(columns, (i) => i), outward: [0, -1] },
    { at: run(rows, (i) => i * columns + columns - 1), outward: [1, 0] },
    { at: run(columns, (i) => last - i), outward: [0, 1] },
    { at: run(rows, (i) => (rows - 1 - i) * columns), outward: [-1, 0] },
  ] as const
}

function withSlopes({ grid, values }: ReliefShape): Fine {
  const [columns, rows] = [grid.x.count, grid.y.count]
  const [slopesU, slopesV] = slopesOf(values, columns, rows)
  return { columns, rows, heights: values, slopesU, slopesV }
}

/** Central differences per unit of u and of v; one-sided beside edges and holes, 0 where nothing is known. */
function slopesOf(values: Float64Array, width: number, height: number): [Float64Array, Float64Array] {
  const slopesU = new Float64Array(values.length)
  const slopesV = new Float64Array(values.length)
  const slope = (k: number, before: number, after: number, cells: number) => {
    const here = values[k] as number
    const low = before < 0 ? Number.NaN : (values[before] as number)
    const high = after < 0 ? Number.NaN : (values[after] as number)
    if (!Number.isNaN(low) && !Number.isNaN(high)) return ((high - low) / 2) * cells
    if (!Number.isNaN(high)) return (high - here) * cells
    return Number.isNaN(low) ? 0 : (here - low) * cells
  }
  for (let k = 0; k < values.length; k++) {
    const column = k % width
    slopesU[k] = slope(k, column > 0 ? k - 1 : -1, column + 1 < width ? k + 1 : -1, width - 1)
    slopesV[k] = slope(k, k - width, k + width < values.length ? k + width : -1, height - 1)
  }
  return [slopesU, slopesV]
}
