import { floatWord, fma, laneMask, laneSum, relu, word, zero } from './simd'
import { tileOf } from './elementwise'
import { atBatch, atSamples, atStatisticSamples, epilogueRelu } from '../operations'

// Statistics of a batch are five float32 arrays, one number a channel: mean, 1/σ, factor, offset, unbiased variance.

/** opStatistics on channels [from, to), over all pixels of the samples that count; sums across tiles in float64. */
export function statistics(context: usize, op: usize, tiles: i32, from: i32, to: i32): void {
  const channels = <usize>word(op, 5)
  const pixels = word(op, 6)
  const samples = load<i32>(context + atSamples)
  const count = <f64>samples * <f64>pixels
  for (let channel = from; channel < to; channel++) {
    const at = <usize>channel << 2
    const plane = <usize>(channel * pixels) << 6
    let total: f64 = 0
    for (let tile = 0; tile < tiles; tile++) {
      total += planeSum(tileOf(context, op, 3, tile) + plane, pixels, samples - (tile << 4))
    }
    const mean = <f32>(total / count)
    let squares: f64 = 0
    for (let tile = 0; tile < tiles; tile++) {
      squares += planeSquares(tileOf(context, op, 3, tile) + plane, pixels, samples - (tile << 4), mean)
    }
    const out = <usize>word(op, 7) + at
    const inverse = <f32>(1 / Math.sqrt(squares / count + <f64>floatWord(op, 10)))
    const factor = load<f32>(<usize>word(op, 8) + at) * inverse
    store<f32>(out, mean)
    store<f32>(out + 4 * channels, inverse)
    store<f32>(out + 8 * channels, factor)
    store<f32>(out + 12 * channels, load<f32>(<usize>word(op, 9) + at) - mean * factor)
    store<f32>(out + 16 * channels, <f32>(squares / (count - 1)))
  }
}

function planeSum(x: usize, pixels: i32, valid: i32): f64 {
  const m0 = laneMask(valid, 0)
  const m1 = laneMask(valid, 1)
  const m2 = laneMask(valid, 2)
  const m3 = laneMask(valid, 3)
  let a = zero()
  let b = zero()
  let c = zero()
  let d = zero()
  const end = x + (<usize>pixels << 6)
  for (; x < end; x += 64) {
    a = f32x4.add(a, v128.and(v128.load(x), m0))
    b = f32x4.add(b, v128.and(v128.load(x, 16), m1))
    c = f32x4.add(c, v128.and(v128.load(x, 32), m2))
    d = f32x4.add(d, v128.and(v128.load(x, 48), m3))
  }
  return laneSum(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)))
}

function planeSquares(x: usize, pixels: i32, valid: i32, mean: f32): f64 {
  const m0 = laneMask(valid, 0)
  const m1 = laneMask(valid, 1)
  const m2 = laneMask(valid, 2)
  const m3 = laneMask(valid, 3)
  const centre = f32x4.splat(mean)
  let a = zero()
  let b = zero()
  let c = zero()
  let d = zero()
  const end = x + (<usize>pixels << 6)
  for (; x < end; x += 64) {
    const x0 = v128.and(f32x4.sub(v128.load(x), centre), m0)
    const x1 = v128.and(f32x4.sub(v128.load(x, 16), centre), m1)
    const x2 = v128.and(f32x4.sub(v128.load(x, 32), centre), m2)
    const x3 = v128.and(f32x4.sub(v128.load(x, 48), centre), m3)
    a = fma(x0, x0, a)
    b = fma(x1, x1, b)
    c = fma(x2, x2, c)
    d = fma(x3, x3, d)
  }
  return laneSum(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)))
}

/** opAffine on tiles [from, to). */
export function affine(context: usize, op: usize, from: i32, to: i32): void {
  const channels = word(op, 7)
  const bytes = <usize>word(op, 8) << 6
  const clamp = word(op, 11) == epilogueRelu
  for (let tile = from; tile < to; tile++) {
    let x = tileOf(context, op, 3, tile)
    let y = tileOf(context, op, 5, tile)
    for (let channel = 0; channel < channels; channel++) {
      const factor = v128.load32_splat(<usize>word(op, 9) + (<usize>channel << 2))
      const offset = v128.load32_splat(<usize>word(op, 10) + (<usize>channel << 2))
      const end = x + bytes
      for (; x < end; x += 16, y += 16) {
        const value = fma(v128.load(x), factor, offset)
        v128.store(y, clamp ? relu(value) : value)
      }
    }
  }
}

/** opBatchNormGradient on channels [from, to): through the batch statistics, over the samples that count. */
export function batchNormGradient(context: usize, op: usize, tiles: i32, from: i32, to: i32): void {
  const channels = <usize>word(op, 9)
  const pixels = word(op, 10)
  const samples = load<i32>(context + atSamples)
  const count = <f64>samples * <f64>pixels
  for (let channel = from; channel < to; channel++) {
    const at = <usize>channel << 2
    const plane = <usize>(channel * pixels) << 6
    const values = <usize>word(op, 11) + at
    const mean = load<f32>(values)
    const inverse = load<f32>(values + 4 * channels)
    let sum: f64 = 0
    let product: f64 = 0
    for (let tile = 0; tile < tiles; tile++) {
      const x = tileOf(context, op, 3, tile) + plane
      const dy = tileOf(context, op, 5, tile) + plane
      sum += planeSum(dy, pixels, samples - (tile << 4))
      product += planeProduct(x, dy, pixels, mean)
    }
    const scaled = product * <f64>inverse
    store<f32>(<usize>word(op, 12) + at, <f32>scaled)
    store<f32>(<usize>word(op, 13) + at, <f32>sum)
    const slope = <f32>((-scaled / count) * <f64>inverse)
    for (let tile = 0; tile < tiles; tile++) {
      planeGradient(
        tileOf(context, op, 3, tile) + plane, tileOf(context, op, 5, tile) + plane, tileOf(context, op, 7, tile) + plane,
        pixels, samples - (tile << 4), mean, load<f32>(values + 8 * channels), <f32>(-sum / count), slope,
      )
    }
  }
}

