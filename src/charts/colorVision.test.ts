import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** How a colour is seen: by most, or without one kind of cones. */
type Vision = 'usual' | 'protanopia' | 'deuteranopia' | 'tritanopia'

type Triple = readonly [number, number, number]

/** Rows of Machado, Oliveira and Fernandes 2009 for full severity, over linear RGB. */
const matrices: Readonly<Record<Exclude<Vision, 'usual'>, readonly [Triple, Triple, Triple]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}

/** `#rrggbb` as linear RGB, 0…1. */
function parseColor(hex: string): Triple {
  const channel = (at: number) => toLinear(Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  return [channel(1), channel(3), channel(5)]
}

function times([a, b, c]: readonly [Triple, Triple, Triple], v: Triple): Triple {
  const dot = (row: Triple) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]
  return [dot(a), dot(b), dot(c)]
}

/** OKLab of linear RGB (Ottosson 2020): equal distances look about equally far apart. */
function toLab(rgb: Triple): Triple {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  )
  const [l, m, s] = cones.map((value) => Math.cbrt(Math.max(0, value))) as unknown as Triple
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [l, m, s],
  )
}

/** How far two colours, `#rrggbb`, are apart as they are seen: 100 is from black to white, about 2 can just be told apart. */
function colorDistance(a: string, b: string, vision: Vision): number {
  const seen = (hex: string) => {
    const rgb = parseColor(hex)
    return toLab(vision === 'usual' ? rgb : times(matrices[vision], rgb))
  }
  const [first, second] = [seen(a), seen(b)]
  return 100 * Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2])
}

/** The chart colours of a theme by their names without `--chart-`, light first. */
function readColors(theme: 'light' | 'dark'): Readonly<Record<string, string>> {
  const blocks = readFileSync(new URL('theme.css', import.meta.url), 'utf8').split('}')
  const block = blocks[theme === 'light' ? 0 : 1] ?? ''
  return Object.fromEntries(
    [...block.matchAll(/--chart-([\w-]+): (#\w{6})/g)].map(([, name, hex]) => [name, hex]),
  )
}

const visions: readonly Vision[] = ['usual', 'protanopia', 'deuteranopia', 'tritanopia']

it('a simulated eye mixes up what it should', () => {
  expect(colorDistance('#000000', '#ffffff', 'usual')).toBeCloseTo(100, 0)
  expect(colorDistance('#00c000', '#c08000', 'deuteranopia')).toBeLessThan(
    colorDistance('#00c000', '#c08000', 'usual') / 2,
  )
  for (const vision of visions) expect(colorDistance('#777777', '#777777', vision)).toBe(0)
})

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const colors = readColors(theme)
  const classes = Object.entries(colors).filter(([name]) => name.startsWith('class-'))
  const surface = colors.surface ?? ''

  it.each(visions)('all ten classes can be told apart, and from the ground: %s', (vision) => {
    expect(classes).toHaveLength(10)
    for (const [name, hex] of classes) {
      expect(colorDistance(hex, surface, vision), `${name} on the ground`).toBeGreaterThan(20)
      for (const [other, otherHex] of classes)
        if (other < name)
          expect(colorDistance(hex, otherHex, vision), `${name}, ${other}`).toBeGreaterThan(7.5)
    }
  })

  // The segment may look like the curve to some: it is dashed, and both have their names beside them.
  it.each(visions)('curve, accent and second colour can be told apart: %s', (vision) => {
    const { curve = '', accent = '', second = '' } = colors
    expect(colorDistance(curve, accent, vision)).toBeGreaterThan(7.5)
    expect(colorDistance(curve, second, vision)).toBeGreaterThan(7.5)
    expect(colorDistance(accent, second, vision)).toBeGreaterThan(7.5)
  })
})
