import type { PlotArea } from './landscapeScales.ts'

/** Whether a pixel lies in a plot, up to half a pixel outside. */
export function isInside(plot: PlotArea, x: number, y: number): boolean {
  const slack = 0.5
  return (
    x >= plot.x - slack &&
    x <= plot.x + plot.width + slack &&
    y >= plot.y - slack &&
    y <= plot.y + plot.height + slack
  )
}
