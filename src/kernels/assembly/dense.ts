import { fma, sums4, word, zero } from './simd'
import { finish } from './epilogue'
import { atFirstTile, atInput, atInputStride, atShared, atSharedStride } from '../operations'

// Two rows times sixteen samples: eight accumulators, four inputs and two weights fill Chromium's sixteen registers.

/** opDense on tiles [from, to). */
export function dense(context: usize, op: usize, from: i32, to: i32): void {
  let x = <usize>word(op, 3)
  let xStride = <usize>word(op, 4)
  if (x == 0) {
    x = <usize>load<u32>(context + atInput)
    xStride = <usize>load<u32>(context + atInputStride)
  }
  let y = <usize>word(op, 5)
  let yStride = <usize>word(op, 6)
  if (word(op, 15) != 0) {
    yStride = <usize>load<u32>(context + atSharedStride)
    y += <usize>load<u32>(context + atShared) + <usize>load<i32>(context + atFirstTile) * yStride
  }
  const weights = <usize>word(op, 7)
  const bias = <usize>word(op, 8)
  const rows = word(op, 9)
  const taps = word(op, 10)
  const rowBytes = <usize>word(op, 11)
  const tapBytes = <usize>word(op, 12)
  const epilogue = word(op, 13)
  const mask = <usize>word(op, 14)
  for (let tile = from; tile < to; tile++) {
    const xTile = x + <usize>tile * xStride
    const yTile = y + <usize>tile * yStride
    const mTile = mask + <usize>tile * yStride
    for (let row = 0; row < rows; row += 2) {
      const next = row + 1 < rows ? row + 1 : row
      const b0 = bias ? load<f32>(bias + (<usize>row << 2)) : <f32>0
      const b1 = bias ? load<f32>(bias + (<usize>next << 2)) : <f32>0
      denseRows(
        xTile, weights + <usize>row * rowBytes, weights + <usize>next * rowBytes, tapBytes, taps, b0, b1,
        yTile + (<usize>row << 6), yTile + (<usize>next << 6), epilogue, mTile + (<usize>row << 6), mTile + (<usize>next << 6),
      )
    }
  }
}

function denseRows(
  x: usize, w0: usize, w1: usize, tapBytes: usize, taps: i32, b0: f32, b1: f32,
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
  const end = x + (<usize>taps << 6)
  while (x < end) {
    const u = v128.load32_splat(w0)
    const v = v128.load32_splat(w1)
    const x0 = v128.load(x)
    const x1 = v128.load(x, 16)
    a0 = fma(u, x0, a0)
    c0 = fma(v, x0, c0)
    const x2 = v128.load(x, 32)
    a1 = fma(u, x1, a1)
    c1 = fma(v, x1, c1)
    const x3 = v128.load(x, 48)
    a2 = fma(u, x2, a2)
    c2 = fma(v, x2, c2)
    a3 = fma(u, x3, a3)
    c3 = fma(v, x3, c3)
    x += 64
    w0 += tapBytes
    w1 += tapBytes
  }
  finish(y0, a0, a1, a2, a3, epilogue, m0)
  finish(y1, c0, c1, c2, c3, epilogue, m1)
}

