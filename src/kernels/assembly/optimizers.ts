import { fma, laneSum, word, zero } from './simd'
import {
  atBasis, atBasisSize, atCoefficients, atHalted, atLearningRate, atMomentum, atNesterov, atOptimizer, atSlots, atSquares,
  atCorrect, atNll, atStep, atTileCorrect, atTileNll, atTiles, atTrained, atWeightDecay, blockFloats,
} from '../operations'

/**
 * opCombine on blocks [from, to): the point's weights out of the basis; with `squares` also ‖w‖² in float64. A vector whose
 * coefficient is 0 has no part in the point: its NaN and infinities do not spoil it.
 */
export function combine(context: usize, op: usize, from: i32, to: i32): void {
  const count = word(op, 4)
  const size = load<i32>(context + atBasisSize)
  const basis = <usize>load<u32>(context + atBasis)
  const coefficients = <usize>load<u32>(context + atCoefficients)
  const skips = hasZero(coefficients, size)
  if (from == 0) store<f64>(context + atSquares, 0)
  for (let block = from; block < to; block++) {
    const start = <usize>(block * blockFloats) << 2
    const end = min(start + (blockFloats << 2), <usize>count << 2)
    let squares: f64 = 0
    for (let at = start; at < end; at += 16) {
      const sum = skips ? sumUsed(basis, coefficients, size, at) : sumAll(basis, coefficients, size, at)
      v128.store(<usize>word(op, 3) + at, sum)
      if (word(op, 5)) {
        // Vectors are padded to whole v128 with zeros.
        const low = f64x2.promote_low_f32x4(sum)
        const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(sum, sum, 2, 3, 2, 3))
        const pair = f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high))
        squares += f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1)
      }
    }
    store<f64>(context + atSquares, load<f64>(context + atSquares) + squares)
  }
}

// @ts-ignore: decorator
@inline
function sumAll(basis: usize, coefficients: usize, size: i32, at: usize): v128 {
  let sum = f32x4.mul(f32x4.splat(<f32>load<f64>(coefficients)), v128.load(<usize>load<u32>(basis) + at))
  for (let b = 1; b < size; b++) {
    const c = f32x4.splat(<f32>load<f64>(coefficients + (<usize>b << 3)))
    sum = fma(c, v128.load(<usize>load<u32>(basis + (<usize>b << 2)) + at), sum)
  }
  return sum
}

function sumUsed(basis: usize, coefficients: usize, size: i32, at: usize): v128 {
  let sum = f32x4.splat(0)
  for (let b = 0; b < size; b++) {
    const c = load<f64>(coefficients + (<usize>b << 3))
    if (c != 0) sum = fma(f32x4.splat(<f32>c), v128.load(<usize>load<u32>(basis + (<usize>b << 2)) + at), sum)
  }
  return sum
}

/** Whether any of a point's coefficients is 0. */
export function hasZero(coefficients: usize, size: i32): bool {
  for (let b = 0; b < size; b++) if (load<f64>(coefficients + (<usize>b << 3)) == 0) return true
  return false
}

/** opFiniteLoss: adds up the tiles' sums in order and halts the run when they are not finite. */
export function finiteLoss(context: usize): void {
  sumTiles(context, 0, load<i32>(context + atTiles))
  if (!isFinite<f64>(load<f64>(context + atNll))) store<i32>(context + atHalted, 1)
}

/** Adds the sums of tiles [from, to) in tile order, so that no deal of the tiles changes a byte. */
export function sumTiles(context: usize, from: i32, to: i32): void {
  let nll: f64 = 0
  let correct = 0
  for (let tile = from; tile < to; tile++) {
    nll += load<f64>(<usize>load<u32>(context + atTileNll) + (<usize>tile << 3))
    correct += load<i32>(<usize>load<u32>(context + atTileCorrect) + (<usize>tile << 2))
  }
  store<f64>(context + atNll, nll)
  store<i32>(context + atCorrect, correct)
}

