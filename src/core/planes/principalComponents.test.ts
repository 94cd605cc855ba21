import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { principalComponents } from './principalComponents.ts'

/** Rows with deviation 5 along one known direction, 3 along a second, 0.1 along all others. */
function createRows(count: number, dimension: number) {
  const random = createRandom(1, 'samples')
  const rows = new Float32Array(count * dimension)
  const truth: [number, number][] = []
  for (let row = 0; row < count; row++) {
    // Centred and uncorrelated, so that they are the components but for the noise.
    const turn = (2 * Math.PI * row) / count
    const [a, b] = [5 * Math.SQRT2 * Math.cos(turn), 3 * Math.SQRT2 * Math.sin(turn)]
    truth.push([a, b])
    for (let k = 0; k < dimension; k++) rows[row * dimension + k] = 7 + 0.1 * random.normal()
    // Along (0.8, 0.6, 0, …) and (−0.6, 0.8, 0, …).
    rows[row * dimension] = 7 + 0.8 * a - 0.6 * b
    rows[row * dimension + 1] = -7 + 0.6 * a + 0.8 * b
  }
  return { rows, truth }
}

describe('principalComponents', () => {
  it.each([5, 64, 100])('finds the two wide directions among %d', (dimension) => {
    const { rows, truth } = createRows(400, dimension)
    const { scores, explained } = principalComponents(rows, 400, dimension, 2)
    for (const [row, [a, b]] of truth.entries()) {
      expect(Math.abs((scores[2 * row] as number) - a)).toBeLessThan(0.1)
      expect(Math.abs((scores[2 * row + 1] as number) - b)).toBeLessThan(0.1)
    }
    expect(explained[0]).toBeGreaterThan(0.65)
    expect((explained[0] as number) + (explained[1] as number)).toBeGreaterThan(0.9)
  })

  it('gives uncorrelated, centred scores whose variance is what it says', () => {
    const { rows } = createRows(300, 6)
    const { scores, explained } = principalComponents(rows, 300, 6, 6)
    expect(explained.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
    expect(explained).toEqual(explained.toSorted((a, b) => b - a))
    for (let i = 0; i < 6; i++) {
      for (let j = 0; j <= i; j++) {
        let [sum, product] = [0, 0]
        for (let row = 0; row < 300; row++) {
          sum += scores[row * 6 + i] as number
          product += (scores[row * 6 + i] as number) * (scores[row * 6 + j] as number)
        }
        expect(sum).toBeCloseTo(0, 3)
        if (i !== j) expect(product).toBeCloseTo(0, 3)
      }
    }
  })

  it('agrees between the exact and the iterated way', () => {
    const count = 200
    const random = createRandom(3, 'samples')
    const narrow = Float32Array.from({ length: count * 60 }, (_, i) => random.normal() * 0.8 ** (i % 60))
    const wide = new Float32Array(count * 70)
    for (let row = 0; row < count; row++) wide.set(narrow.subarray(row * 60, row * 60 + 60), row * 70)
    const [exact, iterated] = [
      principalComponents(narrow, count, 60, 2),
      principalComponents(wide, count, 70, 2),
    ]
    for (const [i, score] of iterated.scores.entries())
      expect(score).toBeCloseTo(exact.scores[i] as number, 4)
  })

  it('does not flip when rows are mirrored or repeated', () => {
    const { rows } = createRows(50, 4)
    const twice = Float32Array.from([...rows, ...rows])
    const { scores } = principalComponents(rows, 50, 4, 2)
    const doubled = principalComponents(twice, 100, 4, 2).scores
    for (const [i, score] of scores.entries()) expect(doubled[i]).toBeCloseTo(score, 4)
    expect(principalComponents(rows, 50, 4, 2).scores).toEqual(scores)
    expect(scores[0]).toBeCloseTo(
      -(principalComponents(
        rows.map((value) => -value),
        50,
        4,
        2,
      ).scores[0] as number),
      4,
    )
  })

  it('survives rows without variance and more components than features', () => {
    expect(principalComponents(new Float32Array(6).fill(3), 3, 2, 2).explained).toEqual([0, 0])
    expect(principalComponents(new Float32Array(300).fill(3), 3, 100, 2).explained).toEqual([0, 0])
    const single = principalComponents(Float32Array.of(1, 2, 3), 3, 1, 2)
    expect(Array.from(single.scores)).toEqual([-1, 0, 0, 0, 1, 0])
    expect(single.explained).toEqual([1, 0])
  })

  it('explains rows of another size', () => {
    expect(() => principalComponents(new Float32Array(5), 2, 3, 2)).toThrow('got 5 values for 2 rows of 3')
  })
})
