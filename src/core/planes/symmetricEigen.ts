/** Eigenvalues, largest first, and their unit vectors as rows in the same order. */
export interface SymmetricEigen {
  readonly values: number[]
  readonly vectors: Float64Array[]
}

const maxSweeps = 60

/**
 * All eigenpairs of a symmetric matrix (size×size, row-major), by cyclic Jacobi rotations (Golub and Van Loan, §8.5).
 * Time grows with size³: meant for a hundred rows at most.
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const work = matrix.slice()
  const vectors = Array.from({ length: size }, (_, i) => new Float64Array(size).fill(1, i, i + 1))
  const scale = work.reduce((sum, value) => sum + value * value, 0)
  for (let sweep = 0; sweep < maxSweeps && offDiagonal(work, size) > 1e-30 * scale; sweep++) {
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) rotate({ work, vectors, size }, p, q)
    }
  }
  const order = vectors.map((_, i) => i)
  const eigenvalue = (i: number) => work[i * size + i] as number
  order.sort((i, j) => eigenvalue(j) - eigenvalue(i))
  return { values: order.map(eigenvalue), vectors: order.map((i) => vectors[i] as Float64Array) }
}

function offDiagonal(work: Float64Array, size: number): number {
  let sum = 0
  for (let p = 0; p < size; p++) {
    for (let q = p + 1; q < size; q++) sum += (work[p * size + q] as number) ** 2
  }
  return sum
}

/** Turns the plane of rows p and q so that their mixed entry becomes 0. */
function rotate(
  state: { readonly work: Float64Array; readonly vectors: readonly Float64Array[]; readonly size: number },
  p: number,
  q: number,
): void {
  const { work, vectors, size } = state
  const mixed = work[p * size + q] as number
  if (mixed === 0) return
  const theta = ((work[q * size + q] as number) - (work[p * size + p] as number)) / (2 * mixed)
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  const sine = tangent * cosine
  const turn = (first: Float64Array, i: number, second: Float64Array, j: number) => {
    const a = first[i] as number
    const b = second[j] as number
    first[i] = cosine * a - sine * b
    second[j] = sine * a + cosine * b
  }
  for (let k = 0; k < size; k++) turn(work, k * size + p, work, k * size + q)
  for (let k = 0; k < size; k++) turn(work, p * size + k, work, q * size + k)
  const [vp, vq] = [vectors[p] as Float64Array, vectors[q] as Float64Array]
  for (let k = 0; k < size; k++) turn(vp, k, vq, k)
}
