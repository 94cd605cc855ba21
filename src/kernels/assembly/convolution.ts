import { fma, sums4, word, zero } from './simd'
import { finish } from './epilogue'
import { atFirstTile, atInput, atInputStride, atShared, atSharedStride } from '../operations'

/** opConvolve on units [from, to), each a tile or a part of its pixels; the same kernel gives the gradient in the input, with other lists and strides. */
export function convolve(context: usize, op: usize, from: i32, to: i32): void {
  let x = <usize>word(op, 3)
  let xStride = <usize>word(op, 4)
  if (x == 0) {
    x = <usize>load<u32>(context + atInput)
    xStride = <usize>load<u32>(context + atInputStride)
  }
  let y = <usize>word(op, 5)
  let yStride = <usize>word(op, 6)
  if (word(op, 18) != 0) {
    yStride = <usize>load<u32>(context + atSharedStride)
    y += <usize>load<u32>(context + atShared) + <usize>load<i32>(context + atFirstTile) * yStride
  }
  const weights = <usize>word(op, 7)
  const bias = <usize>word(op, 8)
  const rows = word(op, 9)
  const groups = word(op, 10)
  const table = <usize>word(op, 12)
  const mask = <usize>word(op, 14)
  const pixels = word(op, 15)
  const groupBytes = <usize>rows * <usize>pixels << 6
  const parts = -word(op, 1)
  for (let unit = from; unit < to; unit++) {
    const tile = unit / parts
    const part = unit - tile * parts
    const first = part * pixels / parts
    const end = (part + 1) * pixels / parts
    let xTile = x + <usize>tile * xStride
    let yTile = y + <usize>tile * yStride
    let mTile = mask + <usize>tile * yStride
    let w = weights
    let b = bias
    for (let group = 0; group < groups; group++) {
      convolvePixels(op, xTile, yTile, mTile, w, b, table, rows, pixels, first, end)
      xTile += <usize>word(op, 16)
      yTile += groupBytes
      mTile += groupBytes
      w += <usize>word(op, 17)
      if (bias) b += <usize>rows << 2
    }
  }
}

function convolvePixels(
  op: usize, x: usize, y: usize, mask: usize, weights: usize, bias: usize, table: usize, rows: i32, pixels: i32, first: i32, last: i32,
): void {
  const rowBytes = <usize>word(op, 11)
  const epilogue = word(op, 13)
  const plane = <usize>pixels << 6
  // The pixel is the outer loop: its window of inputs stays in the first cache while all rows pass over it.
  for (let pixel = first; pixel < last; pixel++) {
    const entry = table + <usize>pixel * 12
    const list = <usize>load<u32>(entry)
    const end = list + (<usize>load<u32>(entry, 4) << 3)
    const base = x + <usize>load<u32>(entry, 8)
    const at = <usize>pixel << 6
    for (let row = 0; row < rows; row += 2) {
      const next = row + 1 < rows ? row + 1 : row
      const b0 = bias ? load<f32>(bias + (<usize>row << 2)) : <f32>0
      const b1 = bias ? load<f32>(bias + (<usize>next << 2)) : <f32>0
      const y0 = at + <usize>row * plane
      const y1 = at + <usize>next * plane
      convolveRows(
        list, end, base, weights + <usize>row * rowBytes, weights + <usize>next * rowBytes, b0, b1,
        y + y0, y + y1, epilogue, mask + y0, mask + y1,
      )
    }
  }
}

function convolveRows(
  list: usize, end: usize, x: usize, w0: usize, w1: usize, b0: f32, b1: f32,
  y0: usize, y1: usize, epilogue: i32, m0: usize, m1: usize,
): void {
  let a0 = f32x4.splat(b0)
  let a1 = a0
  let a2 = a0
  let a3 = a0
  let c0 = f32x4.splat(b1)
  let c1 = c0
  let c2 = c0
  let c3 = c0
  while (list < end) {
    const source = x + <usize>load<u32>(list)
    const offset = <usize>load<u32>(list, 4)
    const u = v128.load32_splat(w0 + offset)
    const v = v128.load32_splat(w1 + offset)
    const x0 = v128.load(source)
    a0 = fma(u, x0, a0)
    c0 = fma(v, x0, c0)
    const x1 = v128.load(source, 16)
    a1 = fma(u, x1, a1)
    c1 = fma(v, x1, c1)
    const x2 = v128.load(source, 32)
    a2 = fma(u, x2, a2)
    c2 = fma(v, x2, c2)
    const x3 = v128.load(source, 48)
    a3 = fma(u, x3, a3)
    c3 = fma(v, x3, c3)
    list += 8
  }
  finish(y0, a0, a1, a2, a3, epilogue, m0)
  finish(y1, c0, c1, c2, c3, epilogue, m1)
}

