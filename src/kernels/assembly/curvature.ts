import { exp, sigmoid, tanh } from './math'
import { fma, word, zero } from './simd'
import { tileOf } from './elementwise'
import { atLabels, atSamples, kindGelu, kindGeluTanh, kindSigmoid, kindTanh } from '../operations'

/**
 * opLossTangent on tiles [from, to): the gradient of the mean nll in the logits and its tangent, p·(t − Σ p·t), where the
 * logits move along t. Lanes with label −1 count for nothing.
 */
export function lossTangent(context: usize, op: usize, from: i32, to: i32): void {
  const classes = word(op, 7)
  const inverse = <f32>(1 / <f64>load<i32>(context + atSamples))
  const labels = <usize>load<u32>(context + atLabels)
  for (let tile = from; tile < to; tile++) {
    const logits = tileOf(context, op, 3, tile)
    const moves = tileOf(context, op, 5, tile)
    const gradient = tileOf(context, op, 8, tile)
    const tangent = tileOf(context, op, 10, tile)
    for (let q: usize = 0; q < 64; q += 16) {
      const label = v128.load(labels + (<usize>tile << 6) + q)
      const sum = exponentials(logits + q, gradient + q, classes)
      const counted = v128.and(f32x4.splat(inverse), i32x4.ge_s(label, i32x4.splat(0)))
      scale(gradient + q, moves + q, tangent + q, classes, sum, label, counted)
    }
  }
}

function exponentials(logits: usize, out: usize, classes: i32): v128 {
  let top = v128.load(logits)
  for (let c = 1; c < classes; c++) top = f32x4.pmax(v128.load(logits + (<usize>c << 6)), top)
  let sum = zero()
  for (let c = 0; c < classes; c++) {
    const e = exp(f32x4.sub(v128.load(logits + (<usize>c << 6)), top))
    v128.store(out + (<usize>c << 6), e)
    sum = f32x4.add(sum, e)
  }
  return sum
}

function scale(gradient: usize, moves: usize, tangent: usize, classes: i32, sum: v128, label: v128, counted: v128): void {
  let mean = zero()
  for (let c = 0; c < classes; c++) {
    const at = <usize>c << 6
    const p = f32x4.div(v128.load(gradient + at), sum)
    v128.store(gradient + at, p)
    mean = fma(p, v128.load(moves + at), mean)
  }
  for (let c = 0; c < classes; c++) {
    const at = <usize>c << 6
    const p = v128.load(gradient + at)
    v128.store(tangent + at, f32x4.mul(counted, f32x4.mul(p, f32x4.sub(v128.load(moves + at), mean))))
    const target = v128.and(counted, i32x4.eq(label, i32x4.splat(c)))
    v128.store(gradient + at, f32x4.sub(f32x4.mul(counted, p), target))
  }
}

/** opMaxPoolTangent on tiles [from, to): what the first largest input of every window moves by. */
export function maxPoolTangent(context: usize, op: usize, from: i32, to: i32): void {
  const height = word(op, 8)
  const width = word(op, 9)
  const stride = word(op, 14)
  const padding = word(op, 15)
  for (let tile = from; tile < to; tile++) {
    let x = tileOf(context, op, 3, tile)
    let y = tileOf(context, op, 5, tile)
    let moves = tileOf(context, op, 16, tile)
    let out = tileOf(context, op, 18, tile)
    for (let channel = word(op, 7); channel > 0; channel--) {
      for (let oy = 0; oy < word(op, 10); oy++) {
        const y0 = max(0, oy * stride - padding)
        const y1 = min(height, oy * stride - padding + word(op, 12))
        for (let ox = 0; ox < word(op, 11); ox++) {
          const x0 = max(0, ox * stride - padding)
          const x1 = min(width, ox * stride - padding + word(op, 13))
          const at = <usize>(y0 * width + x0) << 6
          ofLargest(x + at, moves + at, x1 - x0, y1 - y0, <usize>width << 6, y, out)
          y += 64
          out += 64
        }
      }
      x += <usize>(height * width) << 6
      moves += <usize>(height * width) << 6
    }
  }
}

