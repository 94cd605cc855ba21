import { drawColorBar } from '../drawColorBar.ts'
import type { FigureTheme } from '../figures/figureTheme.ts'
import { type FigureTexts, prepareFigure } from '../figures/prepareFigure.ts'
import { createRelief, type ReliefOptions } from './createRelief.ts'
import type { ReliefData } from './layOutRelief.ts'
import type { Viewpoint } from './viewpoint.ts'

/** How a picture of a relief is drawn; its words come from the page. */
export interface ReliefFigureOptions
  extends FigureTexts,
    Omit<ReliefOptions, 'width' | 'height' | 'pixelRatio' | 'isDragging'> {
  readonly theme: FigureTheme
  readonly themeName: 'light' | 'dark'
  readonly viewpoint: Viewpoint
  /** Pixels of the relief for one of the figure. */
  readonly scale: number
  readonly unit: string
  /** Name of the swatch for NaN and infinities. */
  readonly notFiniteLabel: string
  /** The style sheet of charts, which goes into the file. */
  readonly styles: string
}

/** Width and height of the figure. */
const figureSize = { width: 900, height: 660 }

/** What its title needs above, and the colour bar at its side. */
const headHeight = 38
const barWidth = 76

/** Draws a relief as a picture of its own, with its axes, its marks and its colour bar; undefined where the browser gives no WebGL. */
export function drawReliefFigure(data: ReliefData, options: ReliefFigureOptions): SVGSVGElement | undefined {
  const { theme, themeName, viewpoint, scale, unit, styles, color, formatValue, notFiniteLabel } = options
  const size = { width: figureSize.width - barWidth, height: figureSize.height - headHeight }
  const marks = createNested(size)
  const relief = createRelief({ host: document.createElement('div'), svg: marks }, viewpoint)
  if (!relief) return undefined
  const { svg, root } = prepareFigure(figureSize, options, theme)
  svg.dataset.mantineColorScheme = themeName
  try {
    relief.update(data, { ...options, ...size, pixelRatio: scale })
    // Without a duration it stands at once.
    void relief.raise(1, 0)
    const picture = relief.paint().toDataURL('image/png')
    root.append('style').text(styles)
    root
      .append('image')
      .attr('y', headHeight)
      .attr('width', size.width)
      .attr('height', size.height)
      .attr('href', picture)
    const bar = createNested({ width: barWidth, height: size.height })
    const { values, known } = data.field
    drawColorBar(
      bar,
      { color, unit, hasNotFinite: values.some((value, i) => known?.[i] !== 0 && !Number.isFinite(value)) },
      { width: barWidth, height: size.height, formatValue, notFiniteLabel },
    )
    bar.setAttribute('x', String(size.width))
    root.node()?.append(marks, bar)
    return svg
  } finally {
    relief.dispose()
  }
}

function createNested({ width, height }: { readonly width: number; readonly height: number }): SVGSVGElement {
  const nested = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  nested.setAttribute('y', String(headHeight))
  nested.setAttribute('width', String(width))
  nested.setAttribute('height', String(height))
  return nested
}
