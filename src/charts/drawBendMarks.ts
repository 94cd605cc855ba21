import type { Grid } from '../core/planes/grid.ts'
import { amend, amendClass } from './amend.ts'
import { formatFigure } from './formatNumber.ts'
import type { NamedPoint } from './overlayData.ts'
import { type Layer, single } from './prepareChart.ts'

/** A bend where it is seen, on a map or on a relief. */
export interface BendMark {
  readonly label: string
  readonly place: Omit<NamedPoint, 'label'>
  /** Pixels of the chart. */
  readonly seen: { readonly x: number; readonly y: number }
  readonly isSelected: boolean
  readonly isProjected: boolean
  readonly isOutside: boolean
  /** Whether something stands before it. */
  readonly isHidden: boolean
}

interface BendMarkOptions {
  readonly grid: Grid
  /** Whether bends are marks alone, which nobody can take. */
  readonly fixed: boolean
}

/** Draws bends as diamonds that take focus and pointers; returns their groups in order. */
export function drawBendMarks(
  layer: Layer,
  bends: readonly BendMark[],
  { grid, fixed }: BendMarkOptions,
): SVGGElement[] {
  const groups = single(layer, 'g', 'bends')
    .selectAll<SVGGElement, BendMark>('g.bend')
    .data(bends)
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
  groups
    .call(amend, 'role', fixed ? 'img' : 'slider')
    .call(amend, 'tabindex', fixed ? null : 0)
    .call(amend, 'data-bend', (_, index) => (fixed ? null : index))
    .call(amend, 'aria-label', ({ label }) => label)
    .call(amend, 'aria-orientation', fixed ? null : 'vertical')
    .call(amend, 'aria-valuemin', fixed ? null : grid.y.min)
    .call(amend, 'aria-valuemax', fixed ? null : grid.y.max)
    .call(amend, 'aria-valuenow', ({ place }) => (fixed ? null : place.y))
    .call(amend, 'aria-valuetext', ({ place }) =>
      fixed ? null : `x ${formatFigure(place.x)}, y ${formatFigure(place.y)}`,
    )
    .call(amendClass, 'fixed', fixed)
    .call(amendClass, 'selected', ({ isSelected }) => isSelected)
    .call(amendClass, 'projected', ({ isProjected }) => isProjected)
    .call(amendClass, 'outside', ({ isOutside }) => isOutside)
    .call(amendClass, 'behind', ({ isHidden }) => isHidden)
    .call(amend, 'transform', ({ seen }) => `translate(${round(seen.x)},${round(seen.y)})`)
  groups
    .select<SVGPathElement>('.diamond')
    .call(amend, 'd', ({ isSelected }) => (isSelected ? 'M0,-13L8,0L0,13L-8,0Z' : 'M0,-9.5L6,0L0,9.5L-6,0Z'))
  return groups.nodes()
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
