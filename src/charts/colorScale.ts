import { ticks } from 'd3'
import { logLevels, logNormalize } from '../core/planes/levels.ts'
import { isDark, type PaletteName } from './palettes.ts'
import { isRound, logTicks } from './ticks.ts'

/** How values are spread over colours: their logarithm, themselves, or the paper's LogNormalize. */
export type ColorScaleName = 'log' | 'linear' | 'paper'

/** What a person chooses about colours. */
export interface ColorChoices {
  readonly scale: ColorScaleName
  readonly palette: PaletteName
  /** Lowest and highest value that get a colour of their own; beyond them values are clipped. From the values when absent. */
  readonly range?: readonly [lo: number, hi: number]
  /** Highest value that gets a colour of its own when `range` is absent (the paper: 5 for loss, 0.4 for error). */
  readonly vmax?: number
  /** Turns the palette round, for quantities of which more is better. */
  readonly reversed?: boolean
  /** The paper's offset of its first band, −5 or −1. */
  readonly logAlpha?: -5 | -1
}

/** Values to colours, shared by the heatmap, its contours and the colour bar. */
export interface ColorScale {
  readonly scale: ColorScaleName
  readonly palette: PaletteName
  readonly reversed: boolean
  readonly lo: number
  readonly hi: number
  /** Place 0…1 in the palette; clipped, NaN for NaN. */
  readonly position: (value: number) => number
  /** Place 0…1 of a palette position on the colour bar, whose top is the place of `hi`. */
  readonly top: number
  /** Values at which contours are drawn, ascending. */
  readonly levels: readonly number[]
  /** Whether a level is an index contour, drawn heavier and labelled. */
  readonly isIndex: (level: number) => boolean
  /** Whether lines on this value's colour must be light. */
  readonly isDark: (value: number) => boolean
  /** At most `count` values for the ticks of a colour bar. */
  readonly ticks: (count: number) => number[]
}

/** Makes the colour scale of a landscape's values (NaN and infinities are passed over). */
export function createColorScale(values: ArrayLike<number>, choices: ColorChoices): ColorScale {
  const extent = finiteExtent(values)
  const lo = choices.range?.[0] ?? extent.min
  const hi = choices.range?.[1] ?? Math.min(extent.max, choices.vmax ?? Number.POSITIVE_INFINITY)
  const reversed = choices.reversed ?? false
  const { palette } = choices
  const spread = spreads[choices.scale](
    widen(lo, hi, choices.scale === 'log' ? extent.smallestPositive : undefined),
    choices,
  )
  return {
    ...spread,
    scale: choices.scale,
    palette,
    reversed,
    isDark: (value) => isDark(palette, spread.position(value), reversed),
  }
}

type Spread = Pick<ColorScale, 'lo' | 'hi' | 'position' | 'top' | 'levels' | 'isIndex' | 'ticks'>
type Range = readonly [lo: number, hi: number]

const spreads: Record<ColorScaleName, (range: Range, choices: ColorChoices) => Spread> = {
  log: spreadLog,
  linear: spreadLinear,
  paper: spreadPaper,
}

function spreadLog([lo, hi]: Range): Spread {
  const logLo = Math.log(lo)
  const factor = 1 / (Math.log(hi) - logLo)
  const levels = logTicks(lo, hi, 14).filter((level) => level > lo && level < hi)
  return {
    lo,
    hi,
    top: 1,
    position: (value) => (value <= lo ? 0 : clip((Math.log(value) - logLo) * factor)),
    levels,
    isIndex: isRound,
    ticks: (count) => logTicks(lo, hi, count),
  }
}

function spreadLinear([lo, hi]: Range): Spread {
  const factor = 1 / (hi - lo)
  const index = new Set(ticks(lo, hi, 5))
  return {
    lo,
    hi,
    top: 1,
    position: (value) => clip((value - lo) * factor),
    levels: ticks(lo, hi, 11).filter((level) => level > lo && level < hi),
    isIndex: (level) => index.has(level),
    ticks: (count) => ticks(lo, hi, Math.max(1, count)),
  }
}

function spreadPaper([lo, hi]: Range, choices: ColorChoices): Spread {
  const logAlpha = choices.logAlpha ?? -1
  const bounds = logLevels([lo, hi], { logAlpha, vmax: hi, bands: 7 })
  const position = (value: number) => logNormalize(value, { min: lo, max: hi, logAlpha })
  return {
    lo,
    hi,
    top: position(hi),
    position,
    levels: bounds.slice(1, -1),
    isIndex: () => false,
    ticks: (count) => thin(bounds, count),
  }
}

function thin(bounds: readonly number[], count: number): number[] {
  const step = Math.max(1, Math.ceil((bounds.length - 1) / Math.max(1, count - 1)))
  return bounds.filter((_, i) => (bounds.length - 1 - i) % step === 0)
}

function clip(position: number): number {
  return Math.max(0, Math.min(1, position))
}

/** An empty range, and for logarithms one that starts at 0 or below, is opened a little. */
function widen(lo: number, hi: number, smallestPositive: number | undefined): Range {
  if (smallestPositive === undefined)
    return hi > lo ? [lo, hi] : [lo, lo + Math.max(1e-6, Math.abs(lo) * 0.01)]
  const start = lo > 0 ? lo : Math.max(Math.min(smallestPositive, hi / 10), hi * 1e-4, 1e-12)
  return hi > start ? [start, hi] : [start, start * 1.01]
}

function finiteExtent(values: ArrayLike<number>): { min: number; max: number; smallestPositive: number } {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  let smallestPositive = Number.POSITIVE_INFINITY
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (!Number.isFinite(value)) continue
    if (value < min) min = value
    if (value > max) max = value
    if (value > 0 && value < smallestPositive) smallestPositive = value
  }
  if (min > max) return { min: 0, max: 1, smallestPositive: 0.01 }
  return { min, max, smallestPositive: Number.isFinite(smallestPositive) ? smallestPositive : 1e-4 }
}
