import type { ChartSize } from './landscapeScales.ts'
import { resizeCanvas } from './resizeCanvas.ts'

/** Points of the plane, or small grey images, with their classes. */
export type Picture =
  | {
      readonly kind: 'points'
      /** x, y interleaved. */
      readonly points: ArrayLike<number>
      readonly labels: ArrayLike<number>
    }
  | {
      readonly kind: 'images'
      readonly width: number
      readonly height: number
      /** 0…255, one image after another. */
      readonly pixels: Uint8Array
      readonly labels: ArrayLike<number>
    }

/** Draws a data set: a scatter in the colours of its classes, or a grid of images in ink. */
export function drawDataPicture(canvas: HTMLCanvasElement, picture: Picture, size: ChartSize): void {
  const context = resizeCanvas(canvas, size)
  if (!context || size.width < 2 || size.height < 2) return
  if (picture.kind === 'points') drawScatter(context, picture, size)
  else drawImages(context, picture, size)
}

/** Colours of classes 0…9 as they apply to an element (then they repeat), from charts/theme.css. */
export function readClassColours(element: Element): string[] {
  const style = getComputedStyle(element)
  return Array.from(
    { length: 10 },
    (_, i) => style.getPropertyValue(`--chart-class-${i}`).trim() || '#0e6b8c',
  )
}

function drawScatter(
  context: CanvasRenderingContext2D,
  { points, labels }: Extract<Picture, { kind: 'points' }>,
  size: ChartSize,
): void {
  const count = Math.floor(points.length / 2)
  const place = fitPoints(points, size)
  const colours = readClassColours(context.canvas)
  const radius = count > 300 ? 1.6 : 2
  // Class by class would hide one under the other: points are drawn in the order of the data.
  context.globalAlpha = 0.85
  for (let i = 0; i < count; i++) {
    const { x, y } = place(points[2 * i] as number, points[2 * i + 1] as number)
    context.fillStyle = colours[(labels[i] ?? 0) % colours.length] ?? '#0e6b8c'
    context.beginPath()
    context.arc(x, y, radius, 0, 2 * Math.PI)
    context.fill()
  }
  context.globalAlpha = 1
}

/** One axis may be drawn this many times as large as the other: a flat panel would otherwise stay empty. */
const stretch = 2

/** Puts points into a frame, y upwards, centred, filling it as far as `stretch` allows. */
export function fitPoints(
  points: ArrayLike<number>,
  size: ChartSize,
): (x: number, y: number) => { x: number; y: number } {
  const padding = 5
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i] as number
    const y = points[i + 1] as number
    left = Math.min(left, x)
    right = Math.max(right, x)
    low = Math.min(low, y)
    high = Math.max(high, y)
  }
  const wide = (size.width - 2 * padding) / Math.max(right - left, 1e-9)
  const tall = (size.height - 2 * padding) / Math.max(high - low, 1e-9)
  const scaleX = Math.min(wide, tall * stretch)
  const scaleY = Math.min(tall, wide * stretch)
  return (x, y) => ({
    x: size.width / 2 + (x - (left + right) / 2) * scaleX,
    y: size.height / 2 - (y - (low + high) / 2) * scaleY,
  })
}

function drawImages(
  context: CanvasRenderingContext2D,
  picture: Extract<Picture, { kind: 'images' }>,
  size: ChartSize,
): void {
  const { width, height, pixels } = picture
  const count = Math.floor(pixels.length / (width * height))
  const { columns, rows, cell } = chooseGrid(count, size)
  const ink = readInk(context)
  const image = document.createElement('canvas')
  image.width = width
  image.height = height
  const scale = (cell - 3) / Math.max(width, height)
  const startX = (size.width - columns * cell) / 2
  const startY = (size.height - rows * cell) / 2
  context.imageSmoothingEnabled = false
  for (let k = 0; k < Math.min(count, columns * rows); k++) {
    const rgba = new Uint8ClampedArray(width * height * 4)
    for (let i = 0; i < width * height; i++) {
      rgba.set([ink[0], ink[1], ink[2], pixels[k * width * height + i] as number], i * 4)
    }
    image.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0)
    const x = startX + (k % columns) * cell + 1.5
    const y = startY + Math.floor(k / columns) * cell + 1.5
    context.drawImage(image, x, y, width * scale, height * scale)
  }
}

/** The grid with the largest square cells, at most 44 px, that shows all images, or as many as fit in cells of 14 px. */
export function chooseGrid(count: number, size: ChartSize): { columns: number; rows: number; cell: number } {
  let best = { columns: 1, rows: 1, cell: 0 }
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(count / columns)
    const cell = Math.min(44, size.width / columns, size.height / rows)
    if (cell > best.cell) best = { columns, rows, cell }
  }
  if (best.cell >= 14) return best
  const columns = Math.max(1, Math.floor(size.width / 14))
  return {
    columns,
    rows: Math.max(1, Math.min(Math.ceil(count / columns), Math.floor(size.height / 14))),
    cell: 14,
  }
}

/** The text colour as RGB, whatever syntax the theme writes it in. */
function readInk(context: CanvasRenderingContext2D): readonly [number, number, number] {
  const probe = document.createElement('canvas').getContext('2d')
  if (!probe) return [0, 0, 0]
  probe.fillStyle = getComputedStyle(context.canvas).getPropertyValue('--chart-text').trim() || '#1c2630'
  probe.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = probe.getImageData(0, 0, 1, 1).data
  return [red, green, blue]
}
