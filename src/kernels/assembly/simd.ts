// Vector idioms that every kernel uses. A `v128` always holds four float32 of one element.

/** Word i of an operation. */
// @ts-ignore: decorator
@inline
export function word(op: usize, i: i32): i32 {
  return load<i32>(op + (<usize>i << 2))
}

/** Word i of an operation as float32. */
// @ts-ignore: decorator
@inline
export function floatWord(op: usize, i: i32): f32 {
  return load<f32>(op + (<usize>i << 2))
}

/** a·b + c, rounded once where the build has fused multiply-add. */
// @ts-ignore: decorator
@inline
export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c)
  return f32x4.add(f32x4.mul(a, b), c)
}

/** c − a·b. */
// @ts-ignore: decorator
@inline
export function fnma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_nmadd(a, b, c)
  return f32x4.sub(c, f32x4.mul(a, b))
}

// @ts-ignore: decorator
@inline
export function zero(): v128 {
  return f32x4.splat(0)
}

/** max(x, 0) that lets NaN through: `pmax` answers its first argument when either is NaN. */
// @ts-ignore: decorator
@inline
export function relu(x: v128): v128 {
  return f32x4.pmax(x, f32x4.splat(0))
}

/** The four horizontal sums of four vectors. */
// @ts-ignore: decorator
@inline
export function sums4(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7))
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7))
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7))
}

/** Sum of the four lanes in float64. */
// @ts-ignore: decorator
@inline
export function laneSum(a: v128): f64 {
  return (
    <f64>f32x4.extract_lane(a, 0) +
    <f64>f32x4.extract_lane(a, 1) +
    (<f64>f32x4.extract_lane(a, 2) + <f64>f32x4.extract_lane(a, 3))
  )
}

/** All ones in the lanes of vector q (0…3) of a tile that come before `valid`. */
// @ts-ignore: decorator
@inline
export function laneMask(valid: i32, q: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(valid - (q << 2)))
}
