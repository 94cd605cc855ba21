import { expect, it } from 'vitest'
import { symmetricEigen } from '../planes/symmetricEigen.ts'
import { createRandom } from '../random.ts'
import { tridiagonalEigen } from './tridiagonalEigen.ts'

const random = createRandom(1, 'samples')
const descending = (values: Float64Array) => values.toSorted((a, b) => b - a)

function multiply(matrix: Float64Array, vector: ArrayLike<number>): Float64Array {
  const size = vector.length
  return Float64Array.from({ length: size }, (_, i) => {
    let sum = 0
    for (let j = 0; j < size; j++) sum += (matrix[i * size + j] as number) * (vector[j] as number)
    return sum
  })
}

it('eigenpairs are those of the full matrix', () => {
  const size = 12
  const diagonal = Array.from({ length: size }, random.normal)
  const off = Array.from({ length: size - 1 }, random.normal)
  const full = new Float64Array(size * size)
  diagonal.forEach((value, i) => {
    full[i * size + i] = value
    if (i < size - 1) full[i * size + i + 1] = full[(i + 1) * size + i] = off[i] as number
  })
  const rows = Array.from({ length: size }, (_, i) => new Float64Array(size).fill(1, i, i + 1))
  const values = tridiagonalEigen(diagonal, off, rows)
  const wanted = symmetricEigen(full, size).values
  ;[...values]
    .sort((a, b) => b - a)
    .forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[i] as number, 12)
    })
  for (let k = 0; k < size; k++) {
    const vector = rows.map((row) => row[k] as number)
    multiply(full, vector).forEach((value, i) => {
      expect(value).toBeCloseTo((values[k] as number) * (vector[i] as number), 11)
    })
  }
})

it('solves the chain of springs, whose eigenvalues are 2 − 2·cos(kπ/(n + 1))', () => {
  const size = 30
  const found = descending(tridiagonalEigen(Array(size).fill(2), Array(size - 1).fill(-1)))
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(2 - 2 * Math.cos(((size - i) * Math.PI) / (size + 1)), 12)
  })
})

it('takes a matrix apart where it falls apart, and leaves its diagonals alone', () => {
  const [diagonal, off] = [
    [2, 2, 5],
    [1, 0],
  ]
  const found = descending(tridiagonalEigen(diagonal, off))
  expect(found[0]).toBe(5)
  expect(found[1]).toBeCloseTo(3, 12)
  expect(found[2]).toBeCloseTo(1, 12)
  expect([diagonal, off]).toEqual([
    [2, 2, 5],
    [1, 0],
  ])
  expect(tridiagonalEigen([], [])).toHaveLength(0)
  expect([...tridiagonalEigen([7], [])]).toEqual([7])
})

it('refuses what does not converge', () => {
  expect(() => tridiagonalEigen([1, Number.NaN], [1])).toThrow(
    new RangeError('the eigenvalues of a tridiagonal matrix do not converge'),
  )
})