// Σ (x − mean)·dy; dy is zero in the lanes that do not count.
function planeProduct(x: usize, dy: usize, pixels: i32, mean: f32): f64 {
  const centre = f32x4.splat(mean)
  let a = zero()
  let b = zero()
  const end = x + (<usize>pixels << 6)
  for (; x < end; x += 32, dy += 32) {
    a = fma(f32x4.sub(v128.load(x), centre), v128.load(dy), a)
    b = fma(f32x4.sub(v128.load(x, 16), centre), v128.load(dy, 16), b)
  }
  return laneSum(f32x4.add(a, b))
}

function planeGradient(
  x: usize, dy: usize, dx: usize, pixels: i32, valid: i32, mean: f32, factor: f32, shift: f32, slope: f32,
): void {
  const centre = f32x4.splat(mean)
  const f = f32x4.splat(factor)
  const s = f32x4.splat(shift)
  const k = f32x4.splat(slope)
  const end = x + (<usize>pixels << 6)
  while (x < end) {
    for (let q = 0; q < 4; q++) {
      const value = f32x4.mul(f, f32x4.add(v128.load(dy), fma(f32x4.sub(v128.load(x), centre), k, s)))
      v128.store(dx, v128.and(value, laneMask(valid, q)))
      x += 16
      dy += 16
      dx += 16
    }
  }
}

/** opAccumulateStatistics: sample-weighted sums of batch means and of unbiased batch variances (design: batch norm recomputed). */
export function accumulateStatistics(context: usize, op: usize): void {
  const channels = word(op, 4)
  const weight = <f64>load<i32>(context + atSamples)
  const first = load<i32>(context + atBatch) == 0
  for (let channel = 0; channel < channels; channel++) {
    const values = <usize>word(op, 3) + (<usize>channel << 2)
    const mean = <usize>word(op, 5) + (<usize>channel << 3)
    const variance = <usize>word(op, 6) + (<usize>channel << 3)
    store<f64>(mean, (first ? 0 : load<f64>(mean)) + weight * <f64>load<f32>(values))
    store<f64>(variance, (first ? 0 : load<f64>(variance)) + weight * <f64>load<f32>(values + 16 * <usize>channels))
  }
}

/** opFinishStatistics. */
export function finishStatistics(context: usize, op: usize): void {
  const channels = word(op, 5)
  const samples = <f64>load<i32>(context + atStatisticSamples)
  for (let channel = 0; channel < channels; channel++) {
    const from = <usize>channel << 3
    const to = <usize>channel << 2
    store<f32>(<usize>word(op, 6) + to, <f32>(load<f64>(<usize>word(op, 3) + from) / samples))
    store<f32>(<usize>word(op, 7) + to, <f32>(load<f64>(<usize>word(op, 4) + from) / samples))
  }
}

/** opRunningStatistics: running ← running + momentum·(batch − running). */
export function runningStatistics(op: usize): void {
  const channels = word(op, 4)
  const momentum = floatWord(op, 7)
  for (let channel = 0; channel < channels; channel++) {
    const at = <usize>channel << 2
    const values = <usize>word(op, 3) + at
    const mean = <usize>word(op, 5) + at
    const variance = <usize>word(op, 6) + at
    store<f32>(mean, (1 - momentum) * load<f32>(mean) + momentum * load<f32>(values))
    store<f32>(variance, (1 - momentum) * load<f32>(variance) + momentum * load<f32>(values + 16 * <usize>channels))
  }
}

/** opNormalizer: factor and offset of an evaluated batch norm from its running statistics. */
export function normalizer(op: usize): void {
  const channels = word(op, 7)
  for (let channel = 0; channel < channels; channel++) {
    const at = <usize>channel << 2
    const variance = <f64>load<f32>(<usize>word(op, 4) + at) + <f64>floatWord(op, 8)
    const factor = <f32>(<f64>load<f32>(<usize>word(op, 5) + at) / Math.sqrt(variance))
    store<f32>(<usize>word(op, 9) + at, factor)
    store<f32>(<usize>word(op, 10) + at, load<f32>(<usize>word(op, 6) + at) - load<f32>(<usize>word(op, 3) + at) * factor)
  }
}

/** opFold on rows [from, to): a batch norm that follows a linear map becomes part of its weights and bias. */
export function fold(op: usize, from: i32, to: i32): void {
  const length = word(op, 6)
  for (let row = from; row < to; row++) {
    const at = <usize>row << 2
    const factor = load<f32>(<usize>word(op, 7) + at)
    const bias = word(op, 4) ? load<f32>(<usize>word(op, 4) + at) : <f32>0
    store<f32>(<usize>word(op, 10) + at, bias * factor + load<f32>(<usize>word(op, 8) + at))
    const start = <usize>(row * length) << 2
    for (let i = 0; i < length; i++) {
      const p = start + (<usize>i << 2)
      store<f32>(<usize>word(op, 9) + p, load<f32>(<usize>word(op, 3) + p) * factor)
    }
  }
}
