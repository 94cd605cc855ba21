import { describe, expect, test } from 'vitest'
import { createColorScale } from './colorScale.ts'
import { isDark, paletteColour, paletteNames, paletteTable } from './palettes.ts'
import { pickColors } from './pickColors.ts'

const values = [0.1, 1, 10, Number.NaN, Number.POSITIVE_INFINITY]
const color = createColorScale(values, { scale: 'log', palette: 'water' })

function pixel(rgba: ArrayLike<number>, at: number): number[] {
  return [0, 1, 2, 3].map((channel) => rgba[at * 4 + channel] as number)
}

describe('pickColors', () => {
  test('low is deep, high is land, in the order of the values', () => {
    const { rgba } = pickColors(values, { color })
    expect(pixel(rgba, 0)).toEqual([0x0a, 0x2f, 0x4a, 255])
    expect(pixel(rgba, 2)).toEqual([0xfa, 0xf6, 0xea, 255])
    expect(pixel(rgba, 1)).toEqual([0x73, 0xb8, 0xa2, 255])
  })

  test('what is not finite or not known is transparent, and only the former is reported', () => {
    const { rgba, hasNotFinite } = pickColors(values, { color })
    expect([pixel(rgba, 3)[3], pixel(rgba, 4)[3]]).toEqual([0, 0])
    expect(hasNotFinite).toBe(true)
    const unknown = pickColors(values, { color, known: [1, 0, 1, 0, 0] })
    expect([0, 1, 2, 3, 4].map((i) => pixel(unknown.rgba, i)[3])).toEqual([255, 0, 255, 0, 0])
    expect(unknown.hasNotFinite).toBe(false)
  })

  test('values beyond the range take its outermost colours', () => {
    const narrow = createColorScale(values, { scale: 'linear', palette: 'greys', range: [0.5, 2] })
    const { rgba } = pickColors([-4, 0.5, 2, 50], { color: narrow })
    expect(pixel(rgba, 0)).toEqual(pixel(rgba, 1))
    expect(pixel(rgba, 3)).toEqual(pixel(rgba, 2))
  })

  test('reuses a buffer of the same length', () => {
    const { rgba } = pickColors(values, { color })
    expect(pickColors(values, { color, into: rgba }).rgba).toBe(rgba)
    expect(pickColors([1], { color, into: rgba }).rgba).toHaveLength(4)
  })
})

describe('palettes', () => {
  test('jet_r is matplotlib’s: dark red low, dark blue high', () => {
    expect(paletteColour('jet_r', 0)).toBe('rgb(128, 0, 0)')
    expect(paletteColour('jet_r', 1)).toBe('rgb(0, 0, 128)')
    expect(paletteColour('jet_r', 0.25)).toBe('rgb(255, 151, 0)')
  })

  test('lightness rises along every palette but jet', () => {
    for (const name of paletteNames.filter((name) => name !== 'jet_r')) {
      const table = paletteTable(name)
      const lightness = Array.from({ length: 1024 }, (_, i) => {
        const [r, g, b] = table.slice(i * 3, i * 3 + 3)
        return 0.299 * (r ?? 0) + 0.587 * (g ?? 0) + 0.114 * (b ?? 0)
      })
      expect(lightness.every((value, i) => i === 0 || value >= (lightness[i - 1] ?? 0) - 1)).toBe(true)
    }
    expect(isDark('water', 0)).toBe(true)
    expect(isDark('water', 1)).toBe(false)
    expect(isDark('water', 1, true)).toBe(true)
  })
})
