import { fma, laneSum, word, zero } from './simd'
import {
  pooledBack, pooledBackBytes, pooledBias, pooledBlocks, pooledEnds, pooledGradients, pooledLists, pooledPitch, pooledSampleBytes, pooledSamples,
  pooledVectors, pooledWeights,
} from '../operations'
import { tileOf } from './elementwise'

// Below a max pool most of a convolution's outputs get no gradient. Here only those that do are visited: sample by sample,
// channels last, so that all inputs of a kernel row lie side by side and one gradient goes to all of them at once.

// Samples that are laid out at a time: the lanes of a vector.
const lanes = 4

/** opPooledGradient on units [from, to), each a tile or a part of its samples; the last one hands the sums over. */
export function pooledGradient(context: usize, op: usize, tiles: i32, from: i32, to: i32): void {
  const parts = -word(op, 1)
  const quads = 4 / parts
  if (from == 0) begin(op)
  for (let unit = from; unit < to; unit++) {
    const tile = unit / parts
    const first = (unit - tile * parts) * quads
    for (let quad = first; quad < first + quads; quad++) {
      spread(op, tileOf(context, op, 3, tile) + (<usize>quad << 4))
      collect(op, tileOf(context, op, 5, tile) + (<usize>quad << 4), tileOf(context, op, 7, tile) + (<usize>quad << 4))
      for (let lane = 0; lane < lanes; lane++) descend(op, lane)
      if (word(op, 9) != -1) gatherBack(op, tileOf(context, op, 9, tile) + (<usize>quad << 4), tileOf(context, op, 3, tile) + (<usize>quad << 4))
    }
  }
  if (to == tiles * parts) finishSums(op)
}

// @ts-ignore: decorator
@inline
function detail(op: usize, i: i32): usize {
  return <usize>load<u32>(<usize>word(op, 15) + (<usize>i << 2))
}

// Bytes of one kernel row, for all taps and channels, in the packed weights and sums.
// @ts-ignore: decorator
@inline
function runBytes(op: usize): usize {
  return (detail(op, pooledVectors) * detail(op, pooledBlocks)) << 4
}

// Packs the weights as the sums lie, rows × kernel rows × (kernel columns × channels), and empties the sums.
function begin(op: usize): void {
  const rows = word(op, 16)
  const kernel = word(op, 21)
  memory.fill(detail(op, pooledGradients), 0, <usize>(rows * kernel) * runBytes(op))
  memory.fill(detail(op, pooledBias), 0, <usize>rows << 3)
  if (word(op, 9) != -1) repack(op, <usize>word(op, 12), detail(op, pooledWeights), true)
}

function finishSums(op: usize): void {
  repack(op, <usize>word(op, 13), detail(op, pooledGradients), false)
  if (word(op, 14) == 0) return
  for (let row = 0; row < word(op, 16); row++) {
    store<f32>(<usize>word(op, 14) + (<usize>row << 2), <f32>load<f64>(detail(op, pooledBias) + (<usize>row << 3)))
  }
}

// Between PyTorch's order (row, channel, ky, kx) and the packed one (row, ky, kx, channel).
function repack(op: usize, plain: usize, packed: usize, pack: bool): void {
  const channels = word(op, 17)
  const kernel = word(op, 21)
  const pixelBytes = <usize>word(op, 23) << 2
  const bytes = runBytes(op)
  for (let run = 0; run < word(op, 16) * kernel; run++) {
    const row = run / kernel
    const ky = run - row * kernel
    const target = packed + <usize>run * bytes
    for (let channel = 0; channel < channels; channel++) {
      const source = plain + (<usize>((row * channels + channel) * kernel + ky) * <usize>kernel << 2)
      for (let kx = 0; kx < kernel; kx++) {
        const at = target + <usize>kx * pixelBytes + (<usize>channel << 2)
        if (pack) store<f32>(at, load<f32>(source + (<usize>kx << 2)))
        else store<f32>(source + (<usize>kx << 2), load<f32>(at))
      }
    }
  }
}

