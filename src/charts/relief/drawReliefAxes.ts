import { scaleLinear } from 'd3'
import type { Grid } from '../../core/planes/grid.ts'
import { amend, amendText } from '../amend.ts'
import type { ColorScale } from '../colorScale.ts'
import { formatTick } from '../formatNumber.ts'
import type { ChartSize } from '../landscapeScales.ts'
import { type Layer, single } from '../prepareChart.ts'
import type { BoxLines } from './drapePath.ts'
import { type BoxPoint, heightOf, toBox } from './reliefShape.ts'
import { isTextWhole, projectVisible, type VisiblePart } from './seenPart.ts'
import { projectPoint, type View } from './viewpoint.ts'

export interface ReliefAxesOptions {
  readonly view: View
  readonly grid: Grid
  readonly color: ColorScale
  /** 0 is the heatmap, whose axes these then are; the one of height comes with the relief. */
  readonly share: number
  readonly xLabel: string
  readonly yLabel: string
  readonly valueLabel: string
  readonly formatValue: (value: number) => string
}

interface Axis {
  readonly name: 'x' | 'y' | 'value'
  readonly from: BoxPoint
  readonly to: BoxPoint
  readonly label: string
  readonly ticks: readonly { readonly text: string; readonly at: BoxPoint }[]
  readonly opacity: number
}

/** Draws axes along the near edges of the ground and up the corner that stands farthest to the left. */
export function drawReliefAxes(layer: Layer, options: ReliefAxesOptions): void {
  const middle = projectPoint(options.view, [0, 0, 0])
  for (const axis of axesOf(options)) drawAxis(layer, axis, { view: options.view, middle })
}

/** Which edges are near: those that turn towards the eye. */
function nearEdges({ back }: View) {
  return { u: back[0] > 1e-3 ? 0.5 : -0.5, v: back[1] > 1e-3 ? 0.5 : -0.5 } as const
}

/** The corner for the axis of height: the two where near and far edges meet are left and right of everything; of these the left one. */
function leftCorner(view: View): readonly [number, number] {
  const { u, v } = nearEdges(view)
  const xOf = (a: number, b: number) => projectPoint(view, [a, b, 0]).x
  return xOf(u, -v) < xOf(-u, v) ? [u, -v] : [-u, v]
}

/** Frame of the ground, and the two walls behind the relief with a line at each tick of height. */
export function frameLines(
  view: View,
  color: ColorScale,
): { readonly edge: BoxLines; readonly walls: BoxLines } {
  const { u, v } = nearEdges(view)
  const corner = (a: number, b: number, h: number): BoxPoint => [a, b, h]
  const edge = [
    [
      corner(-0.5, -0.5, 0),
      corner(0.5, -0.5, 0),
      corner(0.5, 0.5, 0),
      corner(-0.5, 0.5, 0),
      corner(-0.5, -0.5, 0),
    ],
  ]
  const levels = [...heightTicks(color).map((value) => heightOf(color, value)), 1]
  const walls = [
    ...levels.map((h) => [corner(u, -v, h), corner(-u, -v, h), corner(-u, v, h)]),
    ...[
      [u, -v],
      [-u, -v],
      [-u, v],
    ].map(([a = 0, b = 0]) => [corner(a, b, 0), corner(a, b, 1)]),
  ]
  return { edge, walls }
}

const heightTickCount = 5

function heightTicks(color: ColorScale): number[] {
  return color.ticks(heightTickCount).filter((value) => value >= color.lo && value <= color.hi)
}

function axesOf({
  view,
  grid,
  color,
  share,
  xLabel,
  yLabel,
  valueLabel,
  formatValue,
}: ReliefAxesOptions): Axis[] {
  const { u, v } = nearEdges(view)
  const [cornerU, cornerV] = leftCorner(view)
  const along = (axis: Grid['x'], from: BoxPoint, to: BoxPoint) => {
    const [a, b] = [projectPoint(view, from), projectPoint(view, to)]
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    return scaleLinear([axis.min, axis.max], [0, 1]).ticks(Math.max(2, Math.min(9, Math.round(length / 75))))
  }
  const xEnds: readonly [BoxPoint, BoxPoint] = [
    [-0.5, v, 0],
    [0.5, v, 0],
  ]
  const yEnds: readonly [BoxPoint, BoxPoint] = [
    [u, -0.5, 0],
    [u, 0.5, 0],
  ]
  const edgeX = grid.x.min + (u + 0.5) * (grid.x.max - grid.x.min)
  const edgeY = grid.y.min + (v + 0.5) * (grid.y.max - grid.y.min)
  return [
    {
      name: 'x',
      from: xEnds[0],
      to: xEnds[1],
      label: xLabel,
      opacity: 1,
      ticks: along(grid.x, ...xEnds).map((x) => ({
        text: formatTick(x),
        at: toBox(grid, { x, y: edgeY }, 0),
      })),
    },
    {
      name: 'y',
      from: yEnds[0],
      to: yEnds[1],
      label: yLabel,
      opacity: 1,
      ticks: along(grid.y, ...yEnds).map((y) => ({
        text: formatTick(y),
        at: toBox(grid, { x: edgeX, y }, 0),
      })),
    },
    {
      name: 'value',
      from: [cornerU, cornerV, 0],
      to: [cornerU, cornerV, 1],
      label: valueLabel,
      opacity: Math.max(0, share * 2 - 1),
      ticks: heightTicks(color).map((value) => ({
        text: formatValue(Number(value.toPrecision(3))),
        at: [cornerU, cornerV, heightOf(color, value)],
      })),
    },
  ]
}

