import type { Grid } from '../../core/planes/grid.ts'
import { amend, amendClass, amendText } from '../amend.ts'
import { drawBendMarks } from '../drawBendMarks.ts'
import { drawSigns } from '../drawSigns.ts'
import { formatFigure } from '../formatNumber.ts'
import type { ChartSize } from '../landscapeScales.ts'
import { type Box, type LabelRequest, placeLabels, type Side } from '../placeLabels.ts'
import { type Layer, single } from '../prepareChart.ts'
import type { ReliefMark } from './layOutRelief.ts'

/** A mark where it is seen. */
export interface SeenMark extends ReliefMark {
  /** Pixels of the chart. */
  readonly seen: { readonly x: number; readonly y: number }
  /** Whether the relief stands before it. */
  readonly isHidden: boolean
  /** Whether its place lies before the eye and inside the chart. */
  readonly isInView: boolean
}

interface MarkOptions {
  readonly size: ChartSize
  readonly grid: Grid
  /** Whether bends are marks alone, which nobody can take. */
  readonly fixed: boolean
  readonly describeDistance?: (distance: number) => string
}

/** Radius of marks that are discs. */
const radii: Partial<Record<ReliefMark['kind'], number>> = { endpoint: 6.5, tMarker: 6.5, hoverT: 6 }

const circleClasses: Partial<Record<ReliefMark['kind'], string>> = {
  tMarker: 'tMarker',
  hoverT: 'hoverMarker',
}

/** Draws the marks in view with their names over the relief, paler where it hides them; returns the bends in their order, which take focus and pointers. */
export function drawReliefMarks(
  layer: Layer,
  marks: readonly SeenMark[],
  options: MarkOptions,
): SVGGElement[] {
  const inView = marks.filter(({ isInView }) => isInView)
  drawDiscs(layer, inView)
  const ofKind = (wanted: ReliefMark['kind']) => inView.filter(({ kind }) => kind === wanted)
  drawSigns(layer, { probes: ofKind('probe'), picks: ofKind('pick') }, place)
  // All bends keep their elements, and with them the focus of one that is moved by keys.
  const bendMarks = marks.filter(isBend)
  const bends = drawBendMarks(layer, bendMarks, options)
  for (const [i, bend] of bends.entries()) {
    const isInView = bendMarks[i]?.isInView ?? false
    bend.style.opacity = isInView ? '' : '0'
    bend.style.pointerEvents = isInView ? '' : 'none'
  }
  drawNames(layer, inView, options)
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

const isBend = ({ kind }: ReliefMark) => kind === 'bend'

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
