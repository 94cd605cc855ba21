import { word, zero } from './simd'
import { tileOf } from './elementwise'

// Words: x 3, y 5, channels 7, H 8, W 9, outH 10, outW 11, kernel H 12, kernel W 13, stride 14, padding 15; gradients: dy 16, dx 18.

/** opMaxPool on tiles [from, to); a NaN anywhere in the window shows. */
export function maxPool(context: usize, op: usize, from: i32, to: i32): void {
  if (word(op, 16) == 0) pool(context, op, from, to, true)
  else poolPlaces(op, from, to)
}

// As `pool`, and tells where the first largest input of every window stands.
function poolPlaces(op: usize, from: i32, to: i32): void {
  const height = word(op, 8)
  const width = word(op, 9)
  const outHeight = word(op, 10)
  const outWidth = word(op, 11)
  const stride = word(op, 14)
  const padding = word(op, 15)
  const rowStep = word(op, 18)
  const columnStep = word(op, 19)
  for (let tile = from; tile < to; tile++) {
    let x = <usize>word(op, 3) + <usize>tile * <usize>word(op, 4)
    let y = <usize>word(op, 5) + <usize>tile * <usize>word(op, 6)
    let places = <usize>word(op, 16) + <usize>tile * <usize>word(op, 17)
    for (let channel = word(op, 7); channel > 0; channel--) {
      for (let oy = 0; oy < outHeight; oy++) {
        const y0 = max(0, oy * stride - padding)
        const y1 = min(height, oy * stride - padding + word(op, 12))
        for (let ox = 0; ox < outWidth; ox++) {
          const x0 = max(0, ox * stride - padding)
          const x1 = min(width, ox * stride - padding + word(op, 13))
          const window = x + (<usize>(y0 * width + x0) << 6)
          placeOfLargest(window, x1 - x0, y1 - y0, <usize>width << 6, y, places, y0 * rowStep + x0 * columnStep, rowStep, columnStep)
          y += 64
          places += 64
        }
      }
      x += <usize>(height * width) << 6
    }
  }
}

// Places grow along the window, so that the last one at which a larger value came is the largest of all such.
function placeOfLargest(
  x: usize, columns: i32, rows: i32, rowBytes: usize, y: usize, places: usize, place: i32, rowStep: i32, columnStep: i32,
): void {
  let a = v128.load(x)
  let b = v128.load(x, 16)
  let c = v128.load(x, 32)
  let d = v128.load(x, 48)
  let placeA = i32x4.splat(place)
  let placeB = placeA
  let placeC = placeA
  let placeD = placeA
  let sum = zero()
  const first = x
  for (let row = 0; row < rows; row++) {
    const end = x + (<usize>columns << 6)
    let here = i32x4.splat(place)
    for (let p = x; p < end; p += 64) {
      const va = v128.load(p)
      const vb = v128.load(p, 16)
      const vc = v128.load(p, 32)
      const vd = v128.load(p, 48)
      placeA = i32x4.max_s(placeA, v128.and(here, f32x4.gt(va, a)))
      placeB = i32x4.max_s(placeB, v128.and(here, f32x4.gt(vb, b)))
      placeC = i32x4.max_s(placeC, v128.and(here, f32x4.gt(vc, c)))
      placeD = i32x4.max_s(placeD, v128.and(here, f32x4.gt(vd, d)))
      a = f32x4.pmax(a, va)
      b = f32x4.pmax(b, vb)
      c = f32x4.pmax(c, vc)
      d = f32x4.pmax(d, vd)
      sum = f32x4.add(sum, f32x4.add(f32x4.add(va, vb), f32x4.add(vc, vd)))
      here = i32x4.add(here, i32x4.splat(columnStep))
    }
    x += rowBytes
    place += rowStep
  }
  v128.store(y, a)
  v128.store(y, b, 16)
  v128.store(y, c, 32)
  v128.store(y, d, 48)
  v128.store(places, placeA)
  v128.store(places, placeB, 16)
  v128.store(places, placeC, 32)
  v128.store(places, placeD, 48)
  // A NaN or opposite infinities: told apart by the way that misses no NaN.
  if (v128.any_true(f32x4.ne(sum, sum))) largestOf(first, columns, rows, rowBytes, y)
}

/** opAveragePool on tiles [from, to); padded zeros count, as in PyTorch. */
export function averagePool(context: usize, op: usize, from: i32, to: i32): void {
  pool(context, op, from, to, false)
}

function pool(context: usize, op: usize, from: i32, to: i32, largest: bool): void {
  const height = word(op, 8)
  const width = word(op, 9)
  const outHeight = word(op, 10)
  const outWidth = word(op, 11)
  const stride = word(op, 14)
  const padding = word(op, 15)
  const scale = f32x4.splat(<f32>(1 / <f64>(word(op, 12) * word(op, 13))))
  for (let tile = from; tile < to; tile++) {
    let x = tileOf(context, op, 3, tile)
    let y = tileOf(context, op, 5, tile)
    for (let channel = word(op, 7); channel > 0; channel--) {
      for (let oy = 0; oy < outHeight; oy++) {
        const y0 = max(0, oy * stride - padding)
        const y1 = min(height, oy * stride - padding + word(op, 12))
        for (let ox = 0; ox < outWidth; ox++) {
          const x0 = max(0, ox * stride - padding)
          const x1 = min(width, ox * stride - padding + word(op, 13))
          const window = x + (<usize>(y0 * width + x0) << 6)
          if (largest) largestOf(window, x1 - x0, y1 - y0, <usize>width << 6, y)
          else meanOf(window, x1 - x0, y1 - y0, <usize>width << 6, y, scale)
          y += 64
        }
      }
      x += <usize>(height * width) << 6
    }
  }
}

