import { amend, amendClass, amendText } from './amend.ts'
import type { DrawnTrail, MarkScales, NamedPoint, PlanePoint } from './overlayData.ts'
import { type Layer, single } from './prepareChart.ts'

interface TrailOptions extends MarkScales {
  readonly path: (points: readonly PlanePoint[]) => string | null
  readonly clip: string
  readonly isProjected: (point: PlanePoint) => boolean
}

interface TrailPath {
  readonly name: string
  readonly points: readonly NamedPoint[]
}

/** Draws trainings: a line through their moments and a dot at each, hollow where the network is off the plane. */
export function drawTrails(
  layer: Layer,
  trails: readonly DrawnTrail[],
  { path, clip, isProjected, xScale, yScale }: TrailOptions,
): void {
  const group = single(layer, 'g', 'trails').call(amend, 'clip-path', clip)
  const paths = trails.flatMap(({ color, points }): TrailPath[] => [
    { name: 'trailCasing', points },
    { name: `trail trail${color}`, points },
  ])
  group
    .selectAll<SVGPathElement, TrailPath>('path')
    .data(paths)
    .join('path')
    .call(amend, 'class', ({ name }) => name)
    .call(amend, 'd', ({ points }) => path(points))
  const moments = trails.flatMap(({ color, points }) => points.map((point) => ({ ...point, color })))
  const dots = group
    .selectAll<SVGCircleElement, (typeof moments)[number]>('circle')
    .data(moments)
    .join('circle')
    .call(amend, 'class', ({ color }) => `moment trail${color}`)
    .call(amendClass, 'projected', isProjected)
    .call(amend, 'cx', ({ x }) => Math.round(xScale(x) * 10) / 10)
    .call(amend, 'cy', ({ y }) => Math.round(yScale(y) * 10) / 10)
    .call(amend, 'r', 2.6)
  dots
    .selectAll<SVGTitleElement, (typeof moments)[number]>('title')
    .data((moment) => [moment])
    .join('title')
    .call(amendText, ({ label }) => label)
}
