import type { BasisGeometry } from '../planes/geometry.ts'
import { symmetricEigen } from '../planes/symmetricEigen.ts'

/** Principal directions of a trajectory of n vectors, each as n coefficients that sum to 0, of unit length. */
export interface TrajectoryComponents {
  readonly coefficients: readonly (readonly number[])[]
  /** Share of the variance along each direction, largest first. */
  readonly explained: readonly number[]
}

/** Share of the largest variance below which a direction is rounding. */
const smallestShare = 1e-12

/**
 * Principal components of the differences of n vectors from their mean (Li and others 2018, section 7, whose PCA centres as
 * well), from inner products alone. A direction points to the side of the first vector. Fewer come back where the vectors span fewer.
 */
export function findTrajectoryComponents(geometry: BasisGeometry, count: number): TrajectoryComponents {
  const { size } = geometry
  const { values, vectors } = symmetricEigen(centre(geometry), size)
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0)
  const kept = values.slice(0, count).filter((value) => value > smallestShare * (values[0] as number))
  return {
    coefficients: kept.map((value, k) => {
      const vector = vectors[k] as Float64Array
      const factor = ((vector[0] as number) < 0 ? -1 : 1) / Math.sqrt(value)
      return Array.from(vector, (entry) => factor * entry)
    }),
    explained: kept.map((value) => value / total),
  }
}

/** ⟨w_i − m, w_j − m⟩ with the mean m, n×n. */
function centre({ size, differences }: BasisGeometry): Float64Array {
  const rowMeans = Array.from({ length: size }, (_, i) => {
    let sum = 0
    for (let j = 0; j < size; j++) sum += differences[i * size + j] as number
    return sum / size
  })
  const mean = rowMeans.reduce((sum, value) => sum + value, 0) / size
  return Float64Array.from(differences, (value, at) => {
    const [i, j] = [Math.floor(at / size), at % size]
    return value - (rowMeans[i] as number) - (rowMeans[j] as number) + mean
  })
}
