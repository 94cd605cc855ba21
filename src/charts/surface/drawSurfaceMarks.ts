import type { Grid } from '../../core/planes/grid.ts'
import { amend, amendClass, amendText } from '../amend.ts'
import { formatFigure } from '../formatNumber.ts'
import type { ChartSize } from '../landscapeScales.ts'
import { type Box, type LabelRequest, placeLabels, type Side } from '../placeLabels.ts'
import { type Layer, single } from '../prepareChart.ts'
import type { SurfaceMark } from './layOutSurface.ts'

/** A mark where it is seen. */
export interface SeenMark extends SurfaceMark {
  /** Pixels of the chart. */
  readonly seen: { readonly x: number; readonly y: number }
  /** Whether the relief stands before it. */
  readonly isHidden: boolean
}

interface MarkOptions {
  readonly size: ChartSize
  readonly grid: Grid
  /** Whether bends are marks alone, which nobody can take. */
  readonly fixed: boolean
  readonly describeDistance?: (distance: number) => string
}

/** Radius of marks that are discs. */
const radii: Partial<Record<SurfaceMark['kind'], number>> = { endpoint: 6.5, tMarker: 6.5, hoverT: 6 }

const circleClasses: Partial<Record<SurfaceMark['kind'], string>> = {
  tMarker: 'tMarker',
  hoverT: 'hoverMarker',
}

/** Draws marks and names over the relief, paler where it hides them; returns the bends in their order, which take focus and pointers. */
export function drawSurfaceMarks(
  layer: Layer,
  marks: readonly SeenMark[],
  options: MarkOptions,
): SVGGElement[] {
  drawDiscs(layer, marks)
  drawSigns(layer, marks)
  const bends = drawBendMarks(
    layer,
    marks.filter(({ kind }) => kind === 'bend'),
    options,
  )
  drawNames(layer, marks, options)
  return bends
}

const place = ({ seen }: SeenMark) => `translate(${round(seen.x)},${round(seen.y)})`

function drawDiscs(layer: Layer, marks: readonly SeenMark[]): void {
  const discs = marks.filter(({ kind }) => kind in radii)
  single(layer, 'g', 'discs')
    .selectAll<SVGGElement, SeenMark>('g')
    .data(discs, ({ kind, label }) => `${kind} ${label}`)
    .join((enter) => {
      const group = enter.append('g')
      group
        .append('circle')

        .attr('r', ({ kind }) => radii[kind] ?? 0)
        .attr('class', ({ kind }) => circleClasses[kind] ?? '')
      return group
    })
    .call(amend, 'class', ({ kind }) => (kind === 'endpoint' ? 'endpoint' : 'moving'))
    .call(amendClass, 'projected', ({ isProjected }) => isProjected)
    .call(amendClass, 'behind', ({ isHidden }) => isHidden)
    .call(amend, 'transform', place)
    .select<SVGCircleElement>('circle')
    .call(amendClass, 'projected', ({ kind, isProjected }) => kind !== 'endpoint' && isProjected)
}

function drawSigns(layer: Layer, marks: readonly SeenMark[]): void {
  single(layer, 'g', 'probes')
    .selectAll<SVGGElement, SeenMark>('g.probe')
    .data(marks.filter(({ kind }) => kind === 'probe'))
    .join((enter) => {
      const group = enter.append('g').attr('class', 'probe')
      for (const name of ['casing', 'cross'])
        group.append('path').attr('class', name).attr('d', 'M-7,0H7M0,-7V7').attr('fill', 'none')
      return group
    })
    .call(amend, 'transform', place)
  single(layer, 'g', 'picks')
    .selectAll<SVGRectElement, SeenMark>('rect')
    .data(marks.filter(({ kind }) => kind === 'pick'))
    .join((enter) =>
      enter
        .append('rect')
        .attr('class', 'pick')
        .attr('x', -5)
        .attr('y', -5)
        .attr('width', 10)
        .attr('height', 10),
    )
    .call(amend, 'transform', place)
}

function drawBendMarks(
  layer: Layer,
  bends: readonly SeenMark[],
  { grid, fixed }: MarkOptions,
): SVGGElement[] {
  const groups = single(layer, 'g', 'bends')
    .selectAll<SVGGElement, SeenMark>('g.bend')
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
    .call(amend, 'aria-valuenow', (bend) => (fixed ? null : bend.place.y))
    .call(amend, 'aria-valuetext', (bend) =>
      fixed ? null : `x ${formatFigure(bend.place.x)}, y ${formatFigure(bend.place.y)}`,
    )
    .call(amendClass, 'fixed', fixed)
    .call(amendClass, 'selected', ({ isSelected }) => isSelected)
    .call(amendClass, 'projected', ({ isProjected }) => isProjected)
    .call(amendClass, 'outside', ({ isOutside }) => isOutside)
    .call(amendClass, 'behind', ({ isHidden }) => isHidden)
    .call(amend, 'transform', place)
  groups
    .select<SVGPathElement>('.diamond')
    .call(amend, 'd', ({ isSelected }) => (isSelected ? 'M0,-13L8,0L0,13L-8,0Z' : 'M0,-9.5L6,0L0,9.5L-6,0Z'))
  return groups.nodes()
}

interface Name extends LabelRequest {
  readonly key: string
  readonly note: boolean
  readonly isHidden: boolean
}

function drawNames(layer: Layer, marks: readonly SeenMark[], options: MarkOptions): void {
  const { width, height } = options.size
  const named = marks.filter(({ label }) => label !== '')
  const names = [...named.filter(isBend), ...named.filter((mark) => !isBend(mark))].map((mark) =>
    toName(mark, options),
  )
  const obstacles = marks.map(({ seen }): Box => ({ x: seen.x - 7, y: seen.y - 7, width: 14, height: 14 }))
  const placed = placeLabels(names, { x: 4, y: 4, width: width - 8, height: height - 8 }, obstacles)
  single(layer, 'g', 'names')
    .selectAll<SVGTextElement, Name>('text')
    .data(names, ({ key }) => key)
    .join('text')
    .call(amend, 'class', ({ note }) => (note ? 'mark note' : 'mark'))
    .call(amendClass, 'behind', ({ isHidden }) => isHidden)
    .call(amend, 'x', (_, i) => round(placed[i]?.x ?? 0))
    .call(amend, 'y', (_, i) => round(placed[i]?.y ?? 0))
    .call(amendText, ({ text }) => text)
}

const isBend = ({ kind }: SurfaceMark) => kind === 'bend'

function toName(mark: SeenMark, { describeDistance }: MarkOptions): Name {
  const { kind, label, seen, isProjected, isHidden, place: point } = mark
  const word = describeDistance ?? formatFigure
  const sides: readonly Side[] =
    kind === 'bend' ? ['right', 'left', 'above', 'below'] : ['below', 'above', 'left', 'right']
  return {
    key: `${kind} ${label}`,
    note: isProjected,
    isHidden,
    x: seen.x,
    y: seen.y,
    radius: kind === 'bend' ? 19 : 10,
    text: isProjected ? `${label} · ${word(point.distance ?? 0)}` : label,
    fontSize: isProjected ? 11 : 13,
    sides,
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
