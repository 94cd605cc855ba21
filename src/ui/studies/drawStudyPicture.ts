import { pickColors } from '../../charts/pickColors.ts'
import { axisPosition, type Grid } from '../../core/planes/grid.ts'
import { selectField } from '../../store/landscape/landscapeSelectors.ts'
import { selectHeld } from '../../store/path/pathSelectors.ts'
import type { LandscapeResult } from '../../store/results.ts'
import type { StudyState } from '../../store/state.ts'
import { chooseColorScale } from '../landscape/chooseColorScale.ts'
import { createOverlay } from '../landscape/landscapeView.ts'

/** Pixels; a list shows half as many, so that they are sharp on fine screens. */
const width = 176
const height = 120

type Point = { readonly x: number; readonly y: number }

const drawn = new WeakMap<
  LandscapeResult,
  { readonly view: string; readonly png: Promise<Uint8Array<ArrayBuffer>> }
>()

/** A small PNG of the study's landscape as it is seen, with the curve on it; undefined where there is none. */
export async function drawStudyPicture(state: StudyState): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { landscape } = state.results
  if (!landscape) return undefined
  const { split, quantity, evaluationDecay, scale, palette, rangeMin, rangeMax, curve, t } = state.choices
  const held = selectHeld(state)
  const view = JSON.stringify([
    split,
    quantity,
    evaluationDecay,
    scale,
    palette,
    rangeMin,
    rangeMax,
    curve,
    held,
  ])
  const known = drawn.get(landscape)
  if (known?.view === view) return known.png
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (!context) return undefined
  paintField(context, state, landscape)
  const source = { shown: landscape, live: undefined, filmGrid: undefined, kind: curve, held, t }
  const overlay = createOverlay(source)
  const place = (point: Point) => placeIn(landscape.grid, point)
  if (overlay?.curve) strokePath(context, overlay.curve.map(place))
  for (const end of overlay?.endpoints ?? []) fillDisc(context, place(end))
  const png = toPng(canvas)
  drawn.set(landscape, { view, png })
  return png
}

function paintField(context: CanvasRenderingContext2D, state: StudyState, landscape: LandscapeResult): void {
  const { values, known, grid } = selectField(landscape, state.choices)
  const color = chooseColorScale(values, state.choices)
  const { rgba } = pickColors(values, { color, known })
  const cells = document.createElement('canvas')
  cells.width = grid.x.count
  cells.height = grid.y.count
  cells.getContext('2d')?.putImageData(new ImageData(rgba, cells.width, cells.height), 0, 0)
  context.fillStyle = '#eef0ef'
  context.fillRect(0, 0, width, height)
  context.save()
  // Row 0 is the lowest.
  context.translate(0, height)
  context.scale(1, -1)
  context.imageSmoothingQuality = 'high'
  context.drawImage(cells, 0.5, 0.5, cells.width - 1, cells.height - 1, 0, 0, width, height)
  context.restore()
}

function placeIn({ x, y }: Grid, point: Point): Point {
  return {
    x: (axisPosition(x, point.x) / (x.count - 1)) * width,
    y: height - (axisPosition(y, point.y) / (y.count - 1)) * height,
  }
}

function strokePath(context: CanvasRenderingContext2D, points: readonly Point[]): void {
  context.beginPath()
  for (const { x, y } of points) context.lineTo(x, y)
  for (const [lineWidth, strokeStyle] of [
    [6, '#ffffff'],
    [3, '#c03d50'],
  ] as const) {
    Object.assign(context, { lineWidth, strokeStyle, lineJoin: 'round', lineCap: 'round' })
    context.stroke()
  }
}

function fillDisc(context: CanvasRenderingContext2D, { x, y }: Point): void {
  context.beginPath()
  context.arc(x, y, 6, 0, 2 * Math.PI)
  Object.assign(context, { fillStyle: '#1b232b', strokeStyle: '#ffffff', lineWidth: 2 })
  context.fill()
  context.stroke()
}

async function toPng(canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))
}
