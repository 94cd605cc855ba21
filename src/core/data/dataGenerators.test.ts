import { describe, expect, it } from 'vitest'
import { type GeneratorName, type GeneratorOptions, generateData } from './dataGenerators.ts'
import type { Dataset } from './dataset.ts'

const names: readonly GeneratorName[] = ['moons', 'circles', 'spirals', 'blobs', 'xor']
const base: GeneratorOptions = {
  generator: 'moons',
  size: 600,
  noise: 0,
  classCount: 3,
  seed: 1,
  testShare: 0.3,
}
const generate = (options: Partial<GeneratorOptions>) => generateData({ ...base, ...options })

interface Row {
  readonly x: number
  readonly y: number
  readonly label: number
}

function rowsOf({ train, test }: Dataset): Row[] {
  return [train, test].flatMap(({ inputs, labels }) =>
    Array.from(labels, (label, i) => ({ x: inputs[2 * i] as number, y: inputs[2 * i + 1] as number, label })),
  )
}

const ofClass = (rows: readonly Row[], label: number) => rows.filter((row) => row.label === label)

/** Share of rows whose nearest other row has another class. */
function mixedShare(rows: readonly Row[]): number {
  const mixed = rows.filter((row) => {
    const distance = (other: Row) =>
      other === row ? Number.POSITIVE_INFINITY : Math.hypot(other.x - row.x, other.y - row.y)
    return (
      rows.reduce((best, other) => (distance(other) < distance(best) ? other : best), row).label !== row.label
    )
  })
  return mixed.length / rows.length
}

describe('generateData', () => {
  it.each(names)('%s: balanced, shuffled, split, repeatable', (generator) => {
    const options = { generator, noise: 0.1 }
    const data = generate(options)
    expect(data).toMatchObject({ inputShape: [2], train: { count: 420 }, test: { count: 180 } })
    const rows = rowsOf(data)
    expect(data.classCount).toBe(generator === 'blobs' || generator === 'spirals' ? 3 : 2)
    for (let label = 0; label < data.classCount; label++) {
      expect(ofClass(rows, label)).toHaveLength(600 / data.classCount)
      expect(Math.abs(ofClass(rows.slice(420), label).length - 180 / data.classCount)).toBeLessThan(25)
    }
    expect(generate(options)).toEqual(data)
    expect(generate({ ...options, seed: 2 })).not.toEqual(data)
  })

  it.each(names)('%s: classes lie apart without noise and mix with much of it', (generator) => {
    expect(mixedShare(rowsOf(generate({ generator, size: 300 })))).toBeLessThan(0.06)
    expect(mixedShare(rowsOf(generate({ generator, size: 300, noise: 2 })))).toBeGreaterThan(0.25)
  })

  it('draws two half circles', () => {
    for (const { x, y, label } of rowsOf(generate({ generator: 'moons' }))) {
      expect(label === 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5)).toBeCloseTo(1, 5)
      expect(label === 0 ? y : 0.5 - y).toBeGreaterThan(-1e-6)
    }
  })

  it('draws circles of radius 1 and ½', () => {
    for (const { x, y, label } of rowsOf(generate({ generator: 'circles' }))) {
      expect(Math.hypot(x, y)).toBeCloseTo(label === 0 ? 1 : 0.5, 5)
    }
  })

  it('adds normal noise of the given deviation', () => {
    const rows = rowsOf(generate({ generator: 'circles', size: 4000, noise: 0.05 }))
    const residues = rows.map(({ x, y, label }) => Math.hypot(x, y) - (label === 0 ? 1 : 0.5))
    const deviation = Math.sqrt(residues.reduce((sum, value) => sum + value * value, 0) / residues.length)
    expect(deviation / 0.05).toBeCloseTo(1, 1)
  })

  it.each([2, 3, 6])('winds %d arms that reach radius 1 and stay apart', (classCount) => {
    const rows = rowsOf(generate({ generator: 'spirals', classCount }))
    for (let label = 0; label < classCount; label++) {
      const radii = ofClass(rows, label).map(({ x, y }) => Math.hypot(x, y))
      expect(Math.min(...radii)).toBeCloseTo(0.1, 5)
      expect(Math.max(...radii)).toBeCloseTo(1, 5)
    }
  })

  it.each([2, 3, 5, 8])('lets %d blobs touch a little at noise 0.2', (classCount) => {
    const size = 120 * classCount
    for (const seed of [1, 2, 3]) {
      const share = mixedShare(rowsOf(generate({ generator: 'blobs', classCount, size, noise: 0.2, seed })))
      expect(share).toBeGreaterThan(0.002)
      expect(share).toBeLessThan(0.2)
    }
  })

  it('gives xor four even quadrants', () => {
    const rows = rowsOf(generate({ generator: 'xor' }))
    for (const { x, y, label } of rows) expect(x * y > 0 ? 0 : 1).toBe(label)
    for (const [sx, sy] of [
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ] as const) {
      const quadrant = rows.filter(({ x, y }) => x * sx > 0 && y * sy > 0)
      expect(Math.abs(quadrant.length - 150)).toBeLessThan(50)
    }
  })

  it('deals what does not divide evenly to the first classes', () => {
    const rows = rowsOf(generate({ generator: 'spirals', size: 11, classCount: 3 }))
    expect([0, 1, 2].map((label) => ofClass(rows, label).length)).toEqual([4, 4, 3])
  })

  it('takes the smallest size', () => {
    expect(rowsOf(generate({ size: 2, testShare: 0.5 })).every(({ x, y }) => Number.isFinite(x + y))).toBe(
      true,
    )
  })

  it('explains what it cannot draw', () => {
    expect(() => generate({ size: 2, testShare: 0.9 })).toThrow('train split is empty')
    expect(() => generate({ size: 1 })).toThrow('data size: got 1, wanted a whole number of at least 2')
    expect(() => generate({ size: Number.NaN })).toThrow('data size: got NaN')
    expect(() => generate({ noise: -1 })).toThrow('noise: got -1')
    expect(() => generate({ generator: 'blobs', classCount: 1 })).toThrow('classes: got 1')
  })
})
