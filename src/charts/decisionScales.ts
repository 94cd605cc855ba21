import { type ScaleLinear, scaleLinear } from 'd3'
import type { ChartSize, PlotArea } from './landscapeScales.ts'

/** Units of the data ↔ pixels. */
export interface DecisionScales {
  readonly plot: PlotArea
  readonly xScale: ScaleLinear<number, number>
  readonly yScale: ScaleLinear<number, number>
}

/** Room for the axes, in pixels. */
const margins = { left: 40, right: 1, top: 4, bottom: 32 }

/** Air around the points, as a share of their extent. */
const air = 0.08

/** Along each axis the points take up at least this share of the plot. */
const leastShare = 0.5

/** Height that suits points (x, y interleaved) at a width, between two bounds: a unit is as long up as across where that fits. */
export function decisionHeight(
  points: ArrayLike<number>,
  width: number,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const { x, y } = extentsOf(points)
  const across = Math.max(1, width - margins.left - margins.right)
  const height = (across * (y.max - y.min)) / (x.max - x.min) + margins.top + margins.bottom
  return Math.round(Math.min(max, Math.max(min, height)))
}

/**
 * Scales that show all points with a little air. A unit is as long up as across, and an axis with room to spare shows more of
 * its surroundings, unless the points would shrink to a stripe.
 */
export function decisionScales(points: ArrayLike<number>, size: ChartSize): DecisionScales {
  const plot = {
    x: margins.left,
    y: margins.top,
    width: Math.max(1, size.width - margins.left - margins.right),
    height: Math.max(1, size.height - margins.top - margins.bottom),
  }
  const { x, y } = extentsOf(points)
  const wide = plot.width / (x.max - x.min)
  const tall = plot.height / (y.max - y.min)
  const even = Math.min(wide, tall)
  const xDomain = widen(x, plot.width / Math.max(even, wide * leastShare))
  const yDomain = widen(y, plot.height / Math.max(even, tall * leastShare))
  return {
    plot,
    xScale: scaleLinear(xDomain, [plot.x, plot.x + plot.width]),
    yScale: scaleLinear(yDomain, [plot.y + plot.height, plot.y]),
  }
}

interface Extent {
  readonly min: number
  readonly max: number
}

function extentsOf(points: ArrayLike<number>): { readonly x: Extent; readonly y: Extent } {
  const bounds = [
    [Infinity, -Infinity],
    [Infinity, -Infinity],
  ] as [[number, number], [number, number]]
  for (let i = 0; i < points.length; i++) {
    const bound = bounds[i % 2] as [number, number]
    const value = points[i] as number
    if (value < bound[0]) bound[0] = value
    if (value > bound[1]) bound[1] = value
  }
  const [x, y] = bounds.map(([low, high]): Extent => {
    if (!(high >= low)) return { min: 0, max: 1 }
    const more = (high - low || Math.abs(high) || 1) * air
    return { min: low - more, max: high + more }
  }) as [Extent, Extent]
  return { x, y }
}

function widen({ min, max }: Extent, length: number): [number, number] {
  const middle = (min + max) / 2
  return [middle - length / 2, middle + length / 2]
}
