import { type Selection, select } from 'd3'
import { amend } from './amend.ts'
import type { ChartSize } from './landscapeScales.ts'

/** A group of a chart. */
export type Layer = Selection<SVGGElement, unknown, null, undefined>

/**
 * Sizes an SVG, marks it as a chart of a kind (see charts.css) and returns its layers, bottom first, made where they
 * are missing: calls may come in any order and find each other's layers in place.
 */
export function prepareChart<Name extends string>(
  svg: SVGSVGElement,
  kind: string,
  options: ChartSize & { readonly layers: readonly Name[] },
): Record<Name, Layer> {
  const { width, height, layers } = options
  const root = select(svg)
  root
    .call(amend, 'width', width)
    .call(amend, 'height', height)
    .call(amend, 'viewBox', `0 0 ${width} ${height}`)
  if (!svg.classList.contains(kind)) svg.classList.add('chart', kind)
  const found = {} as Record<Name, Layer>
  for (const name of layers) {
    const known = root.select<SVGGElement>(`:scope > g.${name}`)
    found[name] = known.empty() ? root.append('g').attr('class', name) : known
  }
  return found
}

/** The one element of a kind inside a layer, made on first use. */
export function single<Tag extends keyof SVGElementTagNameMap>(
  layer: Layer,
  tag: Tag,
  className: string,
): Selection<SVGElementTagNameMap[Tag], unknown, null, undefined> {
  const known = layer.select<SVGElementTagNameMap[Tag]>(`:scope > .${className.split(' ').join('.')}`)
  if (!known.empty()) return known
  return layer.append<SVGElementTagNameMap[Tag]>(tag as string).attr('class', className)
}

let chartCount = 0
const ids = new WeakMap<SVGSVGElement, string>()

/** A name that is unique on the page, for clip paths and gradients of one SVG; the same at every call. */
export function chartId(svg: SVGSVGElement): string {
  const known = ids.get(svg)
  if (known) return known
  chartCount += 1
  const made = `chart-${chartCount}`
  ids.set(svg, made)
  return made
}