// pmax alone would lose a NaN, and IEEE max takes eight instructions: whatever is not equal to itself is collected
// beside, and all ones over a number are a NaN.
function largestOf(x: usize, columns: i32, rows: i32, rowBytes: usize, y: usize): void {
  let a = v128.load(x)
  let b = v128.load(x, 16)
  let c = v128.load(x, 32)
  let d = v128.load(x, 48)
  let badA = zero()
  let badB = badA
  let badC = badA
  let badD = badA
  for (let row = 0; row < rows; row++) {
    const end = x + (<usize>columns << 6)
    for (let p = x; p < end; p += 64) {
      const va = v128.load(p)
      const vb = v128.load(p, 16)
      const vc = v128.load(p, 32)
      const vd = v128.load(p, 48)
      a = f32x4.pmax(a, va)
      b = f32x4.pmax(b, vb)
      c = f32x4.pmax(c, vc)
      d = f32x4.pmax(d, vd)
      badA = v128.or(badA, f32x4.ne(va, va))
      badB = v128.or(badB, f32x4.ne(vb, vb))
      badC = v128.or(badC, f32x4.ne(vc, vc))
      badD = v128.or(badD, f32x4.ne(vd, vd))
    }
    x += rowBytes
  }
  v128.store(y, v128.or(a, badA))
  v128.store(y, v128.or(b, badB), 16)
  v128.store(y, v128.or(c, badC), 32)
  v128.store(y, v128.or(d, badD), 48)
}

function meanOf(x: usize, columns: i32, rows: i32, rowBytes: usize, y: usize, scale: v128): void {
  let a = zero()
  let b = zero()
  let c = zero()
  let d = zero()
  for (let row = 0; row < rows; row++) {
    const end = x + (<usize>columns << 6)
    for (let p = x; p < end; p += 64) {
      a = f32x4.add(a, v128.load(p))
      b = f32x4.add(b, v128.load(p, 16))
      c = f32x4.add(c, v128.load(p, 32))
      d = f32x4.add(d, v128.load(p, 48))
    }
    x += rowBytes
  }
  v128.store(y, f32x4.mul(a, scale))
  v128.store(y, f32x4.mul(b, scale), 16)
  v128.store(y, f32x4.mul(c, scale), 32)
  v128.store(y, f32x4.mul(d, scale), 48)
}

/** opMaxPoolGradient on tiles [from, to): each gradient goes to the first largest input of its window, as in PyTorch. */
export function maxPoolGradient(context: usize, op: usize, from: i32, to: i32): void {
  poolGradient(context, op, from, to, true)
}

/** opAveragePoolGradient on tiles [from, to). */
export function averagePoolGradient(context: usize, op: usize, from: i32, to: i32): void {
  poolGradient(context, op, from, to, false)
}

function poolGradient(context: usize, op: usize, from: i32, to: i32, largest: bool): void {
  const height = word(op, 8)
  const width = word(op, 9)
  const outHeight = word(op, 10)
  const outWidth = word(op, 11)
  const stride = word(op, 14)
  const padding = word(op, 15)
  const plane = <usize>(height * width) << 6
  const scale = f32x4.splat(<f32>(1 / <f64>(word(op, 12) * word(op, 13))))
  for (let tile = from; tile < to; tile++) {
    let x = tileOf(context, op, 3, tile)
    let y = tileOf(context, op, 5, tile)
    let dy = tileOf(context, op, 16, tile)
    let dx = tileOf(context, op, 18, tile)
    for (let channel = word(op, 7); channel > 0; channel--) {
      memory.fill(dx, 0, plane)
      for (let oy = 0; oy < outHeight; oy++) {
        const y0 = max(0, oy * stride - padding)
        const y1 = min(height, oy * stride - padding + word(op, 12))
        for (let ox = 0; ox < outWidth; ox++) {
          const x0 = max(0, ox * stride - padding)
          const x1 = min(width, ox * stride - padding + word(op, 13))
          const at = <usize>(y0 * width + x0) << 6
          if (largest) toLargest(x + at, dx + at, x1 - x0, y1 - y0, <usize>width << 6, y, dy)
          else toAll(dx + at, x1 - x0, y1 - y0, <usize>width << 6, dy, scale)
          y += 64
          dy += 64
        }
      }
      x += plane
      dx += plane
    }
  }
}

function toLargest(x: usize, dx: usize, columns: i32, rows: i32, rowBytes: usize, y: usize, dy: usize): void {
  for (let q: usize = 0; q < 64; q += 16) {
    const top = v128.load(y + q)
    const g = v128.load(dy + q)
    let open = i32x4.splat(-1)
    for (let row = 0; row < rows; row++) {
      const at = <usize>row * rowBytes + q
      for (let column = 0; column < columns; column++) {
        const p = at + (<usize>column << 6)
        const here = v128.and(open, f32x4.eq(v128.load(x + p), top))
        v128.store(dx + p, f32x4.add(v128.load(dx + p), v128.and(g, here)))
        open = v128.andnot(open, here)
      }
    }
  }
}

function toAll(dx: usize, columns: i32, rows: i32, rowBytes: usize, dy: usize, scale: v128): void {
  for (let q: usize = 0; q < 64; q += 16) {
    const g = f32x4.mul(v128.load(dy + q), scale)
    for (let row = 0; row < rows; row++) {
      const start = dx + <usize>row * rowBytes + q
      const end = start + (<usize>columns << 6)
      for (let p = start; p < end; p += 64) v128.store(p, f32x4.add(v128.load(p), g))
    }
  }
}
