/**
 * Draws an image (channels×height×width, row-major) at one pixel a pixel: three channels in colour, of others the first in
 * grey; its least value black and its greatest white.
 */
export function drawSampleImage(
  canvas: HTMLCanvasElement,
  values: ArrayLike<number>,
  shape: readonly number[],
): void {
  const [channels = 1, height = 1, width = 1] = shape
  canvas.width = width
  canvas.height = height
  const size = width * height
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < values.length; i++) {
    min = Math.min(min, values[i] as number)
    max = Math.max(max, values[i] as number)
  }
  const range = max - min || 1
  const rgba = new Uint8ClampedArray(4 * size)
  const shade = (channel: number, pixel: number) =>
    (255 * ((values[(channels === 3 ? channel : 0) * size + pixel] ?? 0) - min)) / range
  for (let pixel = 0; pixel < size; pixel++) {
    rgba.set([shade(0, pixel), shade(1, pixel), shade(2, pixel), 255], 4 * pixel)
  }
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0)
}
