import { expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { symmetricEigen } from './symmetricEigen.ts'

it('solves a matrix whose answer is known', () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2)
  expect(values[0]).toBeCloseTo(3, 12)
  expect(values[1]).toBeCloseTo(1, 12)
  expect(Math.abs((vectors[0]?.[0] ?? 0) + (vectors[0]?.[1] ?? 0))).toBeCloseTo(Math.SQRT2, 12)
})

it('finds orthonormal vectors that the matrix only stretches', () => {
  const size = 20
  const random = createRandom(1, 'samples')
  const matrix = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = random.normal()
  }
  const { values, vectors } = symmetricEigen(matrix, size)
  expect(values).toEqual(values.toSorted((a, b) => b - a))
  for (const [i, vector] of vectors.entries()) {
    for (let row = 0; row < size; row++) {
      const image = vector.reduce((sum, value, k) => sum + value * (matrix[row * size + k] as number), 0)
      expect(image).toBeCloseTo((values[i] as number) * (vector[row] as number), 10)
    }
    for (const [j, other] of vectors.entries()) {
      const product = vector.reduce((sum, value, k) => sum + value * (other[k] as number), 0)
      expect(product).toBeCloseTo(i === j ? 1 : 0, 12)
    }
  }
})

it('leaves diagonal, zero and broken matrices in peace', () => {
  expect(symmetricEigen(Float64Array.of(1, 0, 0, 5), 2).values).toEqual([5, 1])
  expect(symmetricEigen(new Float64Array(9), 3).values).toEqual([0, 0, 0])
  expect(symmetricEigen(new Float64Array(4).fill(Number.NaN), 2).values).toHaveLength(2)
})
