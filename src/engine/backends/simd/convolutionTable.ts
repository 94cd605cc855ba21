import { elementBytes, type Layout } from './layout.ts'

/** Sizes of a convolution, seen from its input. */
export interface ConvolutionShape {
  readonly height: number
  readonly width: number
  readonly outHeight: number
  readonly outWidth: number
  readonly kernel: number
  readonly stride: number
  readonly padding: number
  readonly dilation: number
  /** Input and output channels of one group. */
  readonly channels: number
  readonly rows: number
}

/** Source pixel and kernel position, interleaved. */
type Taps = number[]

interface Expansion {
  readonly channels: number
  /** Pixels of a source channel. */
  readonly plane: number
  /** Numbers between the weights of neighbouring channels. */
  readonly weightStep: number
}

/** Places the lists by which opConvolve computes the outputs; answers the address of the pixel table. */
export function placeForwardTable(layout: Layout, shape: ConvolutionShape): number {
  const { kernel, stride, padding, dilation, height, width } = shape
  const pixels: Taps[] = []
  for (let oy = 0; oy < shape.outHeight; oy++) {
    for (let ox = 0; ox < shape.outWidth; ox++) {
      const taps: Taps = []
      for (let tap = 0; tap < kernel * kernel; tap++) {
        const y = oy * stride - padding + Math.floor(tap / kernel) * dilation
        const x = ox * stride - padding + (tap % kernel) * dilation
        if (y >= 0 && y < height && x >= 0 && x < width) taps.push(y * width + x, tap)
      }
      pixels.push(taps)
    }
  }
  return placeTable(layout, pixels, {
    channels: shape.channels,
    plane: height * width,
    weightStep: kernel * kernel,
  })
}

/** Places the lists by which opConvolve computes the gradient in the inputs out of that in the outputs. */
export function placeBackwardTable(layout: Layout, shape: ConvolutionShape): number {
  const { kernel, stride, padding, dilation, outHeight, outWidth } = shape
  const pixels: Taps[] = []
  for (let y = 0; y < shape.height; y++) {
    for (let x = 0; x < shape.width; x++) {
      const taps: Taps = []
      for (let tap = 0; tap < kernel * kernel; tap++) {
        const oy = (y + padding - Math.floor(tap / kernel) * dilation) / stride
        const ox = (x + padding - (tap % kernel) * dilation) / stride
        const whole = Number.isInteger(oy) && Number.isInteger(ox)
        if (whole && oy >= 0 && oy < outHeight && ox >= 0 && ox < outWidth) taps.push(oy * outWidth + ox, tap)
      }
      pixels.push(taps)
    }
  }
  return placeTable(layout, pixels, {
    channels: shape.rows,
    plane: outHeight * outWidth,
    weightStep: shape.channels * kernel * kernel,
  })
}

// Pixels whose taps lie the same way around them share one list; the pixel adds where it stands.
function placeTable(layout: Layout, pixels: readonly Taps[], expansion: Expansion): number {
  const lists = new Map<string, { address: number; length: number }>()
  const table = new Int32Array(pixels.length * 3)
  for (const [index, taps] of pixels.entries()) {
    let base = Number.POSITIVE_INFINITY
    for (let i = 0; i < taps.length; i += 2) base = Math.min(base, taps[i] as number)
    if (taps.length === 0) base = 0
    const relative = taps.map((value, i) => (i % 2 === 0 ? value - base : value))
    const key = relative.join()
    const list = lists.get(key) ?? placeList(layout, relative, expansion)
    lists.set(key, list)
    table.set([list.address, list.length, base * elementBytes], index * 3)
  }
  return layout.place(table)
}

function placeList(layout: Layout, taps: Taps, expansion: Expansion): { address: number; length: number } {
  const length = (taps.length / 2) * expansion.channels
  const list = new Int32Array(length * 2)
  let at = 0
  for (let channel = 0; channel < expansion.channels; channel++) {
    for (let i = 0; i < taps.length; i += 2) {
      list[at++] = ((taps[i] as number) + channel * expansion.plane) * elementBytes
      list[at++] = 4 * ((taps[i + 1] as number) + channel * expansion.weightStep)
    }
  }
  return { address: layout.place(list), length }
}
