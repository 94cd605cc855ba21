import { exp, erf, sigmoid, tanh } from './math'
import { floatWord, fma, relu, word, zero } from './simd'
import {
  atInput, atInputStride, kindGelu, kindGeluTanh, kindLeakyRelu, kindRelu, kindSigmoid, kindSilu, kindTanh,
} from '../operations'

/** opActivate on tiles [from, to). */
export function activate(context: usize, op: usize, from: i32, to: i32): void {
  let x = <usize>word(op, 3)
  let xStride = <usize>word(op, 4)
  if (x == 0) {
    x = <usize>load<u32>(context + atInput)
    xStride = <usize>load<u32>(context + atInputStride)
  }
  const bytes = <usize>word(op, 7) << 6
  for (let tile = from; tile < to; tile++) {
    activateRange(x + <usize>tile * xStride, <usize>word(op, 5) + <usize>tile * <usize>word(op, 6), bytes, word(op, 8), floatWord(op, 9))
  }
}

function activateRange(x: usize, y: usize, bytes: usize, kind: i32, slope: f32): void {
  const end = x + bytes
  if (kind == kindRelu) for (; x < end; x += 16, y += 16) v128.store(y, relu(v128.load(x)))
  else if (kind == kindLeakyRelu) for (; x < end; x += 16, y += 16) v128.store(y, leaky(v128.load(x), slope))
  else if (kind == kindTanh) for (; x < end; x += 16, y += 16) v128.store(y, tanh(v128.load(x)))
  else if (kind == kindSigmoid) for (; x < end; x += 16, y += 16) v128.store(y, sigmoid(v128.load(x)))
  else if (kind == kindGelu) for (; x < end; x += 16, y += 16) v128.store(y, gelu(v128.load(x)))
  else if (kind == kindGeluTanh) for (; x < end; x += 16, y += 16) v128.store(y, geluTanh(v128.load(x)))
  else for (; x < end; x += 16, y += 16) v128.store(y, silu(v128.load(x)))
}

/** opActivateGradient on tiles [from, to): dx = dy·f′. The saved tensor is y for tanh and sigmoid, x for the others. */
export function activateGradient(context: usize, op: usize, from: i32, to: i32): void {
  let x = <usize>word(op, 3)
  let xStride = <usize>word(op, 4)
  if (x == 0) {
    x = <usize>load<u32>(context + atInput)
    xStride = <usize>load<u32>(context + atInputStride)
  }
  for (let tile = from; tile < to; tile++) {
    gradientRange(
      x + <usize>tile * xStride,
      <usize>word(op, 5) + <usize>tile * <usize>word(op, 6),
      <usize>word(op, 7) + <usize>tile * <usize>word(op, 8),
      <usize>word(op, 9) << 6, word(op, 10), floatWord(op, 11),
    )
  }
}

function gradientRange(x: usize, dy: usize, dx: usize, bytes: usize, kind: i32, slope: f32): void {
  const end = x + bytes
  for (; x < end; x += 16, dy += 16, dx += 16) {
    const g = v128.load(dy)
    const v = v128.load(x)
    if (kind == kindRelu) v128.store(dx, v128.and(g, f32x4.gt(v, zero())))
    else v128.store(dx, f32x4.mul(g, slopeAt(v, kind, slope)))
  }
}

function slopeAt(v: v128, kind: i32, slope: f32): v128 {
  const one = f32x4.splat(1)
  if (kind == kindLeakyRelu) return v128.bitselect(one, f32x4.splat(slope), f32x4.gt(v, zero()))
  if (kind == kindTanh) return f32x4.sub(one, f32x4.mul(v, v))
  if (kind == kindSigmoid) return f32x4.mul(v, f32x4.sub(one, v))
  if (kind == kindGelu) return geluSlope(v)
  if (kind == kindGeluTanh) return geluTanhSlope(v)
  const s = sigmoid(v)
  return f32x4.mul(s, fma(v, f32x4.sub(one, s), one))
}

// @ts-ignore: decorator
@inline
function leaky(x: v128, slope: f32): v128 {
  return v128.bitselect(x, f32x4.mul(x, f32x4.splat(slope)), f32x4.gt(x, zero()))
}

function silu(x: v128): v128 {
  return f32x4.mul(x, sigmoid(x))
}

function gelu(x: v128): v128 {
  const half = f32x4.mul(x, f32x4.splat(0.5))
  return fma(half, erf(f32x4.mul(x, f32x4.splat(0.70710678))), half)
}

function geluSlope(x: v128): v128 {
  const density = f32x4.mul(exp(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5))), f32x4.splat(0.39894228))
  const share = fma(erf(f32x4.mul(x, f32x4.splat(0.70710678))), f32x4.splat(0.5), f32x4.splat(0.5))
  return fma(x, density, share)
}

// √(2/π)·(x + 0.044715·x³), the argument of the tanh approximation.
// @ts-ignore: decorator
@inline
function geluInner(x: v128): v128 {
  const cubic = fma(f32x4.mul(x, x), f32x4.splat(0.044715), f32x4.splat(1))
  return f32x4.mul(f32x4.mul(x, f32x4.splat(0.79788456)), cubic)
}

function geluTanh(x: v128): v128 {
  const half = f32x4.mul(x, f32x4.splat(0.5))
  return fma(half, tanh(geluInner(x)), half)
}

function geluTanhSlope(x: v128): v128 {
  const t = tanh(geluInner(x))
  const inner = f32x4.mul(fma(f32x4.mul(x, x), f32x4.splat(0.134145), f32x4.splat(1)), f32x4.splat(0.79788456))
  const outer = f32x4.mul(f32x4.sub(f32x4.splat(1), f32x4.mul(t, t)), inner)
  return fma(f32x4.mul(x, f32x4.splat(0.5)), outer, fma(t, f32x4.splat(0.5), f32x4.splat(0.5)))
}