/** opConvolveGradient on blocks [from, to) of four output channels: dW[o][i][ky][kx] = Σ dy·x over samples and pixels. */
export function convolveGradient(context: usize, op: usize, tiles: i32, from: i32, to: i32): void {
  const rows = word(op, 9)
  const channels = word(op, 11)
  const blocks = (rows + 3) >> 2
  const outPixels = <usize>(word(op, 14) * word(op, 15))
  const kernel = word(op, 16)
  const rowBytes = <usize>(channels * kernel * kernel) << 2
  let x = <usize>word(op, 3)
  let xStride = <usize>word(op, 4)
  if (x == 0) {
    x = <usize>load<u32>(context + atInput)
    xStride = <usize>load<u32>(context + atInputStride)
  }
  for (let unit = from; unit < to; unit++) {
    const group = unit / blocks
    const row = (unit - group * blocks) << 2
    const count = min(4, rows - row)
    const out = <usize>(group * rows + row)
    const dy = <usize>word(op, 5) + (out * outPixels << 6)
    const dWeights = <usize>word(op, 7) + out * rowBytes
    const xGroup = x + (<usize>(group * channels * word(op, 12) * word(op, 13)) << 6)
    memory.fill(dWeights, 0, <usize>count * rowBytes)
    for (let channel = 0; channel < channels; channel += 2) {
      gradientOfChannels(op, xGroup, xStride, dy, dWeights, tiles, count, channel, min(2, channels - channel))
    }
    if (word(op, 8)) channelSums(dy, <usize>word(op, 6), outPixels, tiles, count, <usize>word(op, 8) + (out << 2))
  }
}

// First and last + 1 output position whose tap k falls inside the image.
// @ts-ignore: decorator
@inline
function firstInside(k: i32, stride: i32, padding: i32): i32 {
  return k >= padding ? 0 : (padding - k + stride - 1) / stride
}

// @ts-ignore: decorator
@inline
function endInside(k: i32, size: i32, out: i32, stride: i32, padding: i32): i32 {
  const room = size - 1 + padding - k
  return room < 0 ? 0 : min(out, room / stride + 1)
}

function gradientOfChannels(
  op: usize, x: usize, xStride: usize, dy: usize, dWeights: usize, tiles: i32, count: i32, channel: i32, pair: i32,
): void {
  const height = word(op, 12)
  const width = word(op, 13)
  const outHeight = word(op, 14)
  const outWidth = word(op, 15)
  const kernel = word(op, 16)
  const stride = word(op, 17)
  const padding = word(op, 18)
  const dilation = word(op, 19)
  const plane = <usize>(height * width) << 6
  const outPlane = <usize>(outHeight * outWidth) << 6
  const dyStride = <usize>word(op, 6)
  const taps = kernel * kernel
  const rowBytes = <usize>(word(op, 11) * taps) << 2
  for (let tile = 0; tile < tiles; tile++) {
    const source = x + <usize>tile * xStride + <usize>channel * plane
    const gradient = dy + <usize>tile * dyStride
    for (let ky = 0; ky < kernel; ky++) {
      const y0 = firstInside(ky * dilation, stride, padding)
      const y1 = endInside(ky * dilation, height, outHeight, stride, padding)
      for (let kx = 0; kx < kernel; kx++) {
        const x0 = firstInside(kx * dilation, stride, padding)
        const x1 = endInside(kx * dilation, width, outWidth, stride, padding)
        if (y1 <= y0 || x1 <= x0) continue
        const pixel = (y0 * stride - padding + ky * dilation) * width + (x0 * stride - padding + kx * dilation)
        const target = dWeights + (<usize>(channel * taps + ky * kernel + kx) << 2)
        const from = source + (<usize>pixel << 6)
        const grad = gradient + (<usize>(y0 * outWidth + x0) << 6)
        const xRow = <usize>(stride * width) << 6
        const yRow = <usize>outWidth << 6
        if (pair == 2) {
          gradientPair(from, plane, grad, outPlane, x1 - x0, y1 - y0, <usize>stride << 6, xRow, yRow, target, rowBytes, <usize>taps << 2, count)
        } else {
          gradientSingle(from, grad, outPlane, x1 - x0, y1 - y0, <usize>stride << 6, xRow, yRow, target, rowBytes, count)
        }
      }
    }
  }
}