/**
 * opUpdate on blocks [from, to): g = ∇L(w) + wd·w; then every trained basis vector b descends along c_b·g. A `dry` run
 * stores nothing and halts where a new weight would not be finite, so that the weights stay those of the last full step.
 */
export function update(context: usize, op: usize, from: i32, to: i32, dry: bool): void {
  const size = load<i32>(context + atBasisSize)
  const last = <usize>word(op, 5) << 2
  const adam = load<i32>(context + atOptimizer) != 0
  const start = <usize>(from * blockFloats) << 2
  const end = min(<usize>(to * blockFloats) << 2, last)
  let slot = <usize>load<u32>(context + atSlots)
  for (let b = 0; b < size; b++) {
    if (load<i32>(<usize>load<u32>(context + atTrained) + (<usize>b << 2)) == 0) continue
    const target = <usize>load<u32>(<usize>load<u32>(context + atBasis) + (<usize>b << 2))
    const c = <f32>load<f64>(<usize>load<u32>(context + atCoefficients) + (<usize>b << 3))
    const first = <usize>load<u32>(slot)
    const gradient = <usize>word(op, 3)
    const weights = <usize>word(op, 4)
    let finite: bool
    if (adam) finite = adamStep(context, gradient, weights, target, first, <usize>load<u32>(slot, 4), c, start, end, dry)
    else finite = momentumStep(context, gradient, weights, target, first, c, start, end, dry)
    if (!finite) store<i32>(context + atHalted, 1)
    slot += adam ? 8 : 4
  }
}

function momentumStep(
  context: usize, gradient: usize, weights: usize, target: usize, slot: usize, c: f32, start: usize, end: usize, dry: bool,
): bool {
  const factor = f32x4.splat(c)
  const decay = f32x4.splat(<f32>load<f64>(context + atWeightDecay))
  const momentum = f32x4.splat(<f32>load<f64>(context + atMomentum))
  const rate = f32x4.splat(-<f32>load<f64>(context + atLearningRate))
  const nesterov = load<i32>(context + atNesterov) != 0
  // 0·w is NaN exactly where w is not finite.
  let check = zero()
  for (let at = start; at < end; at += 16) {
    const g = f32x4.mul(factor, fma(decay, v128.load(weights + at), v128.load(gradient + at)))
    const speed = fma(momentum, v128.load(slot + at), g)
    const step = nesterov ? fma(momentum, speed, g) : speed
    const value = fma(rate, step, v128.load(target + at))
    check = fma(value, zero(), check)
    if (dry) continue
    v128.store(slot + at, speed)
    v128.store(target + at, value)
  }
  return laneSum(check) == 0
}

function adamStep(
  context: usize, gradient: usize, weights: usize, target: usize, mean: usize, square: usize, c: f32, start: usize, end: usize,
  dry: bool,
): bool {
  const step = <f64>load<i32>(context + atStep) + 1
  const first = 1 - Math.pow(0.9, step)
  const second = Math.sqrt(1 - Math.pow(0.999, step))
  const factor = f32x4.splat(c)
  const decay = f32x4.splat(<f32>load<f64>(context + atWeightDecay))
  const rate = f32x4.splat(<f32>(-load<f64>(context + atLearningRate) / first))
  const spread = f32x4.splat(<f32>(1 / second))
  let check = zero()
  for (let at = start; at < end; at += 16) {
    const g = f32x4.mul(factor, fma(decay, v128.load(weights + at), v128.load(gradient + at)))
    const m = fma(f32x4.splat(0.9), v128.load(mean + at), f32x4.mul(f32x4.splat(0.1), g))
    const v = fma(f32x4.splat(0.999), v128.load(square + at), f32x4.mul(f32x4.splat(0.001), f32x4.mul(g, g)))
    const size = fma(f32x4.sqrt(v), spread, f32x4.splat(1e-8))
    const value = fma(rate, f32x4.div(m, size), v128.load(target + at))
    check = fma(value, zero(), check)
    if (dry) continue
    v128.store(mean + at, m)
    v128.store(square + at, v)
    v128.store(target + at, value)
  }
  return laneSum(check) == 0
}
