import type { Grid } from '../core/planes/grid.ts'
import type { ColorScale } from './colorScale.ts'
import type { ChartSize, PlotArea } from './landscapeScales.ts'
import { pickColors } from './pickColors.ts'
import { resizeCanvas } from './resizeCanvas.ts'

/** A landscape as far as it is computed. */
export interface FieldData {
  readonly grid: Grid
  /** Row-major, row 0 the smallest y. */
  readonly values: Float64Array
  /** 0 where a cell is not computed and not filled yet; all are known without it. */
  readonly known?: ArrayLike<number> | undefined
  /** Whether every cell has its own value: then colours flow into each other and contours are drawn. */
  readonly complete: boolean
}

interface Painted {
  readonly cells: HTMLCanvasElement
  readonly rgba: Uint8ClampedArray<ArrayBuffer>
}

const painted = new WeakMap<HTMLCanvasElement, Painted>()

/**
 * Paints the heatmap: sample centres lie where the scales put them, so the outermost cells are half as large. Cells
 * without a finite value are hatched, cells not computed yet stay calm. Returns whether any value is not finite.
 */
export function paintField(
  canvas: HTMLCanvasElement,
  data: FieldData,
  options: ChartSize & { readonly plot: PlotArea; readonly color: ColorScale },
): boolean {
  const context = resizeCanvas(canvas, options)
  if (!context) return false
  const { plot } = options
  const { cells, hasNotFinite } = paintCells(canvas, data, options.color)
  const { ground, line } = groundOf(canvas)
  context.save()
  context.beginPath()
  context.roundRect(plot.x, plot.y, plot.width, plot.height, 3)
  context.clip()
  context.fillStyle = ground
  context.fillRect(plot.x, plot.y, plot.width, plot.height)
  context.imageSmoothingEnabled = data.complete
  context.imageSmoothingQuality = 'high'
  drawFlipped(context, cells, plot)
  if (data.complete && hasHoles(data)) paintHoles(context, data, { plot, ground })
  if (hasNotFinite) paintHatch(context, data, { plot, line, ground })
  context.restore()
  return hasNotFinite
}

interface Ground {
  readonly theme: string | undefined
  readonly ground: string
  readonly line: string
}

const grounds = new WeakMap<HTMLCanvasElement, Ground>()

/** Colours of what has no value. Asking for them computes styles of the page, which is too dear for every part of a landscape. */
function groundOf(canvas: HTMLCanvasElement): Ground {
  const theme = document.documentElement.dataset.mantineColorScheme
  const known = grounds.get(canvas)
  if (known && known.theme === theme) return known
  const style = getComputedStyle(canvas)
  const made = {
    theme,
    ground: style.getPropertyValue('--chart-calm') || '#eef0ef',
    line: style.getPropertyValue('--chart-hatch') || '#b9c0c4',
  }
  grounds.set(canvas, made)
  return made
}

/** Row 0 of the cells goes to the bottom. */
function drawFlipped(context: CanvasRenderingContext2D, cells: HTMLCanvasElement, plot: PlotArea): void {
  const { width, height } = cells
  context.save()
  context.translate(plot.x, plot.y + plot.height)
  context.scale(1, -1)
  context.drawImage(cells, 0.5, 0.5, width - 1, height - 1, 0, 0, plot.width, plot.height)
  context.restore()
}

function paintCells(canvas: HTMLCanvasElement, data: FieldData, color: ColorScale) {
  const width = data.grid.x.count
  const height = data.grid.y.count
  const former = painted.get(canvas)
  const cells = former?.cells ?? document.createElement('canvas')
  if (cells.width !== width || cells.height !== height) {
    cells.width = width
    cells.height = height
  }
  const { rgba, hasNotFinite } = pickColors(data.values, { color, known: data.known, into: former?.rgba })
  painted.set(canvas, { cells, rgba })
  if ((hasNotFinite || hasHoles(data)) && data.complete) bleed(rgba, width)
  cells.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0)
  return { cells, hasNotFinite }
}

/** Gives holes the colour of a neighbour: smoothing would otherwise fray their edges, and the hatch covers them. */
function bleed(rgba: Uint8ClampedArray, width: number): void {
  const isPainted = Uint8Array.from({ length: rgba.length / 4 }, (_, i) => rgba[i * 4 + 3] as number)
  for (let i = 0; i < isPainted.length; i++) {
    if (isPainted[i]) continue
    const neighbour = [i - 1, i + 1, i - width, i + width].find((at) => isPainted[at])
    if (neighbour === undefined) continue
    rgba.copyWithin(i * 4, neighbour * 4, neighbour * 4 + 4)
  }
}

function hasHoles({ known }: FieldData): boolean {
  for (let i = 0; known && i < known.length; i++) if (known[i] === 0) return true
  return false
}

/** Adds the cells that `wants` to the path: half a step around each sample. */
function traceCells(
  context: CanvasRenderingContext2D,
  { grid }: FieldData,
  { plot, wants }: { readonly plot: PlotArea; readonly wants: (index: number) => boolean },
): void {
  const { count: columns } = grid.x
  const cellWidth = plot.width / Math.max(1, columns - 1)
  const cellHeight = plot.height / Math.max(1, grid.y.count - 1)
  context.beginPath()
  for (let i = 0; i < columns * grid.y.count; i++) {
    if (!wants(i)) continue
    const x = plot.x + ((i % columns) - 0.5) * cellWidth
    const y = plot.y + plot.height - (Math.floor(i / columns) + 0.5) * cellHeight
    context.rect(x, y, cellWidth, cellHeight)
  }
}

/** The calm ground in cells of a finished field that nobody computed. */
function paintHoles(
  context: CanvasRenderingContext2D,
  data: FieldData,
  { plot, ground }: { readonly plot: PlotArea; readonly ground: string },
): void {
  traceCells(context, data, { plot, wants: (i) => data.known?.[i] === 0 })
  context.fillStyle = ground
  context.fill()
}

/** Slanted lines in the cells whose computed value is not finite. */
function paintHatch(
  context: CanvasRenderingContext2D,
  data: FieldData,
  { plot, line, ground }: { readonly plot: PlotArea; readonly line: string; readonly ground: string },
): void {
  context.save()
  const wants = (i: number) => !Number.isFinite(data.values[i]) && data.known?.[i] !== 0
  traceCells(context, data, { plot, wants })
  context.clip()
  context.fillStyle = ground
  context.fillRect(plot.x, plot.y, plot.width, plot.height)
  context.beginPath()
  for (let start = -plot.height; start < plot.width; start += 7) {
    context.moveTo(plot.x + start, plot.y + plot.height)
    context.lineTo(plot.x + start + plot.height, plot.y)
  }
  context.strokeStyle = line
  context.lineWidth = 1.5
  context.stroke()
  context.restore()
}
