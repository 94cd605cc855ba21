import { describe, expect, it } from 'vitest'
import { symmetricEigen } from '../planes/symmetricEigen.ts'
import { createRandom } from '../random.ts'
import { type Lanczos, startLanczos } from './lanczos.ts'

const random = createRandom(1, 'samples')

function drawSymmetric(size: number): Float64Array {
  const matrix = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = random.normal()
  }
  return matrix
}

function multiply(matrix: Float64Array, vector: ArrayLike<number>): Float64Array {
  const size = vector.length
  return Float64Array.from({ length: size }, (_, i) => {
    let sum = 0
    for (let j = 0; j < size; j++) sum += (matrix[i * size + j] as number) * (vector[j] as number)
    return sum
  })
}

function run(matrix: Float64Array, size: number, steps: number): Lanczos {
  const draw = () => Float64Array.from({ length: size }, random.normal)
  const lanczos = startLanczos(draw(), draw)
  while (lanczos.next && lanczos.steps < steps) lanczos.advance(multiply(matrix, lanczos.next))
  return lanczos
}

describe('Lanczos', () => {
  it('finds all eigenvalues in as many steps as there are dimensions', () => {
    const matrix = drawSymmetric(20)
    const lanczos = run(matrix, 20, 50)
    expect(lanczos.steps).toBe(20)
    expect(lanczos.next).toBeUndefined()
    const wanted = symmetricEigen(matrix, 20).values
    lanczos.pairs().forEach(({ value, residual }, i) => {
      expect(value).toBeCloseTo(wanted[i] as number, 5)
      expect(residual).toBe(0)
    })
  })

  it('finds the outer ones long before, with true residuals and no copies', () => {
    const size = 300
    const matrix = new Float64Array(size * size)
    for (let i = 0; i < size; i++)
      matrix[i * size + i] = i < 3 ? 10 - 2 * i : random.next() - (i === 3 ? 3 : 0)
    const lanczos = run(matrix, size, 60)
    const pairs = lanczos.pairs()
    const wanted = [...Array(size).keys()].map((i) => matrix[i * size + i] as number).sort((a, b) => b - a)
    for (const k of [0, 1, 2]) expect(pairs[k]?.value).toBeCloseTo(wanted[k] as number, 5)
    expect(pairs[3]?.value).toBeLessThan(1.01)
    expect(pairs.at(-1)?.value).toBeCloseTo(wanted.at(-1) as number, 5)
    const tested = [0, 5, 20].map((k) => pairs[k] as (typeof pairs)[number])
    lanczos.vectors(tested.map(({ place }) => place)).forEach((vector, k) => {
      const { value, residual } = tested[k] as (typeof pairs)[number]
      const rest = multiply(matrix, vector).map((product, i) => product - value * (vector[i] as number))
      expect(Math.abs(Math.hypot(...rest) - residual)).toBeLessThan(1e-5)
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5)
    })
  })

  it('goes on in a new direction where the old ones run out', () => {
    const matrix = new Float64Array(36)
    for (let i = 0; i < 6; i++) matrix[i * 6 + i] = i === 0 ? 2 : 1
    const values = run(matrix, 6, 10)
      .pairs()
      .map(({ value }) => value)
    expect(values).toHaveLength(6)
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(i === 0 ? 2 : 1, 5)
    })
  })
})
