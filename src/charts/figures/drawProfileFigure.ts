import { line, scaleLinear, scaleLog, ticks } from 'd3'
import type { ChartSize, PlotArea } from '../landscapeScales.ts'
import type { Layer } from '../prepareChart.ts'
import { logTicks } from '../ticks.ts'
import { drawFigureAxes } from './drawFigureAxes.ts'
import { drawLegend, type LegendEntry } from './drawLegend.ts'
import type { FigureTheme } from './figureTheme.ts'
import { type FigureTexts, prepareFigure, round } from './prepareFigure.ts'

/** One path of a profile figure; the values of its two quantities stand at the same t. */
export interface FigurePath {
  readonly label: string
  readonly kind: 'curve' | 'segment' | 'kept'
  readonly ts: ArrayLike<number>
  readonly left: ArrayLike<number>
  readonly right: ArrayLike<number>
}

/** How a profile is drawn; its words come from the page. */
export interface ProfileFigureOptions extends FigureTexts {
  readonly theme: FigureTheme
  readonly leftLabel: string
  readonly rightLabel: string
  /** Of the left panel; errors reach 0, so the right one is linear. */
  readonly scale: 'log' | 'linear'
}

/** Width and height of the figure. */
const profileFigureSize: ChartSize = { width: 1000, height: 440 }

const segmentDash = '7 6'

/** Draws two quantities along t side by side, as in figure 2 of the paper: this curve, the segment and earlier curves. */
export function drawProfileFigure(
  paths: readonly FigurePath[],
  options: ProfileFigureOptions,
): SVGSVGElement {
  const { theme } = options
  const { svg, root } = prepareFigure(profileFigureSize, options, theme)
  const looks = styleOf(paths, theme)
  const legend = paths.map(({ label }, i): LegendEntry => ({ sign: 'line', text: label, ...look(looks, i) }))
  const rows = drawLegend(root.append('g'), legend, { x: 16, y: 52, right: 984, theme })
  const top = 52 + 20 * rows
  const plotAt = (x: number): PlotArea => ({ x, y: top, width: 405, height: 440 - top - 62 })
  const panels = [
    { side: 'left', plot: plotAt(74), yLabel: options.leftLabel, isLog: options.scale === 'log' },
    { side: 'right', plot: plotAt(575), yLabel: options.rightLabel, isLog: false },
  ] as const
  for (const { side, plot, yLabel, isLog } of panels) {
    const panel = root.append('g').attr('class', side)
    const xScale = scaleLinear([0, 1], [plot.x, plot.x + plot.width])
    const { yScale, yTicks } = valueScale(
      paths.flatMap((path) => Array.from(path[side])),
      plot,
      isLog,
    )
    drawFigureAxes(panel, {
      plot,
      xScale,
      yScale,
      xLabel: 't',
      yLabel,
      theme,
      yTicks,
      xTicks: xScale.ticks(5),
      grid: true,
    })
    drawPaths(panel, paths, { side, looks, xScale, yScale })
  }
  return svg
}

type Look = Pick<LegendEntry, 'colour' | 'dash'>

function look(looks: readonly Look[], i: number): Look {
  return looks[i] ?? { colour: 'none' }
}

function styleOf(paths: readonly FigurePath[], theme: FigureTheme): Look[] {
  let earlier = 0
  return paths.map(({ kind }) => {
    if (kind === 'curve') return { colour: theme.curve }
    if (kind === 'segment') return { colour: theme.segment, dash: segmentDash }
    earlier += 1
    return { colour: theme.kept[(earlier - 1) % theme.kept.length] ?? theme.muted, dash: '2 3' }
  })
}

/** A scale over all finite values with a little air; logarithmic only where some are positive. */
function valueScale(values: readonly number[], plot: PlotArea, wantsLog: boolean) {
  const finite = values.filter((value) => Number.isFinite(value))
  const positive = finite.filter((value) => value > 0)
  const range = [plot.y + plot.height, plot.y]
  if (wantsLog && positive.length > 0) {
    const [lo, hi] = [Math.min(...positive), Math.max(...positive)]
    const air = Math.max((hi / lo) ** 0.06, 1.05)
    const yScale = scaleLog([lo / air, hi * air], range).clamp(true)
    return { yScale, yTicks: logTicks(lo / air, hi * air, 8) }
  }
  const [lo, hi] = finite.length > 0 ? [Math.min(...finite), Math.max(...finite)] : [0, 1]
  const air = Math.max((hi - lo) * 0.06, Math.abs(hi) * 0.02, 1e-9)
  const domain = [lo >= 0 ? Math.max(0, lo - air) : lo - air, hi + air] as const
  return { yScale: scaleLinear(domain, range), yTicks: ticks(domain[0], domain[1], 7) }
}

interface PathOptions {
  readonly side: 'left' | 'right'
  readonly looks: readonly Look[]
  readonly xScale: (t: number) => number
  readonly yScale: (value: number) => number
}

function drawPaths(layer: Layer, paths: readonly FigurePath[], options: PathOptions): void {
  const { side, looks, xScale, yScale } = options
  const order = { kept: 0, segment: 1, curve: 2 } as const
  const sorted = [...paths.entries()].sort(([, a], [, b]) => order[a.kind] - order[b.kind])
  for (const [i, path] of sorted) {
    const values = path[side]
    const draw = line<number>()
      .defined((k) => Number.isFinite(values[k]))
      .x((k) => round(xScale(path.ts[k] as number)))
      .y((k) => round(yScale(values[k] as number)))
    const { colour, dash } = look(looks, i)
    layer
      .append('path')
      .attr('class', path.kind)
      .attr('d', draw([...Array(values.length).keys()]))
      .attr('fill', 'none')
      .attr('stroke', colour)
      .attr('stroke-width', path.kind === 'curve' ? 2.8 : 2)
      .attr('stroke-dasharray', dash ?? null)
      .attr('stroke-linejoin', 'round')
  }
}
