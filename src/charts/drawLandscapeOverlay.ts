import { line, select } from 'd3'
import { amend, amendClass } from './amend.ts'
import { drawBends } from './drawBends.ts'
import { landscapeLayers } from './drawLandscapeField.ts'
import { drawMarkLabels } from './drawMarkLabels.ts'
import { drawSigns } from './drawSigns.ts'
import { drawTrails } from './drawTrails.ts'
import { isInside } from './insidePlot.ts'
import { landscapeScales, type PlotArea } from './landscapeScales.ts'
import type {
  LandscapeHandles,
  MarkScales,
  NamedPoint,
  OverlayData,
  OverlayOptions,
  PlanePoint,
} from './overlayData.ts'
import { chartId, type Layer, prepareChart, single } from './prepareChart.ts'

type Clip = { readonly path: (points: readonly PlanePoint[]) => string | null; readonly url: string }

/** Draws the paths and marks on a landscape and touches neither heatmap nor contours: made for every frame of a drag. */
export function drawLandscapeOverlay(
  target: { readonly svg: SVGSVGElement },
  data: OverlayData,
  options: OverlayOptions,
): LandscapeHandles {
  const scales = landscapeScales(data, options)
  const { plot, xScale, yScale } = scales
  const layers = prepareChart(target.svg, 'landscape', { ...options, layers: landscapeLayers })
  const limit = (options.tolerance ?? 1e-3) * (data.grid.x.max - data.grid.x.min)
  const isProjected = (point: PlanePoint) => (point.distance ?? 0) > limit
  const plotElement = drawPlotElement(layers.hits, plot)
  const clip: Clip = {
    path: line<PlanePoint>(
      (point) => round(xScale(point.x)),
      (point) => round(yScale(point.y)),
    ),
    url: drawClip(target.svg, layers.overlay, plot),
  }
  drawPaths(layers.overlay, data, { clip, isProjected })
  drawTrails(layers.overlay, data.trails ?? [], { ...scales, path: clip.path, clip: clip.url, isProjected })
  drawCrosshair(layers.overlay, data.hover, scales)
  drawPoints(layers.marks, data, { ...scales, isProjected })
  const bendElements = drawBends(layers.marks, data, { ...scales, isProjected })
  drawMarkLabels(layers.marks, data, { ...scales, ...options, isProjected })
  return { xScale, yScale, plot, bendElements, plotElement }
}

function drawPlotElement(layer: Layer, plot: PlotArea): SVGRectElement {
  const rect = single(layer, 'rect', 'hitArea')
  rect
    .call(amend, 'x', plot.x)
    .call(amend, 'y', plot.y)
    .call(amend, 'width', plot.width)
    .call(amend, 'height', plot.height)
  return rect.node() as SVGRectElement
}

function drawClip(svg: SVGSVGElement, layer: Layer, plot: PlotArea): string {
  const id = `${chartId(svg)}-plot`
  const clip = single(layer, 'clipPath', 'plotClip').call(amend, 'id', id)
  select(clip.node())
    .selectAll<SVGRectElement, PlotArea>('rect')
    .data([plot])
    .join('rect')
    .call(amend, 'x', plot.x)
    .call(amend, 'y', plot.y)
    .call(amend, 'width', plot.width)
    .call(amend, 'height', plot.height)
  return `url(#${id})`
}

function drawPaths(
  layer: Layer,
  data: OverlayData,
  { clip, isProjected }: { readonly clip: Clip; readonly isProjected: (point: PlanePoint) => boolean },
): void {
  const paths = [
    { name: 'polygonCasing', points: data.controlPolygon },
    { name: 'polygon', points: data.controlPolygon },
    { name: 'segmentCasing', points: data.segment },
    { name: 'segment', points: data.segment },
    { name: 'curveCasing', points: data.curve },
    { name: 'curve', points: data.curve },
  ]
  for (const { name, points } of paths) {
    single(layer, 'path', name)
      .call(amend, 'clip-path', clip.url)
      .call(amend, 'd', points && points.length > 1 ? clip.path(points) : null)
      .call(amendClass, 'projected', name === 'curve' && (points?.some(isProjected) ?? false))
  }
}

function drawCrosshair(layer: Layer, hover: PlanePoint | undefined, scales: MarkScales): void {
  const { plot, xScale, yScale } = scales
  const group = single(layer, 'g', 'crosshair')
  const x = hover && round(xScale(hover.x))
  const y = hover && round(yScale(hover.y))
  const lines =
    x === undefined || y === undefined
      ? []
      : [
          { name: 'casing', x1: x, x2: x, y1: plot.y, y2: plot.y + plot.height },
          { name: 'casing', x1: plot.x, x2: plot.x + plot.width, y1: y, y2: y },
          { name: '', x1: x, x2: x, y1: plot.y, y2: plot.y + plot.height },
          { name: '', x1: plot.x, x2: plot.x + plot.width, y1: y, y2: y },
        ]
  group
    .selectAll<SVGLineElement, (typeof lines)[number]>('line')
    .data(lines)
    .join('line')
    .call(amend, 'class', ({ name }) => name)
    .call(amend, 'x1', ({ x1 }) => x1)
    .call(amend, 'x2', ({ x2 }) => x2)
    .call(amend, 'y1', ({ y1 }) => y1)
    .call(amend, 'y2', ({ y2 }) => y2)
}

function drawPoints(
  layer: Layer,
  data: OverlayData,
  options: MarkScales & { readonly isProjected: (point: PlanePoint) => boolean },
): void {
  const { plot, isProjected } = options
  const place = (point: PlanePoint) =>
    `translate(${round(options.xScale(point.x))},${round(options.yScale(point.y))})`
  const inFrame = (point: PlanePoint) => isInside(plot, options.xScale(point.x), options.yScale(point.y))
  const endpoints = single(layer, 'g', 'endpoints')
    .selectAll<SVGGElement, NamedPoint>('g.endpoint')
    .data(data.endpoints.filter(inFrame), (point) => point.label)
    .join((enter) => {
      const group = enter.append('g').attr('class', 'endpoint')
      group.append('circle').attr('r', 6.5)
      return group
    })
    .call(amend, 'transform', place)
  endpoints.call(amendClass, 'projected', isProjected)
  drawSigns(
    layer,
    {
      probes: data.probe && inFrame(data.probe) ? [data.probe] : [],
      picks: (data.picks ?? []).filter(inFrame),
    },
    place,
  )
  single(layer, 'g', 'times')
    .selectAll<SVGCircleElement, PlanePoint>('circle')
    .data(data.tMarker && inFrame(data.tMarker) ? [data.tMarker] : [])
    .join((enter) => enter.append('circle').attr('class', 'tMarker').attr('r', 6.5))
    .call(amendClass, 'projected', isProjected)
    .call(amend, 'transform', place)
  single(layer, 'g', 'hoveredTimes')
    .selectAll<SVGCircleElement, PlanePoint>('circle')
    .data(data.hoverMarker && inFrame(data.hoverMarker) ? [data.hoverMarker] : [])
    .join((enter) => enter.append('circle').attr('class', 'hoverMarker').attr('r', 6))
    .call(amend, 'transform', place)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
