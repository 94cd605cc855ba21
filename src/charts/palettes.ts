import { interpolateRgb, interpolateRgbBasis, piecewise, rgb } from 'd3'

/** Names of the colour maps; `jet_r` is the paper's. */
export type PaletteName = 'water' | 'viridis' | 'greys' | 'jet_r'

/** Colours in a lookup table. */
export const paletteSize = 1024

/** Low is deep water, high is dry land; lightness rises all the way, so that it reads without colour vision too. */
const waterStops = ['#0a2f4a', '#0f5d7d', '#2a8c99', '#73b8a2', '#bddbb0', '#eeeac9', '#faf6ea'] as const

// d3-scale-chromatic has both, among forty others that none of its users can leave out.
/** Every fifth of the 256 colours of matplotlib's viridis: what lies between is met within two of 255 levels. */
const viridisStops =
  (
    '44015446085c471063481769481d6f482475472a7a46307e453781433d844142873f48893d4e8a3a538b' +
    '38598c355e8d33638d31688e2e6d8e2c718e2a768e297b8e27808e25848e23898e218e8d20928c1f978b' +
    '1e9c891fa18821a58524aa8328ae802eb37c35b7793dbc7446c06f50c46a5ac86465cb5e70cf577cd250' +
    '89d54895d840a2da37b0dd2fbddf26cae11fd8e219e5e419f1e51dfde725'
  ).match(/.{6}/g) ?? []

/** ColorBrewer's nine greys. */
const greyStops = [
  'fff',
  'f0f0f0',
  'd9d9d9',
  'bdbdbd',
  '969696',
  '737373',
  '525252',
  '252525',
  '000',
] as const

type Colour = readonly [red: number, green: number, blue: number]

const interpolateWater = piecewise(interpolateRgb, [...waterStops])
const interpolateViridis = piecewise(
  interpolateRgb,
  viridisStops.map((stop) => `#${stop}`),
)
const interpolateGreys = interpolateRgbBasis(greyStops.map((stop) => `#${stop}`))

const palettes: Record<PaletteName, (position: number) => Colour> = {
  water: (position) => readColour(interpolateWater(position)),
  viridis: (position) => readColour(interpolateViridis(position)),
  // The ends are kept off white and black: white is the curve's casing, black would swallow hairlines.
  greys: (position) => readColour(interpolateGreys(0.92 - 0.84 * position)),
  jet_r: (position) => jet(1 - position),
}

/** All palettes, in the order in which they are offered. */
export const paletteNames = Object.keys(palettes) as readonly PaletteName[]

const tables = new Map<string, Uint8ClampedArray>()

/** Lookup table of a palette: `paletteSize` × RGB, 0…255, low to high (high to low where `reversed`). */
export function paletteTable(name: PaletteName, reversed = false): Uint8ClampedArray {
  const key = `${name} ${reversed}`
  const known = tables.get(key)
  if (known) return known
  const table = new Uint8ClampedArray(paletteSize * 3)
  for (let i = 0; i < paletteSize; i++) {
    const position = i / (paletteSize - 1)
    table.set(palettes[name](reversed ? 1 - position : position), i * 3)
  }
  tables.set(key, table)
  return table
}

/** CSS colour of a palette at a position 0…1. */
export function paletteColour(name: PaletteName, position: number, reversed = false): string {
  const table = paletteTable(name, reversed)
  const index = Math.round(Math.min(1, Math.max(0, position)) * (paletteSize - 1)) * 3
  return `rgb(${table[index]}, ${table[index + 1]}, ${table[index + 2]})`
}

/** Whether text and lines on this place of a palette must be light to be seen. */
export function isDark(name: PaletteName, position: number, reversed = false): boolean {
  const { r, g, b } = rgb(paletteColour(name, position, reversed))
  return 0.299 * r + 0.587 * g + 0.114 * b < 140
}

function readColour(text: string): Colour {
  const { r, g, b } = rgb(text)
  return [r, g, b]
}

/** Matplotlib's jet: straight lines between the corners of its three channels. */
function jet(position: number): Colour {
  const red: readonly Corner[] = [
    [0, 0],
    [0.35, 0],
    [0.66, 1],
    [0.89, 1],
    [1, 0.5],
  ]
  const green: readonly Corner[] = [
    [0, 0],
    [0.125, 0],
    [0.375, 1],
    [0.64, 1],
    [0.91, 0],
    [1, 0],
  ]
  const blue: readonly Corner[] = [
    [0, 0.5],
    [0.11, 1],
    [0.34, 1],
    [0.65, 0],
    [1, 0],
  ]
  return [255 * between(red, position), 255 * between(green, position), 255 * between(blue, position)]
}

type Corner = readonly [position: number, value: number]

function between(corners: readonly Corner[], position: number): number {
  let [leftPosition, leftValue] = corners[0] ?? [0, 0]
  for (const [rightPosition, rightValue] of corners) {
    if (position <= rightPosition && rightPosition > leftPosition) {
      return (
        leftValue + ((rightValue - leftValue) * (position - leftPosition)) / (rightPosition - leftPosition)
      )
    }
    leftPosition = rightPosition
    leftValue = rightValue
  }
  return leftValue
}
