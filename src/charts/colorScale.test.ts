import { describe, expect, test } from 'vitest'
import { createColorScale } from './colorScale.ts'

describe('createColorScale', () => {
  test('log spreads equal factors equally and has round levels inside its range', () => {
    const color = createColorScale([0.073, 3.96, Number.NaN], { scale: 'log', palette: 'water' })
    expect([color.lo, color.hi]).toEqual([0.073, 3.96])
    expect(color.position(0.2) - color.position(0.1)).toBeCloseTo(color.position(2) - color.position(1), 12)
    expect(color.levels).toEqual([0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3])
    expect(color.levels.filter(color.isIndex)).toEqual([0.1, 0.2, 0.5, 1, 2])
    expect(color.ticks(6)).toEqual([0.1, 0.2, 0.5, 1, 2])
  })

  test('clips at vmax or at the chosen range', () => {
    expect(createColorScale([1, 80], { scale: 'log', palette: 'water', vmax: 5 }).hi).toBe(5)
    const color = createColorScale([1, 80], { scale: 'linear', palette: 'water', range: [0, 4] })
    expect([color.position(-1), color.position(1), color.position(9)]).toEqual([0, 0.25, 1])
    expect(color.position(Number.NaN)).toBeNaN()
  })

  test('log takes values of 0: they get the lowest colour', () => {
    const color = createColorScale([0, 0.02, 0.5], { scale: 'log', palette: 'water' })
    expect(color.lo).toBeGreaterThan(0)
    expect(color.position(0)).toBe(0)
  })

  test('a flat field and one without numbers still have a range', () => {
    for (const values of [[2, 2], [0, 0], [Number.NaN], []]) {
      for (const scale of ['log', 'linear'] as const) {
        const color = createColorScale(values, { scale, palette: 'water' })
        expect(color.hi).toBeGreaterThan(color.lo)
        expect(color.position(color.lo)).toBe(0)
      }
    }
  })

  test('paper is LogNormalize: seven bands, its highest colour at 0.9', () => {
    const color = createColorScale([0.07, 1, 9], { scale: 'paper', palette: 'jet_r', vmax: 5, logAlpha: -5 })
    expect(color.top).toBeCloseTo(0.9, 9)
    expect(color.position(9)).toBeCloseTo(0.9, 9)
    expect(color.position(0.07)).toBe(0)
    expect(color.levels).toHaveLength(6)
    // Boundary k sits at 0.9·k/7 of the colours by the definition of both.
    for (const [i, level] of color.levels.entries()) {
      expect(color.position(level)).toBeCloseTo((0.9 * (i + 1)) / 7, 9)
    }
  })
})
