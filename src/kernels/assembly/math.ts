import { fma, fnma } from './simd'

/** eˣ to 1 ulp or two; 0 below −87.3, Infinity above 88.7; NaN stays NaN. */
export function exp(x: v128): v128 {
  // pmax and pmin answer their first argument when it is NaN.
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87.33654)), f32x4.splat(88.72284))
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504)))
  let r = fnma(n, f32x4.splat(0.693359375), x)
  r = fnma(n, f32x4.splat(-2.12194440e-4), r)
  let p = f32x4.splat(1.9875691500e-4)
  p = fma(p, r, f32x4.splat(1.3981999507e-3))
  p = fma(p, r, f32x4.splat(8.3334519073e-3))
  p = fma(p, r, f32x4.splat(4.1665795894e-2))
  p = fma(p, r, f32x4.splat(1.6666665459e-1))
  p = fma(p, r, f32x4.splat(5.0000001201e-1))
  p = fma(p, f32x4.mul(r, r), f32x4.add(r, f32x4.splat(1)))
  // In two halves, since 2¹²⁸ has no float32 of its own.
  const i = i32x4.trunc_sat_f32x4_s(n)
  const half = i32x4.shr_s(i, 1)
  const low = i32x4.shl(i32x4.add(half, i32x4.splat(127)), 23)
  const high = i32x4.shl(i32x4.add(i32x4.sub(i, half), i32x4.splat(127)), 23)
  return f32x4.mul(f32x4.mul(p, low), high)
}

/** Natural logarithm of normal positive numbers; NaN and Infinity give NaN. */
export function log(x: v128): v128 {
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3))
  const e = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23))
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3))
  const f = f32x4.sub(m, f32x4.splat(1))
  const z = f32x4.mul(f, f)
  let p = f32x4.splat(7.0376836292e-2)
  p = fma(p, f, f32x4.splat(-1.1514610310e-1))
  p = fma(p, f, f32x4.splat(1.1676998740e-1))
  p = fma(p, f, f32x4.splat(-1.2420140846e-1))
  p = fma(p, f, f32x4.splat(1.4249322787e-1))
  p = fma(p, f, f32x4.splat(-1.6668057665e-1))
  p = fma(p, f, f32x4.splat(2.0000714765e-1))
  p = fma(p, f, f32x4.splat(-2.4999993993e-1))
  p = fma(p, f, f32x4.splat(3.3333331174e-1))
  p = f32x4.mul(p, f32x4.mul(f, z))
  p = fma(e, f32x4.splat(-2.12194440e-4), p)
  p = fma(z, f32x4.splat(-0.5), p)
  p = f32x4.add(f, p)
  p = fma(e, f32x4.splat(0.693359375), p)
  return f32x4.add(p, f32x4.sub(x, x))
}

/** 1 / (1 + e⁻ˣ). */
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1)
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))))
}

/** tanh; a polynomial near 0, where the quotient of exponentials would lose digits. */
export function tanh(x: v128): v128 {
  const one = f32x4.splat(1)
  const size = f32x4.abs(x)
  const e = exp(f32x4.mul(size, f32x4.splat(-2)))
  const far = f32x4.div(f32x4.sub(one, e), f32x4.add(one, e))
  const signed = v128.or(far, v128.and(x, f32x4.splat(-0.0)))
  const z = f32x4.mul(x, x)
  let p = f32x4.splat(-5.70498872745e-3)
  p = fma(p, z, f32x4.splat(2.06390887954e-2))
  p = fma(p, z, f32x4.splat(-5.37397155531e-2))
  p = fma(p, z, f32x4.splat(1.33314422036e-1))
  p = fma(p, z, f32x4.splat(-3.33332819422e-1))
  const near = fma(f32x4.mul(p, z), x, x)
  return v128.bitselect(near, signed, f32x4.lt(size, f32x4.splat(0.625)))
}

/** Gauss error function to 1.5e-7 (Abramowitz & Stegun 7.1.26). */
export function erf(x: v128): v128 {
  const one = f32x4.splat(1)
  const size = f32x4.abs(x)
  const t = f32x4.div(one, fma(size, f32x4.splat(0.3275911), one))
  let p = f32x4.splat(1.061405429)
  p = fma(p, t, f32x4.splat(-1.453152027))
  p = fma(p, t, f32x4.splat(1.421413741))
  p = fma(p, t, f32x4.splat(-0.284496736))
  p = fma(p, t, f32x4.splat(0.254829592))
  const value = fnma(f32x4.mul(p, t), exp(f32x4.neg(f32x4.mul(x, x))), one)
  return v128.or(value, v128.and(x, f32x4.splat(-0.0)))
}
