import { drawBendMarks } from './drawBendMarks.ts'
import { isInside } from './insidePlot.ts'
import type { LandscapeHandles, OverlayData, PlanePoint } from './overlayData.ts'
import type { Layer } from './prepareChart.ts'

type BendOptions = Pick<LandscapeHandles, 'xScale' | 'yScale' | 'plot'> & {
  readonly isProjected: (point: PlanePoint) => boolean
}

/**
 * Draws the bends of a map; returns their groups in order. One outside the window waits, paler, at the frame, so that it can still
 * be taken in hand.
 */
export function drawBends(layer: Layer, data: OverlayData, options: BendOptions): SVGGElement[] {
  const { xScale, yScale, plot, isProjected } = options
  const marks = data.bends.map((bend) => {
    const [x, y] = [xScale(bend.x), yScale(bend.y)]
    return {
      label: bend.label,
      place: bend,
      seen: { x: clamp(x, plot.x, plot.x + plot.width), y: clamp(y, plot.y, plot.y + plot.height) },
      isSelected: bend.selected,
      isProjected: isProjected(bend),
      isOutside: !isInside(plot, x, y),
      isHidden: false,
    }
  })
  return drawBendMarks(layer, marks, { grid: data.grid, fixed: data.fixed ?? false })
}

function clamp(value: number, lo: number, hi: number): number {
  return Math.max(lo, Math.min(hi, value))
}
