import { fma, laneSum } from './simd'

/**
 * What this build can do at most on one thread: `rounds` times twelve independent multiply-adds, 96 floating-point
 * operations a round. Answers a number that depends on them all, so that none is left out.
 */
export function peak(rounds: i32): f64 {
  const x = f32x4(0.5, 0.25, 0.125, 0.0625)
  const y = f32x4.splat(0.5)
  let a0 = x
  let a1 = x
  let a2 = x
  let a3 = x
  let a4 = x
  let a5 = x
  let a6 = x
  let a7 = x
  let a8 = x
  let a9 = x
  let b0 = x
  let b1 = x
  for (let round = 0; round < rounds; round++) {
    a0 = fma(a0, y, x)
    a1 = fma(a1, y, x)
    a2 = fma(a2, y, x)
    a3 = fma(a3, y, x)
    a4 = fma(a4, y, x)
    a5 = fma(a5, y, x)
    a6 = fma(a6, y, x)
    a7 = fma(a7, y, x)
    a8 = fma(a8, y, x)
    a9 = fma(a9, y, x)
    b0 = fma(b0, y, x)
    b1 = fma(b1, y, x)
  }
  return laneSum(a0) + laneSum(a1) + laneSum(a2) + laneSum(a3) + laneSum(a4) + laneSum(a5) + laneSum(a6) + laneSum(a7) + laneSum(a8) + laneSum(a9) + laneSum(b0) + laneSum(b1)
}
