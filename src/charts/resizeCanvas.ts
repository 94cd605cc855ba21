import type { ChartSize } from './landscapeScales.ts'

/** Gives a canvas its size in CSS pixels at the resolution of the screen, clears it, and scales its context to CSS pixels. */
export function resizeCanvas(canvas: HTMLCanvasElement, size: ChartSize): CanvasRenderingContext2D | null {
  const ratio = globalThis.devicePixelRatio || 1
  const width = Math.max(1, Math.round(size.width * ratio))
  const height = Math.max(1, Math.round(size.height * ratio))
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const [styleWidth, styleHeight] = [`${size.width}px`, `${size.height}px`]
  if (canvas.style.width !== styleWidth) canvas.style.width = styleWidth
  if (canvas.style.height !== styleHeight) canvas.style.height = styleHeight
  const context = canvas.getContext('2d')
  context?.setTransform(ratio, 0, 0, ratio, 0, 0)
  context?.clearRect(0, 0, size.width, size.height)
  return context
}