/** opDenseGradient on blocks [from, to) of four rows: dW = Σ dy·xᵀ over all samples, dBias = Σ dy. */
export function denseGradient(context: usize, op: usize, tiles: i32, from: i32, to: i32): void {
  let x = <usize>word(op, 3)
  let xStride = <usize>word(op, 4)
  if (x == 0) {
    x = <usize>load<u32>(context + atInput)
    xStride = <usize>load<u32>(context + atInputStride)
  }
  const dy = <usize>word(op, 5)
  const dyStride = <usize>word(op, 6)
  const dWeights = <usize>word(op, 7)
  const dBias = <usize>word(op, 8)
  const rows = word(op, 9)
  const taps = word(op, 10)
  const rowBytes = <usize>taps << 2
  for (let block = from; block < to; block++) {
    const row = block << 2
    const count = min(4, rows - row)
    const d0 = dy + (<usize>row << 6)
    const d1 = count > 1 ? d0 + 64 : d0
    const d2 = count > 2 ? d0 + 128 : d0
    const d3 = count > 3 ? d0 + 192 : d0
    const target = dWeights + <usize>row * rowBytes
    for (let tap = 0; tap < taps; tap += 2) {
      const single = tap + 1 == taps
      const x0 = x + (<usize>tap << 6)
      denseBlock(x0, single ? x0 : x0 + 64, xStride, d0, d1, d2, d3, dyStride, tiles, target + (<usize>tap << 2), rowBytes, count, single)
    }
    if (dBias) biasGradient(d0, dyStride, tiles, count, dBias + (<usize>row << 2))
  }
}

function denseBlock(
  x0: usize, x1: usize, xStride: usize, d0: usize, d1: usize, d2: usize, d3: usize, dyStride: usize, tiles: i32,
  target: usize, rowBytes: usize, count: i32, single: bool,
): void {
  let a0 = zero()
  let a1 = zero()
  let a2 = zero()
  let a3 = zero()
  let c0 = zero()
  let c1 = zero()
  let c2 = zero()
  let c3 = zero()
  for (let tile = 0; tile < tiles; tile++) {
    for (let q: usize = 0; q < 64; q += 16) {
      const u = v128.load(x0 + q)
      const v = v128.load(x1 + q)
      const g0 = v128.load(d0 + q)
      a0 = fma(g0, u, a0)
      c0 = fma(g0, v, c0)
      const g1 = v128.load(d1 + q)
      a1 = fma(g1, u, a1)
      c1 = fma(g1, v, c1)
      const g2 = v128.load(d2 + q)
      a2 = fma(g2, u, a2)
      c2 = fma(g2, v, c2)
      const g3 = v128.load(d3 + q)
      a3 = fma(g3, u, a3)
      c3 = fma(g3, v, c3)
    }
    x0 += xStride
    x1 += xStride
    d0 += dyStride
    d1 += dyStride
    d2 += dyStride
    d3 += dyStride
  }
  const left = sums4(a0, a1, a2, a3)
  if (single) {
    storeColumn(target, rowBytes, left, count)
    return
  }
  const right = sums4(c0, c1, c2, c3)
  v128.store64_lane(target, v128.shuffle<f32>(left, right, 0, 4, 1, 5), 0)
  if (count > 1) v128.store64_lane(target + rowBytes, v128.shuffle<f32>(left, right, 0, 4, 1, 5), 1)
  if (count > 2) v128.store64_lane(target + 2 * rowBytes, v128.shuffle<f32>(left, right, 2, 6, 3, 7), 0)
  if (count > 3) v128.store64_lane(target + 3 * rowBytes, v128.shuffle<f32>(left, right, 2, 6, 3, 7), 1)
}

function storeColumn(target: usize, rowBytes: usize, column: v128, count: i32): void {
  v128.store32_lane(target, column, 0)
  if (count > 1) v128.store32_lane(target + rowBytes, column, 1)
  if (count > 2) v128.store32_lane(target + 2 * rowBytes, column, 2)
  if (count > 3) v128.store32_lane(target + 3 * rowBytes, column, 3)
}

function biasGradient(dy: usize, dyStride: usize, tiles: i32, count: i32, target: usize): void {
  for (let row = 0; row < count; row++) {
    let a = zero()
    let b = zero()
    let source = dy + (<usize>row << 6)
    for (let tile = 0; tile < tiles; tile++) {
      a = f32x4.add(a, f32x4.add(v128.load(source), v128.load(source, 16)))
      b = f32x4.add(b, f32x4.add(v128.load(source, 32), v128.load(source, 48)))
      source += dyStride
    }
    v128.store32_lane(target + (<usize>row << 2), sums4(f32x4.add(a, b), a, a, a), 0)
  }
}
