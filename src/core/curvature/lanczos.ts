import { tridiagonalEigen } from './tridiagonalEigen.ts'

/** An approximate eigenvalue, how far at most a true one lies from it, and its place for `vector`. */
export interface RitzPair {
  readonly value: number
  /** ‖Hv − λv‖ of the approximate eigenvector. */
  readonly residual: number
  readonly place: number
}

/** Lanczos's iteration over a symmetric matrix that is known only by its products. */
export interface Lanczos {
  /** Products taken so far. */
  readonly steps: number
  /** The unit vector whose product is wanted next; undefined where the whole space is spanned. */
  readonly next: Float32Array | undefined
  /** Takes the product of `next`. */
  advance(product: Float64Array): void
  /** Approximate eigenpairs, the largest value first; as many as there were steps. */
  pairs(): RitzPair[]
  /** Approximate eigenvectors of some places, unit vectors whose largest element is positive. */
  vectors(places: readonly number[]): Float32Array[]
}

/**
 * Starts from a vector, with full reorthogonalisation, twice (Golub and Van Loan, §10.1; Parlett 1998, §6.9), since without it
 * eigenvalues come back as copies of themselves. Where the directions run out, `restart` gives the next one.
 */
export function startLanczos(start: ArrayLike<number>, restart: () => ArrayLike<number>): Lanczos {
  const dimension = start.length
  const basis: Float32Array[] = []
  const diagonal: number[] = []
  const offDiagonal: number[] = []
  let scale = 0
  let next: Float32Array | undefined = toUnit(Float64Array.from(start))

  /** A unit vector orthogonal to all so far. */
  const findNew = (): Float32Array | undefined => {
    if (basis.length >= dimension) return undefined
    const vector = Float64Array.from(restart())
    orthogonalize(vector, basis)
    return toUnit(vector)
  }

  return {
    get steps() {
      return diagonal.length
    },
    get next() {
      return next
    },
    advance(product) {
      if (!next) throw new RangeError('the whole space is spanned')
      const rest = product.slice()
      diagonal.push(innerProduct(next, rest))
      basis.push(next)
      orthogonalize(rest, basis)
      const length = Math.sqrt(innerProduct(rest, rest))
      scale = Math.max(scale, Math.abs(diagonal.at(-1) as number), length)
      const isOver = basis.length >= dimension || length <= 1e-12 * scale
      offDiagonal.push(isOver ? 0 : length)
      next = isOver ? findNew() : toUnit(rest)
    },
    pairs() {
      const size = diagonal.length
      const last = new Float64Array(size).fill(1, size - 1)
      const values = tridiagonalEigen(diagonal, offDiagonal, [last])
      const beyond = offDiagonal[size - 1] ?? 0
      return Array.from(values, (value, place) => ({
        value,
        residual: Math.abs(beyond * (last[place] as number)),
        place,
      })).sort((a, b) => b.value - a.value)
    },
    vectors(places) {
      const size = diagonal.length
      const rows = Array.from({ length: size }, (_, i) => new Float64Array(size).fill(1, i, i + 1))
      tridiagonalEigen(diagonal, offDiagonal, rows)
      return places.map((place) => {
        const vector = new Float64Array(dimension)
        for (const [i, unit] of basis.entries()) addTimes(vector, unit, rows[i]?.[place] as number)
        return toUnit(turnUp(vector))
      })
    },
  }
}

function orthogonalize(vector: Float64Array, basis: readonly Float32Array[]): void {
  for (let round = 0; round < 2; round++) {
    for (const unit of basis) addTimes(vector, unit, -innerProduct(unit, vector))
  }
}

function addTimes(vector: Float64Array, other: Float32Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) + factor * (other[i] as number)
}

function toUnit(vector: Float64Array): Float32Array {
  const factor = 1 / Math.sqrt(innerProduct(vector, vector))
  return Float32Array.from(vector, (value) => factor * value)
}

function turnUp(vector: Float64Array): Float64Array {
  let largest = 0
  for (const value of vector) if (Math.abs(value) > Math.abs(largest)) largest = value
  return largest < 0 ? vector.map((value) => -value) : vector
}

function innerProduct(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