function gradientPair(
  x: usize, plane: usize, dy: usize, outPlane: usize, width: i32, height: i32, step: usize, xRow: usize, yRow: usize,
  target: usize, rowBytes: usize, channelBytes: usize, count: i32,
): void {
  const o1 = count > 1 ? outPlane : <usize>0
  const o2 = count > 2 ? outPlane << 1 : <usize>0
  const o3 = count > 3 ? outPlane * 3 : <usize>0
  let a0 = zero()
  let a1 = zero()
  let a2 = zero()
  let a3 = zero()
  let c0 = zero()
  let c1 = zero()
  let c2 = zero()
  let c3 = zero()
  for (let row = 0; row < height; row++) {
    let source = x
    let g = dy
    const end = dy + (<usize>width << 6)
    while (g < end) {
      const stop = g + 64
      let s = source
      while (g < stop) {
        const u = v128.load(s)
        const v = v128.load(s + plane)
        const g0 = v128.load(g)
        a0 = fma(g0, u, a0)
        c0 = fma(g0, v, c0)
        const g1 = v128.load(g + o1)
        a1 = fma(g1, u, a1)
        c1 = fma(g1, v, c1)
        const g2 = v128.load(g + o2)
        a2 = fma(g2, u, a2)
        c2 = fma(g2, v, c2)
        const g3 = v128.load(g + o3)
        a3 = fma(g3, u, a3)
        c3 = fma(g3, v, c3)
        s += 16
        g += 16
      }
      source += step
    }
    x += xRow
    dy += yRow
  }
  addColumn(target, rowBytes, sums4(a0, a1, a2, a3), count)
  addColumn(target + channelBytes, rowBytes, sums4(c0, c1, c2, c3), count)
}

function gradientSingle(
  x: usize, dy: usize, outPlane: usize, width: i32, height: i32, step: usize, xRow: usize, yRow: usize,
  target: usize, rowBytes: usize, count: i32,
): void {
  const o1 = count > 1 ? outPlane : <usize>0
  const o2 = count > 2 ? outPlane << 1 : <usize>0
  const o3 = count > 3 ? outPlane * 3 : <usize>0
  let a0 = zero()
  let a1 = zero()
  let a2 = zero()
  let a3 = zero()
  let c0 = zero()
  let c1 = zero()
  let c2 = zero()
  let c3 = zero()
  for (let row = 0; row < height; row++) {
    let s = x
    let g = dy
    const end = dy + (<usize>width << 6)
    while (g < end) {
      const u = v128.load(s)
      a0 = fma(v128.load(g), u, a0)
      a1 = fma(v128.load(g + o1), u, a1)
      a2 = fma(v128.load(g + o2), u, a2)
      a3 = fma(v128.load(g + o3), u, a3)
      const v = v128.load(s, 16)
      c0 = fma(v128.load(g, 16), v, c0)
      c1 = fma(v128.load(g + o1, 16), v, c1)
      c2 = fma(v128.load(g + o2, 16), v, c2)
      c3 = fma(v128.load(g + o3, 16), v, c3)
      const u2 = v128.load(s, 32)
      a0 = fma(v128.load(g, 32), u2, a0)
      a1 = fma(v128.load(g + o1, 32), u2, a1)
      a2 = fma(v128.load(g + o2, 32), u2, a2)
      a3 = fma(v128.load(g + o3, 32), u2, a3)
      const v2 = v128.load(s, 48)
      c0 = fma(v128.load(g, 48), v2, c0)
      c1 = fma(v128.load(g + o1, 48), v2, c1)
      c2 = fma(v128.load(g + o2, 48), v2, c2)
      c3 = fma(v128.load(g + o3, 48), v2, c3)
      s += step
      g += 64
    }
    x += xRow
    dy += yRow
  }
  addColumn(target, rowBytes, sums4(f32x4.add(a0, c0), f32x4.add(a1, c1), f32x4.add(a2, c2), f32x4.add(a3, c3)), count)
}

function addColumn(target: usize, rowBytes: usize, column: v128, count: i32): void {
  store<f32>(target, load<f32>(target) + f32x4.extract_lane(column, 0))
  if (count > 1) store<f32>(target + rowBytes, load<f32>(target + rowBytes) + f32x4.extract_lane(column, 1))
  if (count > 2) store<f32>(target + 2 * rowBytes, load<f32>(target + 2 * rowBytes) + f32x4.extract_lane(column, 2))
  if (count > 3) store<f32>(target + 3 * rowBytes, load<f32>(target + 3 * rowBytes) + f32x4.extract_lane(column, 3))
}

function channelSums(dy: usize, dyStride: usize, pixels: usize, tiles: i32, count: i32, target: usize): void {
  for (let row = 0; row < count; row++) {
    let total: f64 = 0
    for (let tile = 0; tile < tiles; tile++) {
      let a = zero()
      let b = zero()
      let source = dy + <usize>tile * dyStride + (<usize>row * pixels << 6)
      const end = source + (pixels << 6)
      while (source < end) {
        a = f32x4.add(a, f32x4.add(v128.load(source), v128.load(source, 16)))
        b = f32x4.add(b, f32x4.add(v128.load(source, 32), v128.load(source, 48)))
        source += 64
      }
      const sum = f32x4.add(a, b)
      total += <f64>f32x4.extract_lane(sum, 0) + <f64>f32x4.extract_lane(sum, 1) + (<f64>f32x4.extract_lane(sum, 2) + <f64>f32x4.extract_lane(sum, 3))
    }
    store<f32>(target + (<usize>row << 2), <f32>total)
  }
}
