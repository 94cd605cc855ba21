import type { SurfaceShape } from './surfaceShape.ts'

/** Triangles of a relief with its walls, in box coordinates. */
export interface SurfaceMesh {
  /** Three per vertex: u, v, h. */
  readonly positions: Float32Array
  /** Three per vertex: height whose colour it has, and the slopes ∂h/∂u and ∂h/∂v; a wall has its outward direction there. */
  readonly shades: Float32Array
  /** One per vertex: 1 on a wall, else 0. */
  readonly walls: Float32Array
  /** Three per triangle, counter-clockwise seen from outside. */
  readonly index: Uint32Array
}

/** Cells a side that a coarse grid is divided into, so that bilinear cells are round and not two flat triangles. */
const wantedCells = 120

interface Fine {
  readonly columns: number
  readonly rows: number
  readonly heights: Float32Array
  readonly slopesU: Float32Array
  readonly slopesV: Float32Array
}

/** Builds the relief: bilinear between samples, holes left open, walls down to the ground along its outer edges. */
export function buildSurfaceMesh(shape: SurfaceShape): SurfaceMesh {
  const fine = refine(shape)
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

/** Heights and slopes on a grid of at least `wantedCells` cells a side; slopes flow from sample to sample. */
function refine({ grid, values }: SurfaceShape): Fine {
  const [width, height] = [grid.x.count, grid.y.count]
  const factorU = factorOf(width)
  const factorV = factorOf(height)
  const columns = (width - 1) * factorU + 1
  const rows = (height - 1) * factorV + 1
  const coarse = { width, height, factorU, factorV, columns, rows }
  const [slopesU, slopesV] = slopesOf(values, width, height)
  return {
    columns,
    rows,
    heights: spread(values, coarse),
    slopesU: spread(slopesU, coarse),
    slopesV: spread(slopesV, coarse),
  }
}

function factorOf(count: number): number {
  return count < 2 ? 1 : Math.max(1, Math.ceil(wantedCells / (count - 1)))
}

interface Spreading {
  readonly width: number
  readonly height: number
  readonly factorU: number
  readonly factorV: number
  readonly columns: number
  readonly rows: number
}

function spread(values: Float64Array, size: Spreading): Float32Array {
  const { width, height, factorU, factorV, columns, rows } = size
  const fine = new Float32Array(columns * rows)
  for (let row = 0, k = 0; row < rows; row++) {
    const low = Math.min(Math.floor(row / factorV), height - 1)
    const high = row % factorV === 0 ? low : low + 1
    const up = (row % factorV) / factorV
    for (let column = 0; column < columns; column++, k++) {
      const left = Math.min(Math.floor(column / factorU), width - 1)
      const right = column % factorU === 0 ? left : left + 1
      const along = (column % factorU) / factorU
      const below = mix(values[low * width + left] as number, values[low * width + right] as number, along)
      const above = mix(values[high * width + left] as number, values[high * width + right] as number, along)
      fine[k] = mix(below, above, up)
    }
  }
  return fine
}

function mix(a: number, b: number, share: number): number {
  return share === 0 ? a : a + (b - a) * share
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