// Lays four samples of a tile out on their own, channels last, inside a border of zeros that nothing writes to.
function spread(op: usize, x: usize): void {
  const channels = word(op, 17)
  const height = word(op, 19)
  const width = word(op, 20)
  const padding = <usize>word(op, 22)
  const pixelBytes = <usize>word(op, 23) << 2
  const pitch = detail(op, pooledPitch)
  const sampleBytes = detail(op, pooledSampleBytes)
  const plane = <usize>(height * width) << 6
  const start = detail(op, pooledSamples) + padding * (pitch + pixelBytes)
  const whole = channels & ~3
  for (let y = 0; y < height; y++) {
    for (let column = 0; column < width; column++) {
      let source = x + (<usize>(y * width + column) << 6)
      let at = start + <usize>y * pitch + <usize>column * pixelBytes
      for (let channel = 0; channel < whole; channel += 4) {
        transpose(source, plane, at, sampleBytes)
        source += plane << 2
        at += 16
      }
      for (let channel = whole; channel < channels; channel++) {
        const v = v128.load(source)
        v128.store32_lane(at, v, 0)
        v128.store32_lane(at + sampleBytes, v, 1)
        v128.store32_lane(at + 2 * sampleBytes, v, 2)
        v128.store32_lane(at + 3 * sampleBytes, v, 3)
        source += plane
        at += 4
      }
    }
  }
}

// Four vectors at `from`, so many bytes apart, into the four columns at `to`.
// @ts-ignore: decorator
@inline
function transpose(from: usize, fromStep: usize, to: usize, toStep: usize): void {
  const a = v128.load(from)
  const b = v128.load(from + fromStep)
  const c = v128.load(from + 2 * fromStep)
  const d = v128.load(from + 3 * fromStep)
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
  const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
  const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
  v128.store(to, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5))
  v128.store(to + toStep, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7))
  v128.store(to + 2 * toStep, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5))
  v128.store(to + 3 * toStep, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7))
}

// Lists (place, gradient) of every sample and row, without the zeros; adds the bias gradients up on the way.
function collect(op: usize, dy: usize, places: usize): void {
  const rows = word(op, 16)
  const pixels = <usize>word(op, 18)
  const listBytes = <usize>rows * pixels << 3
  const ends = detail(op, pooledEnds)
  const bias = detail(op, pooledBias)
  let a = detail(op, pooledLists)
  let b = a + listBytes
  let c = b + listBytes
  let d = c + listBytes
  for (let row = 0; row < rows; row++) {
    let sum = zero()
    let pending = zero()
    let place = i32x4.splat(-1)
    const end = dy + (pixels << 6)
    for (; dy < end; dy += 64, places += 64) {
      const g = v128.load(dy)
      const next = v128.load(places)
      // Neighbouring windows often share their largest input: one entry serves both.
      const same = i32x4.eq(place, next)
      const used = i32x4.bitmask(v128.andnot(f32x4.ne(pending, zero()), same))
      const low = v128.shuffle<i32>(place, pending, 0, 4, 1, 5)
      const high = v128.shuffle<i32>(place, pending, 2, 6, 3, 7)
      v128.store64_lane(a, low, 0)
      v128.store64_lane(b, low, 1)
      v128.store64_lane(c, high, 0)
      v128.store64_lane(d, high, 1)
      a += (used & 1) << 3
      b += (used & 2) << 2
      c += (used & 4) << 1
      d += used & 8
      pending = f32x4.add(g, v128.and(pending, same))
      place = next
      sum = f32x4.add(sum, g)
    }
    const used = i32x4.bitmask(f32x4.ne(pending, zero()))
    const low = v128.shuffle<i32>(place, pending, 0, 4, 1, 5)
    const high = v128.shuffle<i32>(place, pending, 2, 6, 3, 7)
    v128.store64_lane(a, low, 0)
    v128.store64_lane(b, low, 1)
    v128.store64_lane(c, high, 0)
    v128.store64_lane(d, high, 1)
    a += (used & 1) << 3
    b += (used & 2) << 2
    c += (used & 4) << 1
    d += used & 8
    const at = ends + (<usize>row << 4)
    store<u32>(at, a)
    store<u32>(at, b, 4)
    store<u32>(at, c, 8)
    store<u32>(at, d, 12)
    const total = bias + (<usize>row << 3)
    store<f64>(total, load<f64>(total) + laneSum(sum))
  }
}

