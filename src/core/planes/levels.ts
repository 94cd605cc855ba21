/** Settings of the paper's logarithmic colour bands. */
export interface LogLevelOptions {
  /** log_alpha of the official `plane_plot.py`: −5 for losses in nats, −1 for errors in percent. */
  readonly logAlpha: number
  /** Values are clipped here first: 5 for losses, 40 for errors in percent. */
  readonly vmax: number
  /** Official: 7. */
  readonly bands: number
}

/** The range of a logarithmic scale. */
export interface LogRange {
  readonly min: number
  readonly max: number
  readonly logAlpha: number
}

/**
 * The bands + 1 rising boundaries of the paper's contours, `plane` in the official `plane_plot.py`:
 * min + exp(a + k·(log(max − min) − a)/bands), the first set to min and the last to max, with min and max of the values
 * after clipping at vmax. NaN is left out; without any number the result is empty.
 */
export function logLevels(values: ArrayLike<number>, options: LogLevelOptions): number[] {
  const { logAlpha, vmax, bands } = options
  const range = clippedRange(values, vmax)
  if (range === undefined) return []
  const { min, max } = range
  if (min === max) return new Array<number>(bands + 1).fill(min)
  const logSpan = Math.log(max - min)
  const low = lowestLog(logSpan, logAlpha)
  return Array.from({ length: bands + 1 }, (_, k) => {
    if (k === 0) return min
    return k === bands ? max : min + Math.exp(low + (k * (logSpan - low)) / bands)
  })
}

/**
 * Place of a value on the paper's colour scale (`LogNormalize`): 0.9·(log(value − min) − a)/(log(max − min) − a), from 0
 * at and below min to 0.9 at and above max; NaN stays NaN.
 */
export function logNormalize(value: number, { min, max, logAlpha }: LogRange): number {
  if (Number.isNaN(value)) return value
  if (value <= min) return 0
  if (value >= max) return 0.9
  const logSpan = Math.log(max - min)
  const low = lowestLog(logSpan, logAlpha)
  return Math.max(0, (0.9 * (Math.log(value - min) - low)) / (logSpan - low))
}

/** `count` boundaries in even steps from min to max. */
export function linearLevels(min: number, max: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) =>
    k === count - 1 ? max : min + ((max - min) * k) / (count - 1),
  )
}

/** Where max − min falls under e·e^a the official bands would collapse and then run backwards: they keep one e-fold. */
function lowestLog(logSpan: number, logAlpha: number): number {
  return Math.min(logAlpha, logSpan - 1)
}

function clippedRange(values: ArrayLike<number>, vmax: number): { min: number; max: number } | undefined {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (let k = 0; k < values.length; k++) {
    const value = Math.min(values[k] as number, vmax)
    if (value < min) min = value
    if (value > max) max = value
  }
  return min <= max ? { min, max } : undefined
}
