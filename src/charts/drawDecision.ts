import type { Grid } from '../core/planes/grid.ts'
import { amend, amendText } from './amend.ts'
import type { DecisionScales } from './decisionScales.ts'
import { drawAxes } from './drawAxes.ts'
import { readClassColours } from './drawDataPicture.ts'
import type { ChartSize } from './landscapeScales.ts'
import { leadOf, mixClassColors } from './mixClassColors.ts'
import { type Layer, prepareChart, single } from './prepareChart.ts'
import { resizeCanvas } from './resizeCanvas.ts'
import { createTracer } from './traceContours.ts'

/** Probabilities over a window of the plane: (rows·columns)×C, row 0 the smallest y. */
export interface DecisionFieldData {
  readonly grid: Grid
  readonly classCount: number
  readonly probabilities: Float32Array
}

/** Points of a split, x and y interleaved, with their labels. */
export interface DecisionPoints {
  readonly split: 'train' | 'test'
  readonly points: ArrayLike<number>
  readonly labels: ArrayLike<number>
  /** Rows with a ring. */
  readonly ringed: readonly number[]
  /** Rows to be seen before all others. */
  readonly marked: readonly number[]
}

export interface DecisionData {
  readonly field: DecisionFieldData | undefined
  readonly splits: readonly DecisionPoints[]
}

export interface DecisionOptions extends ChartSize {
  readonly scales: DecisionScales
  readonly xLabel: string
  readonly yLabel: string
}

interface Ink {
  readonly theme: string | undefined
  readonly classes: readonly string[]
  readonly surface: string
  readonly text: string
  readonly calm: string
}

const inks = new WeakMap<HTMLCanvasElement, Ink>()

/** Colours of the theme; asking for them computes styles of the page, which is too dear for every moment. */
function inkOf(canvas: HTMLCanvasElement): Ink {
  const theme = document.documentElement.dataset.mantineColorScheme
  const known = inks.get(canvas)
  if (known && known.theme === theme) return known
  const style = getComputedStyle(canvas)
  const read = (name: string, other: string) => style.getPropertyValue(name).trim() || other
  const ink = {
    theme,
    classes: readClassColours(canvas),
    surface: read('--chart-surface', '#ffffff'),
    text: read('--chart-text', '#1c2630'),
    calm: read('--chart-calm', '#eef0ef'),
  }
  inks.set(canvas, ink)
  return ink
}

/**
 * Draws what a network decides over a plane of data: softened colours of the classes, the lines where the decision changes,
 * and the points, some of them ringed.
 */
export function drawDecision(
  target: { readonly canvas: HTMLCanvasElement; readonly svg: SVGSVGElement },
  { field, splits }: DecisionData,
  options: DecisionOptions,
): void {
  const { scales } = options
  const layers = prepareChart(target.svg, 'decision', { ...options, layers: ['axes'] })
  drawAxes(layers.axes, { ...scales, xLabel: '', yLabel: '', ...ticksOf(scales) })
  nameAxes(layers.axes, options, scales)
  const context = resizeCanvas(target.canvas, options)
  if (!context) return
  const ink = inkOf(target.canvas)
  const { plot } = scales
  context.save()
  context.beginPath()
  context.roundRect(plot.x, plot.y, plot.width, plot.height, 4)
  context.clip()
  context.fillStyle = ink.calm
  context.fillRect(plot.x, plot.y, plot.width, plot.height)
  if (field) {
    paintClasses(context, field, { ink, scales })
    strokeBoundaries(context, field, { ink, scales })
  }
  for (const split of splits) drawSplit(context, split, { ink, scales })
  context.restore()
}

function ticksOf({ xScale, yScale, plot }: DecisionScales) {
  return {
    xTicks: xScale.ticks(Math.max(2, Math.round(plot.width / 60))),
    yTicks: yScale.ticks(Math.max(2, Math.round(plot.height / 45))),
  }
}

/** The names stand where they cost no room: below the right end, and beside the middle. */
function nameAxes(layer: Layer, { xLabel, yLabel }: DecisionOptions, { plot }: DecisionScales): void {
  single(layer, 'text', 'xName')
    .call(amend, 'x', plot.x + plot.width)
    .call(amend, 'y', plot.y + plot.height + 27)
    .call(amend, 'text-anchor', 'end')
    .call(amendText, xLabel)
  single(layer, 'text', 'yName')
    .call(amend, 'transform', `translate(9,${plot.y}) rotate(-90)`)
    .call(amend, 'text-anchor', 'end')
    .call(amendText, yLabel)
}

interface Brush {
  readonly ink: Ink
  readonly scales: DecisionScales
}

