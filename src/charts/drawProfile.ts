import { line, select } from 'd3'
import { amend, amendText } from './amend.ts'
import { drawAxes } from './drawAxes.ts'
import { drawEmpty } from './drawEmpty.ts'
import { drawSeriesLabels } from './drawSeriesLabels.ts'
import { formatPercentTick, formatTick } from './formatNumber.ts'
import { chartId, type Layer, prepareChart, single } from './prepareChart.ts'
import {
  type ProfileScaleOptions,
  type ProfileScales,
  type ProfileSeries,
  profileScales,
} from './profileScales.ts'

/** What a profile shows. */
export interface ProfileData {
  readonly series: readonly ProfileSeries[]
  /** The t that slider, plane and panels share; a line with a dot on each series. */
  readonly t?: number
  /** The t under the pointer, a light line. */
  readonly hoverT?: number | undefined
}

/** How it is drawn. `unit` is `nats`, or `%` for values that are shares 0…1. */
export interface ProfileOptions extends ProfileScaleOptions {
  /** Name of the quantity, written above the axis with its unit; none where the page has a heading of its own. */
  readonly label: string
  /** Shown in place of lines while there is no number. */
  readonly emptyText: string
  /** Name of the x axis, `t` by default. */
  readonly xName?: string
  /** Shown when values are cut off; nothing by default. */
  readonly clippedText?: string
}

/** The scales, and the rectangle that takes pointer events. */
export interface ProfileHandles extends ProfileScales {
  readonly plotElement: SVGRectElement
}

const layerNames = ['axes', 'lines', 'time', 'labels', 'hits'] as const

/** Draws values along t with a label on every line; lines have gaps where values are not finite. */
export function drawProfile(svg: SVGSVGElement, data: ProfileData, options: ProfileOptions): ProfileHandles {
  const scales = profileScales(data.series, options)
  const layers = prepareChart(svg, 'profile', { ...options, layers: layerNames })
  const isPercent = options.unit === '%'
  const isEmpty = !data.series.some(hasLine)
  drawAxes(layers.axes, {
    ...scales,
    xLabel: '',
    yLabel: '',
    grid: true,
    xTicks: scales.xScale.ticks(scales.plot.width < 220 ? 3 : 5),
    formatY: isPercent ? formatPercentTick : formatTick,
    ...(isEmpty ? { yTicks: [] } : {}),
  })
  drawNotes(layers.axes, { ...options, ...scales })
  const clip = drawClip(svg, layers.lines, scales)
  drawLines(layers.lines, isEmpty ? [] : data.series, { ...scales, clip })
  drawTime(layers.time, isEmpty ? { series: [] } : data, scales)
  drawHover(layers.time, isEmpty ? undefined : data.hoverT, scales)
  drawSeriesLabels(layers.labels, data.series.filter(hasLine), scales)
  drawEmpty(layers.labels, isEmpty ? [options.emptyText] : [], scales)
  const { plot } = scales
  const hit = single(layers.hits, 'rect', 'hitArea')
  hit
    .call(amend, 'x', plot.x)
    .call(amend, 'y', plot.y)
    .call(amend, 'width', plot.width)
    .call(amend, 'height', plot.height)
  return { ...scales, plotElement: hit.node() as SVGRectElement }
}

function drawNotes(layer: Layer, options: ProfileOptions & ProfileScales): void {
  const { plot } = options
  const title = [options.label, options.unit].filter(Boolean).join(', ')
  single(layer, 'text', 'title').call(amend, 'x', 0).call(amend, 'y', 10).call(amendText, title)
  single(layer, 'text', 'tName')
    .call(amend, 'x', plot.x + plot.width * 0.9)
    .call(amend, 'y', plot.y + plot.height + 13)
    .call(amend, 'text-anchor', 'middle')
    .call(amendText, options.xName ?? 't')
  single(layer, 'text', 'clippedNote')
    .call(amend, 'x', plot.x + plot.width)
    .call(amend, 'y', 10)
    .call(amend, 'text-anchor', 'end')
    .call(amendText, options.clipped ? (options.clippedText ?? '') : '')
}

