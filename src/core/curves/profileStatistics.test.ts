import { describe, expect, it } from 'vitest'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { readFixture } from '../../fixtures/readFixture.ts'
import { quantityValues } from '../quantities.ts'
import { barrier, pathLength, profileStatistics } from './profileStatistics.ts'

describe('profileStatistics', () => {
  it('weighs int by length and avg by t', () => {
    expect(profileStatistics([0, 2, 1], [0, 1, 3])).toEqual({
      min: 0,
      max: 2,
      avg: 1,
      int: (1 * 1 + 3 * 1.5) / 4,
      start: 0,
      end: 1,
    })
  })

  it('lets a NaN show, and has no int on a path without length', () => {
    const { min, max, avg, int } = profileStatistics([1, Number.NaN, 2], [0, 1, 1])
    expect([min, max, avg, int]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN])
    expect(profileStatistics([1, 1], [0, 0]).int).toBeNaN()
  })

  it('refuses steps that do not fit', () => {
    expect(() => profileStatistics([1, 2], [0])).toThrow('a profile of 2 values has 1 steps')
    expect(() => profileStatistics([], [])).toThrow(RangeError)
  })
})

describe('barrier', () => {
  it('measures from the line between the ends', () => {
    expect(barrier([0, 0.5, 1], [1, 4, 3])).toBe(2)
    expect(barrier([0, 0.5, 1], [3, 1, 3])).toBe(0)
    expect(barrier([0, 0.5, 1], [1, Number.NaN, 1])).toBeNaN()
  })
})

const tolerances = { nll: 5e-7, loss: 5e-7, err: 1e-9 }

describe.each(['moons', 'digits_mlp', 'digits_bn'] as const)('%s', (name) => {
  const fixture = readFixture(name)
  const official = JSON.parse(fixture.metadata.official ?? '{}')

  describe.each(['bezier', 'chain', 'segment'] as const)('along its %s', (path) => {
    const read = (key: string) => fixtureTensor(fixture, `profile.${path}.${key}`)
    const dl = read('dl')

    it('has the official length', () => {
      expect(pathLength(dl)).toBeCloseTo(official[path].length, 10)
    })

    it.each([
      ['train', 'tr', 'trainCount'],
      ['test', 'te', 'testCount'],
    ] as const)('has the official %s statistics and barrier', (split, prefix, count) => {
      const points = {
        nll: read(`${split}_nll`),
        correct: read(`${split}_correct`),
        count: Number(fixture.metadata[count]),
      }
      const term = { squaredNorms: read('l2'), weightDecay: Number(fixture.metadata.weightDecay) }
      const quantities = {
        nll: quantityValues(points, 'nll'),
        loss: quantityValues(points, 'loss', term),
        err: quantityValues(points, 'error').map((share) => 100 * share),
      }
      for (const quantity of ['nll', 'loss', 'err'] as const) {
        const statistics = profileStatistics(quantities[quantity], dl)
        for (const key of ['min', 'max', 'avg', 'int'] as const) {
          const difference = statistics[key] - official[path][`${prefix}_${quantity}_${key}`]
          expect(Math.abs(difference), `${quantity} ${key}`).toBeLessThan(tolerances[quantity])
        }
      }
      expect(barrier(read('ts'), quantities.nll)).toBeCloseTo(official[path][`${prefix}_barrier_f64`], 12)
    })
  })
})