interface Painted {
  readonly cells: HTMLCanvasElement
  readonly rgba: Uint8ClampedArray<ArrayBuffer>
}

const painted = new WeakMap<HTMLCanvasElement, Painted>()

/** Sample centres lie on the edges of the plot, so the outermost cells are half as large; row 0 goes to the bottom. */
function paintClasses(
  context: CanvasRenderingContext2D,
  { grid, classCount, probabilities }: DecisionFieldData,
  { ink, scales }: Brush,
): void {
  const [width, height] = [grid.x.count, grid.y.count]
  const former = painted.get(context.canvas)
  const cells = former?.cells ?? document.createElement('canvas')
  if (cells.width !== width || cells.height !== height) Object.assign(cells, { width, height })
  const isDark = ink.theme === 'dark'
  const rgba = mixClassColors(probabilities, classCount, {
    classes: ink.classes,
    ground: ink.surface,
    strength: isDark ? 0.46 : 0.32,
    into: former?.rgba,
  })
  painted.set(context.canvas, { cells, rgba })
  cells.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0)
  const { plot } = scales
  context.save()
  context.translate(plot.x, plot.y + plot.height)
  context.scale(1, -1)
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  context.drawImage(cells, 0.5, 0.5, width - 1, height - 1, 0, 0, plot.width, plot.height)
  context.restore()
}

/** Samples up to which a field is traced as it is; finer ones give the same lines from every second sample. */
const tracedSamples = 24_000

/** Lines along which the two likeliest classes are level. */
function strokeBoundaries(
  context: CanvasRenderingContext2D,
  { grid, classCount, probabilities }: DecisionFieldData,
  { ink, scales }: Brush,
): void {
  const step = Math.max(1, Math.ceil(Math.sqrt((grid.x.count * grid.y.count) / tracedSamples)))
  const { plot } = scales
  const size = { width: Math.ceil(grid.x.count / step), height: Math.ceil(grid.y.count / step) }
  const x = (column: number) => plot.x + (column * step * plot.width) / (grid.x.count - 1)
  const y = (row: number) => plot.y + plot.height - (row * step * plot.height) / (grid.y.count - 1)
  context.beginPath()
  // The last class is behind wherever another leads.
  for (let which = 0; which < Math.max(1, classCount - 1); which++) {
    const lead = thin(leadOf(probabilities, classCount, which), grid.x.count, { ...size, step })
    for (const line of createTracer(lead, size)(0).lines) {
      line.forEach(([column, row], i) => {
        if (i === 0) context.moveTo(x(column), y(row))
        else context.lineTo(x(column), y(row))
      })
    }
  }
  context.strokeStyle = ink.text
  context.globalAlpha = 0.55
  context.lineWidth = 1.1
  context.lineJoin = 'round'
  context.stroke()
  context.globalAlpha = 1
}

function thin(
  values: Float32Array,
  from: number,
  { width, height, step }: { readonly width: number; readonly height: number; readonly step: number },
): Float32Array {
  if (step === 1) return values
  return Float32Array.from(
    { length: width * height },
    (_, i) => values[Math.floor(i / width) * step * from + (i % width) * step] as number,
  )
}

/** Train points are small and pale, test points larger and cased. */
function drawSplit(context: CanvasRenderingContext2D, data: DecisionPoints, { ink, scales }: Brush): void {
  const { points, labels, ringed, marked } = data
  const isTest = data.split === 'test'
  const { xScale, yScale } = scales
  const place = (row: number) =>
    [xScale(points[2 * row] as number), yScale(points[2 * row + 1] as number)] as const
  const radius = isTest ? 3 : 1.7
  context.globalAlpha = isTest ? 1 : 0.6
  context.lineWidth = 1
  context.strokeStyle = ink.surface
  for (let row = 0; row < labels.length; row++) {
    const [x, y] = place(row)
    context.fillStyle = ink.classes[(labels[row] as number) % ink.classes.length] ?? ink.text
    context.beginPath()
    context.arc(x, y, radius, 0, 2 * Math.PI)
    context.fill()
    if (isTest) context.stroke()
  }
  context.globalAlpha = isTest ? 1 : 0.55
  context.strokeStyle = ink.text
  context.lineWidth = isTest ? 1.4 : 1
  for (const row of ringed) strokeRing(context, place(row), isTest ? 5.4 : 3.2)
  context.globalAlpha = 1
  for (const row of marked) {
    context.lineWidth = 4.5
    context.strokeStyle = ink.surface
    strokeRing(context, place(row), 8)
    context.lineWidth = 2
    context.strokeStyle = ink.text
    strokeRing(context, place(row), 8)
  }
}

function strokeRing(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  radius: number,
): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.stroke()
}
