import { type ScaleLinear, scaleLinear } from 'd3'
import type { Grid } from '../core/planes/grid.ts'

/** Width and height of a chart in CSS pixels. */
export interface ChartSize {
  readonly width: number
  readonly height: number
}

/** The inner rectangle of a chart, in its pixels. */
export interface PlotArea extends ChartSize {
  readonly x: number
  readonly y: number
}

/** Plane coordinates ↔ pixels of the chart; `invert` goes back. */
export interface LandscapeScales {
  readonly xScale: ScaleLinear<number, number>
  readonly yScale: ScaleLinear<number, number>
  readonly plot: PlotArea
}

/** Space above the plot and below it, shared with the colour bar beside it. */
export const landscapeMargins = { top: 12, bottom: 46 } as const

/** Scales of a landscape: the window of the grid fills the frame, y grows upwards; tiny sizes keep a plot of 1 pixel. */
export function landscapeScales(data: { readonly grid: Grid }, size: ChartSize): LandscapeScales {
  const left = size.width < 420 ? 46 : 52
  const right = 8
  const plot = {
    x: left,
    y: landscapeMargins.top,
    width: Math.max(1, size.width - left - right),
    height: Math.max(1, size.height - landscapeMargins.top - landscapeMargins.bottom),
  }
  const { x, y } = data.grid
  return {
    plot,
    xScale: scaleLinear([x.min, x.max], [plot.x, plot.x + plot.width]),
    yScale: scaleLinear([y.min, y.max], [plot.y + plot.height, plot.y]),
  }
}
