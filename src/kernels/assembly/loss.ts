import { exp, log } from './math'
import { laneSum, word, zero } from './simd'
import { tileOf } from './elementwise'
import { atFirstTile, atLabels, atSamples, atTileCorrect, atTileNll } from '../operations'

/**
 * opLoss on tiles [from, to): softmax cross-entropy. Writes the nll sum (float64) and the correct count of every tile;
 * where asked, the gradient of the mean nll and the probabilities. Lanes with label −1 count for nothing.
 */
export function loss(context: usize, op: usize, from: i32, to: i32): void {
  const classes = word(op, 5)
  const inverse = <f32>(1 / <f64>load<i32>(context + atSamples))
  const labels = <usize>load<u32>(context + atLabels)
  const first = load<i32>(context + atFirstTile)
  for (let tile = from; tile < to; tile++) {
    const logits = tileOf(context, op, 3, tile)
    const gradient = word(op, 6) == -1 ? <usize>0 : tileOf(context, op, 6, tile)
    const probabilities = word(op, 8) == -1 ? <usize>0 : <usize>word(op, 8) + <usize>(first + tile) * <usize>word(op, 9)
    let total: f64 = 0
    let correct = 0
    for (let q: usize = 0; q < 64; q += 16) {
      const label = v128.load(labels + (<usize>tile << 6) + q)
      const top = largestLogit(logits + q, classes)
      const sum = exponentials(logits + q, classes, top, label, gradient ? gradient + q : probabilities ? probabilities + q : 0)
      if (gradient) scaleGradient(gradient + q, classes, sum, label, inverse)
      else if (probabilities) scaleProbabilities(probabilities + q, classes, sum)
      const counted = i32x4.ge_s(label, i32x4.splat(0))
      const nll = f32x4.add(f32x4.sub(top, chosen), log(sum))
      total += laneSum(v128.and(nll, counted))
      correct += popcnt(i32x4.bitmask(v128.and(counted, hit)))
    }
    store<f64>(<usize>load<u32>(context + atTileNll) + (<usize>(first + tile) << 3), total)
    store<i32>(<usize>load<u32>(context + atTileCorrect) + (<usize>(first + tile) << 2), correct)
  }
}

// Second and third result of `exponentials`: the label's logit, and whether the first largest logit is the label's.
let chosen: v128 = i32x4.splat(0)
let hit: v128 = i32x4.splat(0)

function largestLogit(logits: usize, classes: i32): v128 {
  let top = v128.load(logits)
  for (let c = 1; c < classes; c++) top = f32x4.pmax(v128.load(logits + (<usize>c << 6)), top)
  return top
}

// Σ exp(z − top), in class order. A NaN that `top` lost comes back through its own exponential.
function exponentials(logits: usize, classes: i32, top: v128, label: v128, out: usize): v128 {
  let sum = zero()
  let value = zero()
  let open = i32x4.splat(-1)
  let found = i32x4.splat(0)
  for (let c = 0; c < classes; c++) {
    const z = v128.load(logits + (<usize>c << 6))
    const e = exp(f32x4.sub(z, top))
    sum = f32x4.add(sum, e)
    const mine = i32x4.eq(label, i32x4.splat(c))
    value = v128.bitselect(z, value, mine)
    const largest = v128.and(open, f32x4.eq(z, top))
    found = v128.or(found, v128.and(largest, mine))
    open = v128.andnot(open, largest)
    if (out) v128.store(out + (<usize>c << 6), e)
  }
  chosen = value
  hit = v128.and(found, f32x4.eq(sum, sum))
  return sum
}

function scaleGradient(out: usize, classes: i32, sum: v128, label: v128, inverse: f32): void {
  const scale = v128.and(f32x4.div(f32x4.splat(inverse), sum), i32x4.ge_s(label, i32x4.splat(0)))
  for (let c = 0; c < classes; c++) {
    const p = out + (<usize>c << 6)
    const target = v128.and(f32x4.splat(inverse), i32x4.eq(label, i32x4.splat(c)))
    v128.store(p, f32x4.sub(f32x4.mul(v128.load(p), scale), target))
  }
}

function scaleProbabilities(out: usize, classes: i32, sum: v128): void {
  for (let c = 0; c < classes; c++) {
    const p = out + (<usize>c << 6)
    v128.store(p, f32x4.div(v128.load(p), sum))
  }
}
