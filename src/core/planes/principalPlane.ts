import type { BasisGeometry } from './geometry.ts'
import { symmetricEigen } from './symmetricEigen.ts'

/** Points in the plane of their two directions of largest variance. */
export interface PrincipalPlane {
  readonly xs: Float64Array
  readonly ys: Float64Array
  /** Of each point from the plane. */
  readonly distances: Float64Array
  /** Shares of the whole variance along the two directions. */
  readonly explained: readonly [number, number]
}

/**
 * Places n vectors in the plane of their first two principal components, by their inner products alone: the eigenvectors
 * of the doubly centred Gram matrix, scaled by the roots of their eigenvalues. The first point lies on the left and above.
 */
export function principalPlane({ size, differences }: BasisGeometry): PrincipalPlane {
  const centred = centre(differences, size)
  const { values, vectors } = symmetricEigen(centred, size)
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0)
  const along = (index: number): Float64Array => {
    const length = Math.sqrt(Math.max(0, values[index] ?? 0))
    const vector = vectors[index] ?? new Float64Array(size)
    const turn = (vector[0] ?? 0) * (index === 0 ? -1 : 1) < 0 ? -1 : 1
    return vector.map((value) => turn * length * value)
  }
  const [xs, ys] = [along(0), along(1)]
  const share = (index: number) => (total > 0 ? Math.max(0, values[index] ?? 0) / total : 0)
  return {
    xs,
    ys,
    distances: xs.map((x, i) => {
      const square = centred[i * size + i] as number
      return Math.sqrt(Math.max(0, square - x ** 2 - (ys[i] as number) ** 2))
    }),
    explained: [share(0), share(1)],
  }
}

/** Inner products of the vectors less their mean. */
function centre(products: readonly number[], size: number): Float64Array {
  const means = Float64Array.from({ length: size }, (_, i) => {
    let sum = 0
    for (let j = 0; j < size; j++) sum += products[i * size + j] as number
    return sum / size
  })
  const mean = means.reduce((sum, value) => sum + value, 0) / size
  return Float64Array.from(products, (value, k) => {
    const [i, j] = [Math.floor(k / size), k % size]
    return value - (means[i] as number) - (means[j] as number) + mean
  })
}
