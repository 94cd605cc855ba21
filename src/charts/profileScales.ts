import { type ScaleContinuousNumeric, scaleLinear, scaleLog, ticks } from 'd3'
import type { ChartSize, PlotArea } from './landscapeScales.ts'
import { logTicks } from './ticks.ts'

/** One line of a profile: values along t, NaN where unknown. */
export interface ProfileSeries {
  readonly id: string
  readonly label: string
  readonly kind: 'curve' | 'segment' | 'preview' | 'kept'
  readonly ts: ArrayLike<number>
  readonly values: ArrayLike<number>
}

/** t ↔ x and value ↔ y of a profile. */
export interface ProfileScales {
  readonly xScale: ScaleContinuousNumeric<number, number>
  readonly yScale: ScaleContinuousNumeric<number, number>
  readonly plot: PlotArea
  readonly yTicks: readonly number[]
  /** Whether values above the top of the y axis, or infinite ones, are cut off. */
  readonly clipped: boolean
}

/** How the y axis is made. */
export interface ProfileScaleOptions extends ChartSize {
  readonly scale: 'log' | 'linear'
  readonly unit: string
  /** Values above are cut off. */
  readonly vmax?: number
  /** What the x axis runs over; t from 0 to 1 without it. */
  readonly domain?: readonly [from: number, to: number]
  /** Lines of another chart that has the same y axis. */
  readonly beside?: readonly ProfileSeries[] | undefined
}

/** Scales over all series: t from 0 to 1 unless told otherwise, values with a little air, shares never beyond 100 %; log needs positive values. */
export function profileScales(series: readonly ProfileSeries[], options: ProfileScaleOptions): ProfileScales {
  const top = options.unit === '' ? 8 : 20
  const plot = {
    x: 38,
    y: top,
    width: Math.max(1, options.width - 38 - 10),
    height: Math.max(1, options.height - top - 22),
  }
  const own = series.flatMap((one) => Array.from(one.values))
  const values = [...own, ...(options.beside ?? []).flatMap((one) => Array.from(one.values))]
  const limit = options.vmax ?? Number.POSITIVE_INFINITY
  const finite = values.filter((value) => Number.isFinite(value)).map((value) => Math.min(value, limit))
  const positive = finite.filter((value) => value > 0)
  const asLog = options.scale === 'log' && positive.length > 0
  const range: [number, number] = [plot.y + plot.height, plot.y]
  const domain = asLog ? logDomain(positive) : linearDomain(finite, options.unit === '%')
  const count = Math.max(2, Math.round(plot.height / 26))
  return {
    plot,
    xScale: scaleLinear(options.domain ?? [0, 1], [plot.x, plot.x + plot.width]),
    yScale: asLog ? scaleLog(domain, range).clamp(true) : scaleLinear(domain, range),
    yTicks: asLog ? logTicks(domain[0], domain[1], count + 1) : ticks(domain[0], domain[1], count),
    clipped: own.some((value) => value > limit || value === Number.POSITIVE_INFINITY),
  }
}

function logDomain(values: readonly number[]): [number, number] {
  const lo = Math.min(...values)
  const hi = Math.max(...values)
  const air = Math.max((hi / lo) ** 0.06, 1.05)
  return [lo / air, hi * air]
}

function linearDomain(values: readonly number[], isShare: boolean): [number, number] {
  if (values.length === 0) return [0, 1]
  const lo = Math.min(...values)
  const hi = Math.max(...values)
  const air = Math.max((hi - lo) * 0.06, isShare ? 0.005 : Math.abs(hi) * 0.02, 1e-9)
  const bottom = lo >= 0 ? Math.max(0, lo - air) : lo - air
  return isShare && hi <= 1 ? [bottom, Math.min(1, hi + air)] : [bottom, hi + air]
}