// One sample's part of the weight gradient and, where wanted, its gradient in the inputs.
function descend(op: usize, lane: i32): void {
  const rows = word(op, 16)
  const kernel = word(op, 21)
  const vectors = <i32>detail(op, pooledVectors)
  const blocks = <i32>detail(op, pooledBlocks)
  const pitch = detail(op, pooledPitch)
  const blockBytes = <usize>vectors << 4
  const x = detail(op, pooledSamples) + <usize>lane * detail(op, pooledSampleBytes)
  const back = word(op, 9) == -1 ? <usize>0 : detail(op, pooledBack) + <usize>lane * detail(op, pooledSampleBytes)
  if (back) memory.fill(back, 0, detail(op, pooledBackBytes))
  let list = detail(op, pooledLists) + <usize>lane * (<usize>rows * <usize>word(op, 18) << 3)
  let sums = detail(op, pooledGradients)
  let weights = detail(op, pooledWeights)
  const together = vectors == 2 && blocks == 1 && !back
  for (let row = 0; row < rows; row++) {
    const end = <usize>load<u32>(detail(op, pooledEnds) + (<usize>row << 4) + (<usize>lane << 2))
    let ky = 0
    if (together) {
      for (; ky + 5 <= kernel; ky += 5) {
        sumRows(5, list, end, x + <usize>ky * pitch, pitch, sums)
        sums += 160
      }
      for (; ky + 3 <= kernel; ky += 3) {
        sumRows(3, list, end, x + <usize>ky * pitch, pitch, sums)
        sums += 96
      }
    }
    for (; ky < kernel; ky++) {
      let at = <usize>ky * pitch
      for (let block = 0; block < blocks; block++) {
        sumRun(vectors, list, end, x + at, sums)
        if (back) scatterRun(vectors, list, end, back + at, weights)
        at += blockBytes
        sums += blockBytes
        weights += blockBytes
      }
    }
    list = end
  }
}

function sumRun(vectors: i32, list: usize, end: usize, x: usize, sums: usize): void {
  if (vectors == 10) sumOf(10, list, end, x, sums)
  else if (vectors == 8) sumOf(8, list, end, x, sums)
  else if (vectors == 6) sumOf(6, list, end, x, sums)
  else if (vectors == 4) sumOf(4, list, end, x, sums)
  else sumOf(2, list, end, x, sums)
}

// Σ gradient · (so many vectors of inputs), added to the sums. The number of vectors is a constant where this is inlined.
// @ts-ignore: decorator
@inline
function sumOf(vectors: i32, list: usize, end: usize, x: usize, sums: usize): void {
  let a = zero()
  let b = a
  let c = a
  let d = a
  let e = a
  let f = a
  let h = a
  let i = a
  let j = a
  let k = a
  for (; list < end; list += 8) {
    const p = x + <usize>load<u32>(list)
    const g = v128.load32_splat(list, 4)
    a = fma(g, v128.load(p), a)
    b = fma(g, v128.load(p, 16), b)
    if (vectors > 2) {
      c = fma(g, v128.load(p, 32), c)
      d = fma(g, v128.load(p, 48), d)
    }
    if (vectors > 4) {
      e = fma(g, v128.load(p, 64), e)
      f = fma(g, v128.load(p, 80), f)
    }
    if (vectors > 6) {
      h = fma(g, v128.load(p, 96), h)
      i = fma(g, v128.load(p, 112), i)
    }
    if (vectors > 8) {
      j = fma(g, v128.load(p, 128), j)
      k = fma(g, v128.load(p, 144), k)
    }
  }
  addTwo(sums, a, b)
  if (vectors > 2) addTwo(sums + 32, c, d)
  if (vectors > 4) addTwo(sums + 64, e, f)
  if (vectors > 6) addTwo(sums + 96, h, i)
  if (vectors > 8) addTwo(sums + 128, j, k)
}

function sumRows(rows: i32, list: usize, end: usize, x: usize, pitch: usize, sums: usize): void {
  if (rows == 5) sumRowsOf(5, list, end, x, pitch, sums)
  else sumRowsOf(3, list, end, x, pitch, sums)
}

// As sumOf for several kernel rows of two vectors each.
// @ts-ignore: decorator
@inline
function sumRowsOf(rows: i32, list: usize, end: usize, x: usize, pitch: usize, sums: usize): void {
  let a = zero()
  let b = a
  let c = a
  let d = a
  let e = a
  let f = a
  let h = a
  let i = a
  let j = a
  let k = a
  for (; list < end; list += 8) {
    let p = x + <usize>load<u32>(list)
    const g = v128.load32_splat(list, 4)
    a = fma(g, v128.load(p), a)
    b = fma(g, v128.load(p, 16), b)
    p += pitch
    c = fma(g, v128.load(p), c)
    d = fma(g, v128.load(p, 16), d)
    p += pitch
    e = fma(g, v128.load(p), e)
    f = fma(g, v128.load(p, 16), f)
    if (rows > 3) {
      p += pitch
      h = fma(g, v128.load(p), h)
      i = fma(g, v128.load(p, 16), i)
      p += pitch
      j = fma(g, v128.load(p), j)
      k = fma(g, v128.load(p, 16), k)
    }
  }
  addTwo(sums, a, b)
  addTwo(sums + 32, c, d)
  addTwo(sums + 64, e, f)
  if (rows > 3) {
    addTwo(sums + 96, h, i)
    addTwo(sums + 128, j, k)
  }
}