function ofLargest(x: usize, moves: usize, columns: i32, rows: i32, rowBytes: usize, y: usize, out: usize): void {
  for (let q: usize = 0; q < 64; q += 16) {
    const top = v128.load(y + q)
    let open = i32x4.splat(-1)
    let move = zero()
    for (let row = 0; row < rows; row++) {
      const at = <usize>row * rowBytes + q
      for (let column = 0; column < columns; column++) {
        const p = at + (<usize>column << 6)
        const here = v128.and(open, f32x4.eq(v128.load(x + p), top))
        move = v128.bitselect(v128.load(moves + p), move, here)
        open = v128.andnot(open, here)
      }
    }
    v128.store(out + q, move)
  }
}

/** opActivateCurvature on tiles [from, to): dx += f″·(move of x)·dy. The saved tensor is y for tanh and sigmoid, x for the others. */
export function activateCurvature(context: usize, op: usize, from: i32, to: i32): void {
  const kind = word(op, 12)
  for (let tile = from; tile < to; tile++) {
    let x = tileOf(context, op, 3, tile)
    let move = tileOf(context, op, 5, tile)
    let dy = tileOf(context, op, 7, tile)
    let dx = tileOf(context, op, 9, tile)
    const end = x + (<usize>word(op, 11) << 6)
    for (; x < end; x += 16, move += 16, dy += 16, dx += 16) {
      const bend = f32x4.mul(bendAt(v128.load(x), kind), v128.load(move))
      v128.store(dx, fma(bend, v128.load(dy), v128.load(dx)))
    }
  }
}

// f″; ReLU and leaky ReLU have none and are not asked.
function bendAt(v: v128, kind: i32): v128 {
  const one = f32x4.splat(1)
  const two = f32x4.splat(2)
  if (kind == kindTanh) return f32x4.mul(f32x4.splat(-2), f32x4.mul(v, f32x4.sub(one, f32x4.mul(v, v))))
  if (kind == kindSigmoid) {
    return f32x4.mul(f32x4.mul(v, f32x4.sub(one, v)), f32x4.sub(one, f32x4.mul(two, v)))
  }
  if (kind == kindGelu) {
    const density = f32x4.mul(exp(f32x4.mul(f32x4.mul(v, v), f32x4.splat(-0.5))), f32x4.splat(0.39894228))
    return f32x4.mul(density, f32x4.sub(two, f32x4.mul(v, v)))
  }
  if (kind == kindGeluTanh) return geluTanhBend(v)
  const s = sigmoid(v)
  const slope = f32x4.mul(s, f32x4.sub(one, s))
  return f32x4.mul(slope, fma(v, f32x4.sub(one, f32x4.mul(two, s)), two))
}

// With u = √(2/π)·(x + 0.044715·x³) and t = tanh u: (1 − t²)·(u′ + x/2·(u″ − 2·t·u′²)).
function geluTanhBend(x: v128): v128 {
  const one = f32x4.splat(1)
  const k = f32x4.splat(0.79788456)
  const square = f32x4.mul(x, x)
  const t = tanh(f32x4.mul(f32x4.mul(x, k), fma(square, f32x4.splat(0.044715), one)))
  const first = f32x4.mul(k, fma(square, f32x4.splat(0.134145), one))
  const second = f32x4.mul(f32x4.mul(x, k), f32x4.splat(0.26829))
  const inner = f32x4.sub(second, f32x4.mul(f32x4.mul(f32x4.splat(2), t), f32x4.mul(first, first)))
  const slope = f32x4.sub(one, f32x4.mul(t, t))
  return f32x4.mul(slope, fma(f32x4.mul(x, f32x4.splat(0.5)), inner, first))
}
