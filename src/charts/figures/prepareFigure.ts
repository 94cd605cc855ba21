import { select } from 'd3'
import type { ChartSize } from '../landscapeScales.ts'
import type { Layer } from '../prepareChart.ts'
import type { FigureTheme } from './figureTheme.ts'

/** What a figure says of itself: to readers above it, and to those who do not see it. */
export interface FigureTexts {
  readonly title: string
  readonly description: string
}

let figureCount = 0

/** An empty figure of its own, on its ground, with its title and description; not part of any page. */
export interface Figure {
  readonly svg: SVGSVGElement
  readonly root: Layer
  /** Makes a name that no other figure has, for clip paths and patterns. */
  readonly nameOf: (part: string) => string
}

/** Makes an empty figure. Text is set in the reader's own sans-serif. */
export function prepareFigure(
  { width, height }: ChartSize,
  { title, description }: FigureTexts,
  theme: FigureTheme,
): Figure {
  figureCount += 1
  const name = `figure-${figureCount}`
  const nameOf = (part: string) => `${name}-${part}`
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const root = select(svg)
    .attr('width', width)
    .attr('height', height)
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('role', 'img')
    .attr('aria-labelledby', `${nameOf('title')} ${nameOf('description')}`)
    .attr('font-family', 'sans-serif')
    .attr('font-size', 13)
  root.append('title').attr('id', nameOf('title')).text(toText(title))
  root.append('desc').attr('id', nameOf('description')).text(toText(description))
  root.append('rect').attr('width', width).attr('height', height).attr('fill', theme.ground)
  writeText(root.append('g'), title, { x: 16, y: 26, fill: theme.text })
    .attr('font-size', 16)
    .attr('font-weight', 600)
  return { svg, root: root.append('g') as unknown as Layer, nameOf }
}

/** Text without characters that XML forbids; names of files may hold any. */
function toText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
}

/** Writes a line of text. */
export function writeText(
  layer: Layer,
  text: string,
  {
    x,
    y,
    fill,
    anchor,
  }: { readonly x: number; readonly y: number; readonly fill: string; readonly anchor?: string },
) {
  return layer
    .append('text')
    .attr('x', round(x))
    .attr('y', round(y))
    .attr('fill', fill)
    .attr('text-anchor', anchor ?? null)
    .text(toText(text))
}

/** Pixels with two decimals: enough for print, and the file stays small. */
export function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** The figure as the text of an SVG file. */
export function serializeFigure(svg: SVGSVGElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`
}
