import { describe, expect, test } from 'vitest'
import { valueAt } from './drawProfile.ts'
import { type ProfileSeries, profileScales } from './profileScales.ts'

const size = { width: 360, height: 150 }

function series(values: number[]): ProfileSeries {
  return { id: 'curve', label: 'curve', kind: 'curve', ts: [0, 0.5, 1], values }
}

describe('profileScales', () => {
  test('log has air around the values and round ticks', () => {
    const { yScale, yTicks } = profileScales([series([0.07, 1.34, 0.07])], {
      ...size,
      scale: 'log',
      unit: 'nats',
    })
    const [lo = 0, hi = 0] = yScale.domain()
    expect(lo).toBeLessThan(0.07)
    expect(hi).toBeGreaterThan(1.34)
    expect(yTicks).toEqual([0.1, 0.2, 0.5, 1])
  })

  test('has room for the lines of another chart, which is not told of as cut off', () => {
    const options = { ...size, scale: 'linear', unit: 'nats', vmax: 5 } as const
    const low = series([0.1, 0.4, 0.1])
    const high = series([0.1, 4, 9])
    const alone = profileScales([low], options)
    const beside = profileScales([low], { ...options, beside: [high] })
    const other = profileScales([high], { ...options, beside: [low] })
    expect(alone.yScale.domain()[1]).toBeLessThan(1)
    expect(beside.yScale.domain()).toEqual(other.yScale.domain())
    expect([beside.clipped, other.clipped]).toEqual([false, true])
  })

  test('shares end at 1, also when all are 1', () => {
    const options = { ...size, scale: 'linear', unit: '%' } as const
    expect(profileScales([series([0.5, 1, 0.97])], options).yScale.domain()[1]).toBe(1)
    const [lo = 1, hi = 0] = profileScales([series([1, 1, 1])], options).yScale.domain()
    expect([lo < 1, hi]).toEqual([true, 1])
  })

  test('values above vmax and infinite ones are cut off, and that is told', () => {
    const options = { ...size, scale: 'linear', unit: 'nats' } as const
    expect(profileScales([series([1, 9, 2])], { ...options, vmax: 5 })).toMatchObject({ clipped: true })
    expect(profileScales([series([1, Number.POSITIVE_INFINITY, 2])], options).clipped).toBe(true)
    expect(profileScales([series([1, Number.NaN, 2])], options).clipped).toBe(false)
  })

  test('run over t unless told otherwise', () => {
    const options = { ...size, scale: 'linear', unit: 'nats' } as const
    expect(profileScales([series([1, 2, 3])], options).xScale.domain()).toEqual([0, 1])
    const { xScale, plot } = profileScales([series([-1, 2, 3])], { ...options, domain: [-1, 1] })
    expect([xScale(-1), xScale(1)]).toEqual([plot.x, plot.x + plot.width])
  })

  test('no numbers, or none that has a logarithm, still give scales', () => {
    for (const values of [[], [0, 0, 0], [Number.NaN]]) {
      const { yScale } = profileScales([series(values)], { ...size, scale: 'log', unit: 'nats' })
      expect(yScale.domain().every(Number.isFinite)).toBe(true)
    }
  })
})

test('valueAt is linear between samples, NaN outside and beside a gap', () => {
  const line = series([1, 3, Number.NaN])
  expect([0, 0.25, 0.5].map((t) => valueAt(line, t))).toEqual([1, 2, 3])
  expect(valueAt(line, 0.75)).toBeNaN()
  expect(valueAt(line, 1.5)).toBeNaN()
  expect(valueAt({ ts: [], values: [] }, 0)).toBeNaN()
})