interface Placing {
  readonly view: View
  /** Centre of the ground on screen, from which labels keep away. */
  readonly middle: { readonly x: number; readonly y: number }
}

/** Length on screen below which an axis has no ticks. */
const shortest = 24
const tickLength = 4
const tickGap = 9
const labelGap = 36

function drawAxis(layer: Layer, axis: Axis, { view, middle }: Placing): void {
  const part = projectVisible(view, axis.from, axis.to)
  const along = part?.along ?? { x: 1, y: 0 }
  const centre = part?.middle ?? middle
  const side = (centre.x - middle.x) * -along.y + (centre.y - middle.y) * along.x < 0 ? -1 : 1
  // Heights are written straight to the left of their upright.
  const out = axis.name === 'value' ? { x: -1, y: 0 } : { x: -along.y * side, y: along.x * side }
  const anchor = out.x < -0.35 ? 'end' : out.x > 0.35 ? 'start' : 'middle'
  const shown =
    !part || part.length < shortest
      ? []
      : thinOut(axis.ticks.map((tick) => ({ ...tick, place: projectPoint(view, tick.at) }))).filter(
          ({ text, place }) =>
            place.depth > 0 &&
            isTextWhole(view.size, {
              x: place.x + out.x * tickGap,
              y: place.y + out.y * (tickGap + 2),
              text,
              anchor,
            }),
        )
  const group = single(layer, 'g', `${axis.name}Axis`).call(amend, 'opacity', round(axis.opacity))
  group
    .call(amend, 'text-anchor', anchor)
    .selectAll<SVGGElement, (typeof shown)[number]>('g.tick')
    .data(shown, ({ text }) => text)
    .join((enter) => {
      const tick = enter.append('g').attr('class', 'tick')
      tick.append('line')
      tick.append('text').attr('dy', '0.34em')
      return tick
    })
    .call(amend, 'transform', ({ place }) => `translate(${round(place.x)},${round(place.y)})`)
    .call((ticks) =>
      ticks
        .select<SVGLineElement>('line')
        .call(amend, 'x2', round(out.x * tickLength))
        .call(amend, 'y2', round(out.y * tickLength)),
    )
    .call((ticks) =>
      ticks
        .select<SVGTextElement>('text')
        .call(amend, 'x', round(out.x * tickGap))
        .call(amend, 'y', round(out.y * (tickGap + 2)))
        .call(amendText, ({ text }) => text),
    )
  if (axis.name === 'value') drawHeightLabel(layer, axis, view)
  else drawLabel(layer, axis, { part, out, size: view.size })
}

/** The name of the heights stands above them; where their top is out of view there is none. */
function drawHeightLabel(layer: Layer, axis: Axis, view: View): void {
  const top = projectPoint(view, axis.to)
  const foot = projectPoint(view, axis.from)
  const { width } = view.size
  const [x, y] = [Math.max(4, top.x - 44), top.y - 12]
  const isShown =
    Math.min(top.depth, foot.depth) > 0 &&
    Math.hypot(top.x - foot.x, top.y - foot.y) >= shortest &&
    top.x >= 0 &&
    top.x <= width &&
    isTextWhole(view.size, { x, y, text: axis.label, anchor: 'start' })
  single(layer, 'text', `${axis.name}Label`)
    .call(amend, 'opacity', round(axis.opacity))
    .call(amend, 'text-anchor', 'start')
    .call(amend, 'transform', `translate(${round(x)},${round(y)})`)
    .call(amendText, isShown ? axis.label : '')
}

interface Drawn {
  readonly part: VisiblePart | undefined
  readonly out: { readonly x: number; readonly y: number }
  readonly size: ChartSize
}

/** The name of an axis runs along what is seen of it, never upside down. */
function drawLabel(layer: Layer, axis: Axis, { part, out, size }: Drawn): void {
  const text = single(layer, 'text', `${axis.name}Label`).call(amend, 'opacity', round(axis.opacity))
  const { along, middle, length } = part ?? { along: { x: 1, y: 0 }, middle: { x: 0, y: 0 }, length: 0 }
  const upright = Math.abs(along.x) < 1e-3 ? -1 : along.x < 0 ? -1 : 1
  const angle = (Math.atan2(along.y * upright, along.x * upright) * 180) / Math.PI
  const turned = Math.abs(along.x) < 1e-3 ? -90 : angle
  const x = middle.x + out.x * labelGap
  const y = middle.y + out.y * labelGap
  const isShown =
    axis.label.length * 6 <= length &&
    isTextWhole(size, { x, y, text: axis.label, anchor: 'middle', angle: turned })
  text
    .call(amend, 'text-anchor', 'middle')
    .call(amend, 'dominant-baseline', 'central')
    .call(amend, 'transform', `translate(${round(x)},${round(y)}) rotate(${round(turned)})`)
    .call(amendText, isShown ? axis.label : '')
}

/** Leaves out ticks that come too near to the one before. */
function thinOut<T extends { readonly place: { readonly x: number; readonly y: number } }>(
  ticks: readonly T[],
): T[] {
  const kept: T[] = []
  for (const tick of ticks) {
    const last = kept.at(-1)
    if (!last || Math.hypot(last.place.x - tick.place.x, last.place.y - tick.place.y) > 17) kept.push(tick)
  }
  return kept
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
