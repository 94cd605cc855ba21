import { describe, expect, it } from 'vitest'
import { createRandom, type Random, type RandomPurpose, shuffle } from './random.ts'

const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.next())
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  const deviations = (values: readonly number[], centre: number) =>
    Math.sqrt(mean(values.map((v) => (v - centre) ** 2)))
  const joint = mean(a.map((value, i) => (value - meanA) * ((b[i] as number) - meanB)))
  return joint / (deviations(a, meanA) * deviations(b, meanB))
}

describe('createRandom', () => {
  it('repeats itself exactly, for ever', () => {
    expect(draw(createRandom(7, 'data'), 100)).toEqual(draw(createRandom(7, 'data'), 100))
    expect(draw(createRandom(7, 'data', 3), 3)).toEqual([
      0.941102067255797, 0.0726553742784134, 0.8421995332822212,
    ])
  })

  it('gives every seed, purpose and index a stream of its own', () => {
    const purposes: RandomPurpose[] = [
      'initialisation',
      'batches',
      'times',
      'dropout',
      'data',
      'direction',
      'samples',
    ]
    const streams = [
      ...purposes.map((purpose) => createRandom(1, purpose)),
      ...[2, -1, 1.5, 2 ** 32 + 1, 2 ** 40].map((seed) => createRandom(seed, 'data')),
      ...[1, 2, 3].map((index) => createRandom(1, 'data', index)),
    ].map((random) => draw(random, 4000))
    for (const [i, stream] of streams.entries()) {
      for (const other of streams.slice(0, i)) expect(Math.abs(correlation(stream, other))).toBeLessThan(0.08)
    }
    expect(draw(createRandom(0, 'data'), 3)).toEqual(draw(createRandom(-0, 'data'), 3))
  })

  it('is uniform in [0, 1) with more than 32 bits', () => {
    const values = draw(createRandom(3, 'samples'), 100_000)
    expect(mean(values)).toBeCloseTo(0.5, 2)
    expect(mean(values.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 3)
    expect(Math.min(...values.slice(0, 9999))).toBeGreaterThanOrEqual(0)
    expect(values.every((value) => value < 1)).toBe(true)
    expect(values.some((value) => !Number.isInteger(value * 2 ** 32))).toBe(true)
    expect(Math.abs(correlation(values.slice(1), values.slice(0, -1)))).toBeLessThan(0.02)
  })

  it('draws whole numbers evenly', () => {
    const random = createRandom(5, 'samples')
    const draws = Array.from({ length: 60_000 }, () => random.integer(6))
    const counts = [0, 1, 2, 3, 4, 5].map((face) => draws.filter((value) => value === face).length)
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)
    expect(chiSquare).toBeLessThan(20.5)
    expect(random.integer(1)).toBe(0)
    for (const below of [0, -1, 1.5, Number.NaN])
      expect(() => random.integer(below)).toThrow(`got bound ${below}`)
  })

  it('draws standard normals, two uniforms each', () => {
    const random = createRandom(9, 'initialisation')
    const values = Array.from({ length: 100_000 }, () => random.normal())
    expect(mean(values)).toBeCloseTo(0, 1)
    expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1)
    expect(mean(values.map((value) => value ** 4))).toBeCloseTo(3, 0)
    expect(mean(values.map((value) => (Math.abs(value) < 1 ? 1 : 0)))).toBeCloseTo(0.6827, 2)
    const [left, right] = [createRandom(4, 'data'), createRandom(4, 'data')]
    left.normal()
    draw(right, 2)
    expect(left.next()).toBe(right.next())
  })
})

describe('shuffle', () => {
  it('permutes in place, every order equally often', () => {
    const random = createRandom(2, 'batches')
    const counts = new Map<string, number>()
    for (let i = 0; i < 12_000; i++) {
      const order = shuffle(Int32Array.of(0, 1, 2), random).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(170)
    const indices = Int32Array.from({ length: 50 }, (_, i) => i)
    expect(shuffle(indices, random)).toBe(indices)
    expect(Array.from(indices.toSorted())).toEqual(Array.from({ length: 50 }, (_, i) => i))
  })
})
