import { amend, amendText } from './amend.ts'
import { formatFigure } from './formatNumber.ts'
import { isInside } from './insidePlot.ts'
import type { LandscapeHandles, NamedPoint, OverlayData, OverlayOptions, PlanePoint } from './overlayData.ts'
import { type Box, type LabelRequest, placeLabels, type Side } from './placeLabels.ts'
import { type Layer, single } from './prepareChart.ts'

type MarkLabelOptions = Pick<LandscapeHandles, 'xScale' | 'yScale' | 'plot'> &
  OverlayOptions & { readonly isProjected: (point: PlanePoint) => boolean }

interface Mark extends LabelRequest {
  readonly key: string
  readonly note: boolean
}

/** Writes the names of endpoints and bends, and the distance of projected ones, where they hit neither frame nor each other. */
export function drawMarkLabels(layer: Layer, data: OverlayData, options: MarkLabelOptions): void {
  const { plot, xScale, yScale } = options
  const inFrame = (point: PlanePoint) => isInside(plot, xScale(point.x), yScale(point.y))
  const marks = [
    ...data.bends.filter(inFrame).map((bend, i) => createMark(bend, `bend ${i}`, options)),
    ...data.endpoints.filter(inFrame).map((end) => createMark(end, `end ${end.label}`, options)),
  ]
  const obstacles = [...data.endpoints, ...data.bends, data.tMarker, data.probe]
    .filter((point) => point !== undefined)
    .map((point) => createObstacle(xScale(point.x), yScale(point.y)))
  const along = (data.curve ?? [])
    .filter((_, i) => i % 3 === 0)
    .map((point) => createObstacle(xScale(point.x), yScale(point.y), 3))
  const placed = placeLabels(marks, inset(plot, 4), [...obstacles, ...along])
  single(layer, 'g', 'names')
    .selectAll<SVGTextElement, Mark>('text')
    .data(marks, (mark) => mark.key)
    .join('text')
    .call(amend, 'class', (mark) => (mark.note ? 'mark note' : 'mark'))
    .call(amend, 'x', (_, i) => Math.round((placed[i]?.x ?? 0) * 10) / 10)
    .call(amend, 'y', (_, i) => Math.round((placed[i]?.y ?? 0) * 10) / 10)
    .call(amendText, (mark) => mark.text)
}

function createMark(point: NamedPoint, key: string, options: MarkLabelOptions): Mark {
  const isBend = key.startsWith('bend')
  const wordDistance = options.describeDistance ?? formatFigure
  const projected = options.isProjected(point)
  const sides: readonly Side[] = isBend
    ? ['right', 'left', 'above', 'below']
    : ['below', 'above', 'left', 'right']
  return {
    key,
    note: projected,
    x: options.xScale(point.x),
    y: options.yScale(point.y),
    radius: isBend ? 19 : 10,
    text: projected ? `${point.label} · ${wordDistance(point.distance ?? 0)}` : point.label,
    fontSize: projected ? 11 : 13,
    sides,
  }
}

function createObstacle(x: number, y: number, radius = 7): Box {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }
}

function inset(box: Box, by: number): Box {
  return { x: box.x + by, y: box.y + by, width: box.width - 2 * by, height: box.height - 2 * by }
}
