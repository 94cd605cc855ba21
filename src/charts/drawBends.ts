import { amend, amendClass } from './amend.ts'
import { formatFigure } from './formatNumber.ts'
import { isInside } from './insidePlot.ts'
import type { BendPoint, LandscapeHandles, OverlayData, PlanePoint } from './overlayData.ts'
import { type Layer, single } from './prepareChart.ts'

type BendOptions = Pick<LandscapeHandles, 'xScale' | 'yScale' | 'plot'> & {
  readonly isProjected: (point: PlanePoint) => boolean
}

/**
 * Draws bends as diamonds that take focus and pointers; returns their groups in order. One outside the window waits,
 * paler, at the frame, so that it can still be taken in hand.
 */
export function drawBends(layer: Layer, data: OverlayData, options: BendOptions): SVGGElement[] {
  const { xScale, yScale, plot, isProjected } = options
  const inFrame = (bend: BendPoint) => isInside(plot, xScale(bend.x), yScale(bend.y))
  const bends = single(layer, 'g', 'bends')
    .selectAll<SVGGElement, BendPoint>('g.bend')
    .data(data.bends)
    .join((enter) => {
      const group = enter.append('g').attr('class', 'bend')
      for (const [name, radius] of [
        ['hitArea', 22],
        ['halo', 17],
        ['focusRing', 19],
      ] as const) {
        group.append('circle').attr('class', name).attr('r', radius)
      }
      group.append('path').attr('class', 'diamond')
      return group
    })
  const isFree = !data.fixed
  bends
    .call(amend, 'role', isFree ? 'slider' : 'img')
    .call(amend, 'tabindex', isFree ? 0 : null)
    .call(amend, 'data-bend', (_, index) => (isFree ? index : null))
    .call(amend, 'aria-label', (bend) => bend.label)
    .call(amend, 'aria-orientation', isFree ? 'vertical' : null)
    .call(amend, 'aria-valuemin', isFree ? data.grid.y.min : null)
    .call(amend, 'aria-valuemax', isFree ? data.grid.y.max : null)
    .call(amend, 'aria-valuenow', (bend) => (isFree ? bend.y : null))
    .call(amend, 'aria-valuetext', (bend) =>
      isFree ? `x ${formatFigure(bend.x)}, y ${formatFigure(bend.y)}` : null,
    )
    .call(amendClass, 'fixed', !isFree)
    .call(amendClass, 'selected', (bend) => bend.selected)
    .call(amendClass, 'projected', isProjected)
    .call(amendClass, 'outside', (bend) => !inFrame(bend))
    .call(amend, 'transform', (bend) => {
      const x = clamp(xScale(bend.x), plot.x, plot.x + plot.width)
      const y = clamp(yScale(bend.y), plot.y, plot.y + plot.height)
      return `translate(${x},${y})`
    })
  bends
    .select<SVGPathElement>('.diamond')
    .call(amend, 'd', (bend) => (bend.selected ? 'M0,-13L8,0L0,13L-8,0Z' : 'M0,-9.5L6,0L0,9.5L-6,0Z'))
  return bends.nodes()
}

function clamp(value: number, lo: number, hi: number): number {
  return Math.round(Math.max(lo, Math.min(hi, value)) * 100) / 100
}
