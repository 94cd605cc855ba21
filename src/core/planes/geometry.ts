/**
 * Inner products of B weight vectors, all that planes, lengths and norms need: the page never has to hold weights.
 * Both matrices are B×B, row-major, in float64.
 */
export interface BasisGeometry {
  readonly size: number
  /** ⟨w_i, w_j⟩. */
  readonly products: readonly number[]
  /** ⟨w_i − w_0, w_j − w_0⟩, from differences taken element by element, so that nearby vectors lose no digits. */
  readonly differences: readonly number[]
}

/** Measures B vectors of the same length; throws a RangeError where lengths differ. */
export function measureBasis(vectors: readonly ArrayLike<number>[]): BasisGeometry {
  const size = vectors.length
  const first = vectors[0]
  const products = new Array<number>(size * size).fill(0)
  const differences = new Array<number>(size * size).fill(0)
  for (const [i, a] of vectors.entries()) {
    if (first === undefined || a.length !== first.length) {
      throw new RangeError(`basis vector ${i} has ${a.length} elements, expected ${first?.length}`)
    }
    for (const [j, b] of vectors.slice(0, i + 1).entries()) {
      products[i * size + j] = products[j * size + i] = sumProducts(a, b)
      differences[i * size + j] = differences[j * size + i] = j === 0 ? 0 : sumProducts(a, b, first)
    }
  }
  return { size, products, differences }
}

/** ⟨Σ a_i w_i, Σ b_j w_j⟩ for any two rows of B coefficients. */
export function combinationProduct(
  geometry: BasisGeometry,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  return bilinear(geometry.products, a, b)
}

/**
 * ⟨Σ a_i w_i, Σ b_j w_j⟩ for two rows that each sum to 0, such as differences of points: from the differences, so that
 * short distances between long vectors keep their digits.
 */
export function affineProduct(geometry: BasisGeometry, a: ArrayLike<number>, b: ArrayLike<number>): number {
  return bilinear(geometry.differences, a, b)
}

/** ‖w(c)‖² of each of the K rows c of `rows` (K×B, row-major). */
export function squaredNorms(geometry: BasisGeometry, rows: Float64Array): Float64Array {
  return Float64Array.from(splitRows(rows, geometry.size), (row) => combinationProduct(geometry, row, row))
}

/** ‖w(a) − w(b)‖ of two rows that sum to 1. */
export function distanceBetween(geometry: BasisGeometry, a: ArrayLike<number>, b: ArrayLike<number>): number {
  const step = Array.from(a, (value, i) => value - (b[i] ?? 0))
  return Math.sqrt(Math.max(0, affineProduct(geometry, step, step)))
}

/**
 * Distances between consecutive points of a path of K rows that sum to 1 (K×B, row-major): dl[0] = 0,
 * dl[k] = ‖w(c_k) − w(c_{k−1})‖, as in the official `eval_curve.py`.
 */
export function pathSteps(geometry: BasisGeometry, rows: Float64Array): Float64Array {
  const points = splitRows(rows, geometry.size)
  return Float64Array.from(points, (row, k) => distanceBetween(geometry, row, points[k - 1] ?? row))
}

/** Geometry of M new vectors, each a combination of the old: `matrix` is M rows of B coefficients that sum to 1. */
export function transformGeometry(
  geometry: BasisGeometry,
  matrix: readonly (readonly number[])[],
): BasisGeometry {
  const first = matrix[0] ?? []
  const steps = matrix.map((row) => row.map((value, i) => value - (first[i] ?? 0)))
  return {
    size: matrix.length,
    products: matrix.flatMap((a) => matrix.map((b) => combinationProduct(geometry, a, b))),
    differences: steps.flatMap((a) => steps.map((b) => affineProduct(geometry, a, b))),
  }
}

/** Elements summed before a partial sum is put away; keeps the rounding error of long vectors near that of short ones. */
const blockSize = 1024

function sumProducts(a: ArrayLike<number>, b: ArrayLike<number>, origin?: ArrayLike<number>): number {
  let total = 0
  for (let start = 0; start < a.length; start += blockSize) {
    const end = Math.min(start + blockSize, a.length)
    let block = 0
    if (origin === undefined) {
      for (let k = start; k < end; k++) block += (a[k] as number) * (b[k] as number)
    } else {
      for (let k = start; k < end; k++) {
        const o = origin[k] as number
        block += ((a[k] as number) - o) * ((b[k] as number) - o)
      }
    }
    total += block
  }
  return total
}

/** Vectors with a coefficient of 0 are left out, so that those that are not finite spoil nothing that they have no part in. */
function bilinear(matrix: readonly number[], a: ArrayLike<number>, b: ArrayLike<number>): number {
  const size = a.length
  let total = 0
  for (let i = 0; i < size; i++) {
    if (a[i] === 0) continue
    let row = 0
    for (let j = 0; j < size; j++) if (b[j] !== 0) row += (matrix[i * size + j] as number) * (b[j] as number)
    total += (a[i] as number) * row
  }
  return total
}

function splitRows(rows: Float64Array, size: number): Float64Array[] {
  return Array.from({ length: rows.length / size }, (_, k) => rows.subarray(k * size, (k + 1) * size))
}
