import { createRandom } from '../random.ts'
import { symmetricEigen } from './symmetricEigen.ts'

/** Rows seen along their directions of largest variance. */
export interface PrincipalComponents {
  /** count×components, row-major. */
  readonly scores: Float32Array
  /** Share of the total variance that each component explains, largest first; 0 where there is none. */
  readonly explained: number[]
}

/**
 * Projects centred rows (`count`×`dimension`, row-major) on their first principal components. Each component points to
 * the side on which its largest loading is positive, so that the picture does not flip. Components beyond the dimension are 0.
 *
 * @throws RangeError when the rows do not have that size or there are none
 */
export function principalComponents(
  rows: Float32Array,
  count: number,
  dimension: number,
  components: number,
): PrincipalComponents {
  if (count < 1 || dimension < 1 || rows.length !== count * dimension) {
    throw new RangeError(`principal components: got ${rows.length} values for ${count} rows of ${dimension}`)
  }
  const centred = centreRows(rows, dimension)
  const loadings = findLoadings(centred, dimension, Math.min(components, dimension))
  const scores = new Float32Array(count * components)
  const variances = new Array<number>(components).fill(0)
  forEachRow(centred, loadings, (coordinates, row) => {
    scores.set(coordinates, row * components)
    for (const [i, score] of coordinates.entries()) variances[i] = (variances[i] as number) + score * score
  })
  const total = centred.reduce((sum, value) => sum + value * value, 0)
  return { scores, explained: variances.map((variance) => (total > 0 ? variance / total : 0)) }
}

function centreRows(rows: Float32Array, dimension: number): Float64Array {
  const means = new Float64Array(dimension)
  const count = rows.length / dimension
  for (let i = 0; i < rows.length; i++) {
    means[i % dimension] = (means[i % dimension] as number) + (rows[i] as number) / count
  }
  return Float64Array.from(rows, (value, i) => value - (means[i % dimension] as number))
}

// Up to here the covariance and all its eigenvectors cost less than the picture that they are for.
const exactDimension = 64

function findLoadings(centred: Float64Array, dimension: number, components: number): Float64Array[] {
  const loadings =
    dimension <= exactDimension
      ? solveWithin(centred, createUnitVectors(dimension))
      : iterateSubspace(centred, dimension, components)
  return loadings.slice(0, components).map(fixSign)
}

/** Subspace iteration with oversampling (Halko, Martinsson and Tropp 2011), then an exact solution within it. */
function iterateSubspace(centred: Float64Array, dimension: number, components: number): Float64Array[] {
  const random = createRandom(0, 'direction')
  const block = Math.min(dimension, components + 8)
  let basis: Float64Array[] = Array.from({ length: block }, () =>
    Float64Array.from({ length: dimension }, random.normal),
  )
  orthonormalize(basis)
  for (let round = 0; round < 16; round++) {
    basis = applyScatter(centred, basis)
    orthonormalize(basis)
  }
  return solveWithin(centred, basis)
}

/** Principal directions within the span of orthonormal vectors, largest variance first. */
function solveWithin(centred: Float64Array, basis: readonly Float64Array[]): Float64Array[] {
  const { vectors } = symmetricEigen(productsAlong(centred, basis), basis.length)
  return vectors.map((weights) => combine(basis, weights))
}

function createUnitVectors(dimension: number): Float64Array[] {
  return Array.from({ length: dimension }, (_, i) => new Float64Array(dimension).fill(1, i, i + 1))
}

/** Scatter of the rows' coordinates along the vectors: block×block, row-major. */
function productsAlong(centred: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const block = basis.length
  const products = new Float64Array(block * block)
  forEachRow(centred, basis, (coordinates) => {
    for (let i = 0; i < block; i++) {
      const factor = coordinates[i] as number
      for (let j = 0; j < block; j++) {
        products[i * block + j] = (products[i * block + j] as number) + factor * (coordinates[j] as number)
      }
    }
  })
  return products
}

/** Visits the coordinates of every row along the vectors. */
function forEachRow(
  centred: Float64Array,
  basis: readonly Float64Array[],
  visit: (coordinates: Float64Array, row: number) => void,
): void {
  const dimension = basis[0]?.length ?? 1
  const coordinates = new Float64Array(basis.length)
  for (let row = 0; row * dimension < centred.length; row++) {
    for (const [i, vector] of basis.entries()) {
      let sum = 0
      for (let k = 0; k < dimension; k++)
        sum += (centred[row * dimension + k] as number) * (vector[k] as number)
      coordinates[i] = sum
    }
    visit(coordinates, row)
  }
}

/** XᵀX times each vector, up to a common factor the covariance. */
function applyScatter(centred: Float64Array, basis: readonly Float64Array[]): Float64Array[] {
  const images = basis.map((vector) => new Float64Array(vector.length))
  forEachRow(centred, basis, (coordinates, row) => {
    for (const [i, image] of images.entries()) {
      const start = row * image.length
      for (let k = 0; k < image.length; k++) {
        image[k] = (image[k] as number) + (coordinates[i] as number) * (centred[start + k] as number)
      }
    }
  })
  return images
}

/** Gram and Schmidt, twice for accuracy; a vector that adds nothing becomes 0. */
function orthonormalize(vectors: readonly Float64Array[]): void {
  for (const [i, vector] of vectors.entries()) {
    const before = Math.sqrt(dot(vector, vector))
    for (const earlier of [...vectors.slice(0, i), ...vectors.slice(0, i)]) {
      const overlap = dot(earlier, vector)
      for (let k = 0; k < vector.length; k++)
        vector[k] = (vector[k] as number) - overlap * (earlier[k] as number)
    }
    const after = Math.sqrt(dot(vector, vector))
    const factor = after > 1e-12 * before ? 1 / after : 0
    for (let k = 0; k < vector.length; k++) vector[k] = (vector[k] as number) * factor
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + value * (b[k] as number), 0)
}

function combine(basis: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(basis[0]?.length ?? 0)
  for (const [i, vector] of basis.entries()) {
    for (let k = 0; k < sum.length; k++)
      sum[k] = (sum[k] as number) + (weights[i] as number) * (vector[k] as number)
  }
  return sum
}

function fixSign(loading: Float64Array): Float64Array {
  let largest = 0
  for (const value of loading) if (Math.abs(value) > Math.abs(largest)) largest = value
  return largest < 0 ? loading.map((value) => -value) : loading
}
