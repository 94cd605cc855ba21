import { rgb } from 'd3'
import { linearLevels, logLevels, logNormalize } from '../../core/planes/levels.ts'
import { type PaletteName, paletteColour } from '../palettes.ts'

/** Settings of the paper's bands. */
export interface BandChoices {
  readonly palette: PaletteName
  /** Turns the palette round, for quantities of which more is better. */
  readonly reversed: boolean
  /** The paper's logarithm, or even steps. */
  readonly spread: 'log' | 'linear'
  /** log_alpha of the paper's scale: −5 for losses, −1 for errors in percent. */
  readonly logAlpha: number
  /** Values are clipped here: 5 for losses, 40 for errors in percent. */
  readonly vmax: number
}

/** Bands of a filled contour plot: band i reaches from `bounds[i]` to `bounds[i + 1]`, the last one upwards without end. */
export interface Bands {
  readonly bounds: readonly number[]
  /** Full colours of the contours at the lower bounds, and colours of the bands. */
  readonly lines: readonly string[]
  readonly fills: readonly string[]
  /** Whether a value lies above the last bound, in the band without end. */
  readonly isClipped: boolean
}

const bandCount = 7
/** How much of a band's colour is seen on the ground, as in the paper's figures: black marks stand out. */
const opacity = 0.55

/** The paper's seven bands and the one above them (`plane_plot.py`); a field of one value has a single band. */
export function figureBands(values: Float64Array, choices: BandChoices, ground: string): Bands {
  const { spread, logAlpha, vmax } = choices
  const finite = values.filter((value) => Number.isFinite(value))
  const log = logLevels(finite, { logAlpha, vmax, bands: bandCount })
  const [min = 0, max = 1] = [log[0], log.at(-1)]
  const all = spread === 'log' ? log : linearLevels(min, max, bandCount + 1)
  const bounds = max > min ? all : [min]
  const place = (value: number) =>
    spread === 'log'
      ? logNormalize(value, { min, max, logAlpha })
      : (0.9 * (value - min)) / Math.max(max - min, Number.MIN_VALUE)
  const colour = (position: number) => paletteColour(choices.palette, position, choices.reversed)
  const middles = bounds.map((bound, i) => ((bounds[i + 1] ?? Number.NaN) + bound) / 2)
  return {
    bounds,
    lines: bounds.map((bound) => colour(place(bound))),
    fills: middles.map((middle) => blend(colour(Number.isNaN(middle) ? 1 : place(middle)), ground)),
    isClipped: finite.some((value) => value > max),
  }
}

/** A colour seen through: bands lie on one another, so they must be opaque. */
function blend(colour: string, ground: string): string {
  const [over, under] = [rgb(colour), rgb(ground)]
  const mix = (a: number, b: number) => opacity * a + (1 - opacity) * b
  return rgb(mix(over.r, under.r), mix(over.g, under.g), mix(over.b, under.b)).formatHex()
}