function drawClip(svg: SVGSVGElement, layer: Layer, { plot }: ProfileScales): string {
  const id = `${chartId(svg)}-lines`
  select(single(layer, 'clipPath', 'plotClip').call(amend, 'id', id).node())
    .selectAll<SVGRectElement, null>('rect')
    .data([null])
    .join('rect')
    .call(amend, 'x', plot.x - 2)
    .call(amend, 'y', plot.y - 1)
    .call(amend, 'width', plot.width + 4)
    .call(amend, 'height', plot.height + 3)
  return `url(#${id})`
}

type LineOptions = ProfileScales & { readonly clip: string }

function drawLines(
  layer: Layer,
  series: readonly ProfileSeries[],
  { xScale, yScale, clip }: LineOptions,
): void {
  const path = line<number>()
  layer
    .selectAll<SVGGElement, ProfileSeries>('g.series')
    .data(
      [...series].sort((a, b) => order[a.kind] - order[b.kind]),
      ({ id }) => id,
    )
    .join((enter) => {
      const group = enter.append('g')
      group.append('path')
      return group
    })
    .call(amend, 'class', ({ kind }) => `series ${kind}`)
    .call(amend, 'data-series', ({ id }) => id)
    .select<SVGPathElement>('path')
    .call(amend, 'class', 'line')
    .call(amend, 'clip-path', clip)
    .call(amend, 'd', ({ ts, values }) =>
      path
        .defined((i) => Number.isFinite(values[i]))
        .x((i) => round(xScale(ts[i] as number)))
        .y((i) => round(yScale(values[i] as number)))(indices(Math.min(ts.length, values.length))),
    )
}

/** The live curve lies on top of what it is compared with. */
const order: Record<ProfileSeries['kind'], number> = { kept: 0, segment: 1, preview: 2, curve: 3 }

function drawTime(layer: Layer, data: ProfileData, { xScale, yScale, plot }: ProfileScales): void {
  const { t } = data
  const x = t === undefined ? undefined : round(xScale(t))
  layer
    .selectAll<SVGLineElement, number>('line.tLine')
    .data(x === undefined ? [] : [x])
    .join('line')
    .call(amend, 'class', 'tLine')
    .call(amend, 'x1', (at) => at)
    .call(amend, 'x2', (at) => at)
    .call(amend, 'y1', plot.y)
    .call(amend, 'y2', plot.y + plot.height)
  const dots = data.series
    .filter(({ kind }) => kind !== 'kept')
    .map((series) => ({ ...series, value: t === undefined ? Number.NaN : valueAt(series, t) }))
    .filter(({ value }) => Number.isFinite(value))
  layer
    .selectAll<SVGCircleElement, (typeof dots)[number]>('circle.dot')
    .data(dots, ({ id }) => id)
    .join('circle')
    .call(amend, 'class', ({ kind }) => `dot ${kind}`)
    .call(amend, 'r', ({ kind }) => (kind === 'segment' ? 3.5 : 5))
    .call(amend, 'cx', x ?? 0)
    .call(amend, 'cy', ({ value }) => round(Math.max(plot.y, yScale(value))))
}

function drawHover(layer: Layer, t: number | undefined, { xScale, plot }: ProfileScales): void {
  layer
    .selectAll<SVGLineElement, number>('line.hoverLine')
    .data(t === undefined ? [] : [round(xScale(t))])
    .join('line')
    .call(amend, 'class', 'hoverLine')
    .call(amend, 'x1', (at) => at)
    .call(amend, 'x2', (at) => at)
    .call(amend, 'y1', plot.y)
    .call(amend, 'y2', plot.y + plot.height)
}

/** Value of a series at t, linear between its samples; NaN outside them and beside a gap. */
export function valueAt({ ts, values }: Pick<ProfileSeries, 'ts' | 'values'>, t: number): number {
  for (let i = 0; i < ts.length; i++) {
    const right = ts[i] as number
    if (right === t) return values[i] as number
    if (right > t) {
      if (i === 0) return Number.NaN
      const left = ts[i - 1] as number
      const share = (t - left) / (right - left)
      return (values[i - 1] as number) * (1 - share) + (values[i] as number) * share
    }
  }
  return Number.NaN
}

/** Whether a series has two neighbours with a stretch of line between them. */
function hasLine({ values }: ProfileSeries): boolean {
  return Array.from(values).some(
    (value, i) => i > 0 && Number.isFinite(value) && Number.isFinite(values[i - 1]),
  )
}

function indices(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