// @ts-ignore: decorator
@inline
function addTwo(at: usize, a: v128, b: v128): void {
  v128.store(at, f32x4.add(v128.load(at), a))
  v128.store(at, f32x4.add(v128.load(at, 16), b), 16)
}

function scatterRun(vectors: i32, list: usize, end: usize, back: usize, weights: usize): void {
  if (vectors == 10) scatterOf(10, list, end, back, weights)
  else if (vectors == 8) scatterOf(8, list, end, back, weights)
  else if (vectors == 6) scatterOf(6, list, end, back, weights)
  else if (vectors == 4) scatterOf(4, list, end, back, weights)
  else scatterOf(2, list, end, back, weights)
}

// Adds gradient · (so many vectors of weights) at every place.
// @ts-ignore: decorator
@inline
function scatterOf(vectors: i32, list: usize, end: usize, back: usize, weights: usize): void {
  const a = v128.load(weights)
  const b = v128.load(weights, 16)
  const c = vectors > 2 ? v128.load(weights, 32) : a
  const d = vectors > 2 ? v128.load(weights, 48) : a
  const e = vectors > 4 ? v128.load(weights, 64) : a
  const f = vectors > 4 ? v128.load(weights, 80) : a
  const h = vectors > 6 ? v128.load(weights, 96) : a
  const i = vectors > 6 ? v128.load(weights, 112) : a
  const j = vectors > 8 ? v128.load(weights, 128) : a
  const k = vectors > 8 ? v128.load(weights, 144) : a
  for (; list < end; list += 8) {
    const p = back + <usize>load<u32>(list)
    const g = v128.load32_splat(list, 4)
    v128.store(p, fma(g, a, v128.load(p)))
    v128.store(p, fma(g, b, v128.load(p, 16)), 16)
    if (vectors > 2) {
      v128.store(p, fma(g, c, v128.load(p, 32)), 32)
      v128.store(p, fma(g, d, v128.load(p, 48)), 48)
    }
    if (vectors > 4) {
      v128.store(p, fma(g, e, v128.load(p, 64)), 64)
      v128.store(p, fma(g, f, v128.load(p, 80)), 80)
    }
    if (vectors > 6) {
      v128.store(p, fma(g, h, v128.load(p, 96)), 96)
      v128.store(p, fma(g, i, v128.load(p, 112)), 112)
    }
    if (vectors > 8) {
      v128.store(p, fma(g, j, v128.load(p, 128)), 128)
      v128.store(p, fma(g, k, v128.load(p, 144)), 144)
    }
  }
}

// Puts the gradients in the inputs of four samples back into their tile, zero where the input is not above zero if so asked.
function gatherBack(op: usize, dx: usize, x: usize): void {
  const channels = word(op, 17)
  const height = word(op, 19)
  const width = word(op, 20)
  const padding = <usize>word(op, 22)
  const pixelBytes = <usize>word(op, 23) << 2
  const pitch = detail(op, pooledPitch)
  const sampleBytes = detail(op, pooledSampleBytes)
  const plane = <usize>(height * width) << 6
  const start = detail(op, pooledBack) + padding * (pitch + pixelBytes)
  const masked = word(op, 11) != 0
  for (let y = 0; y < height; y++) {
    for (let column = 0; column < width; column++) {
      const pixel = <usize>(y * width + column) << 6
      let at = start + <usize>y * pitch + <usize>column * pixelBytes
      for (let channel = 0; channel < channels; channel += 4) {
        const a = v128.load(at)
        const b = v128.load(at + sampleBytes)
        const c = v128.load(at + 2 * sampleBytes)
        const d = v128.load(at + 3 * sampleBytes)
        const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
        const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
        const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
        const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
        const to = pixel + <usize>channel * plane
        putBack(dx + to, x + to, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5), masked)
        if (channel + 1 < channels) putBack(dx + to + plane, x + to + plane, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7), masked)
        if (channel + 2 < channels) putBack(dx + to + 2 * plane, x + to + 2 * plane, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5), masked)
        if (channel + 3 < channels) putBack(dx + to + 3 * plane, x + to + 3 * plane, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7), masked)
        at += 16
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function putBack(dx: usize, x: usize, value: v128, masked: bool): void {
  v128.store(dx, masked ? v128.and(value, f32x4.gt(v128.load(x), zero())) : value)
}
