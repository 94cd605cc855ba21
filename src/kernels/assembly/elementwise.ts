import { floatWord, fma, relu, word } from './simd'
import { finish } from './epilogue'
import { hasZero } from './optimizers'
import {
  atBasisSize, atCoefficients, atFirstTile, atInput, atInputStride, atRows, atSamples, atSeed, atShared, atSharedStride, atStep,
  epilogueRelu,
} from '../operations'

/** opGather on tiles [from, to): rows of the data, transposed into tiles; lanes past the last sample repeat it. */
export function gather(context: usize, op: usize, from: i32, to: i32): void {
  const data = <usize>word(op, 3)
  const rowBytes = <usize>word(op, 4)
  const features = word(op, 5)
  const stride = <usize>word(op, 7)
  const labelsIn = <usize>word(op, 8)
  const labelsOut = <usize>word(op, 9)
  const rows = <usize>load<u32>(context + atRows)
  const samples = load<i32>(context + atSamples)
  for (let tile = from; tile < to; tile++) {
    const first = tile << 4
    for (let s = 0; s < 16; s++) {
      const sample = first + s
      const row = load<i32>(rows + (<usize>min(sample, samples - 1) << 2))
      const label = sample < samples ? load<i32>(labelsIn + (<usize>row << 2)) : -1
      store<i32>(labelsOut + (<usize>sample << 2), label)
    }
    const x = <usize>word(op, 6) + <usize>tile * stride
    for (let q = 0; q < 16; q += 4) {
      const a = data + <usize>load<i32>(rows + (<usize>min(first + q, samples - 1) << 2)) * rowBytes
      const b = data + <usize>load<i32>(rows + (<usize>min(first + q + 1, samples - 1) << 2)) * rowBytes
      const c = data + <usize>load<i32>(rows + (<usize>min(first + q + 2, samples - 1) << 2)) * rowBytes
      const d = data + <usize>load<i32>(rows + (<usize>min(first + q + 3, samples - 1) << 2)) * rowBytes
      transposeRows(a, b, c, d, x + (<usize>q << 2), features)
    }
  }
}

// Four rows into one column of vectors. Rows are padded to whole vectors, so the last load may run past the features.
function transposeRows(a: usize, b: usize, c: usize, d: usize, x: usize, features: i32): void {
  for (let feature = 0; feature < features; feature += 4) {
    const at = <usize>feature << 2
    const va = v128.load(a + at)
    const vb = v128.load(b + at)
    const vc = v128.load(c + at)
    const vd = v128.load(d + at)
    const ab0 = v128.shuffle<f32>(va, vb, 0, 4, 1, 5)
    const ab1 = v128.shuffle<f32>(va, vb, 2, 6, 3, 7)
    const cd0 = v128.shuffle<f32>(vc, vd, 0, 4, 1, 5)
    const cd1 = v128.shuffle<f32>(vc, vd, 2, 6, 3, 7)
    const out = x + (<usize>feature << 6)
    v128.store(out, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5))
    if (feature + 1 < features) v128.store(out, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7), 64)
    if (feature + 2 < features) v128.store(out, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5), 128)
    if (feature + 3 < features) v128.store(out, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7), 192)
  }
}

/** opAdd on tiles [from, to): y = a + b, or a copy of a; the input of the run stands in for an address of 0. */
export function add(context: usize, op: usize, from: i32, to: i32): void {
  const bytes = <usize>word(op, 9) << 6
  const clamp = word(op, 10) == epilogueRelu
  for (let tile = from; tile < to; tile++) {
    let a = tileOf(context, op, 3, tile)
    let y = tileOf(context, op, 7, tile)
    const end = a + bytes
    if (word(op, 5) == -1) {
      memory.copy(y, a, bytes)
      continue
    }
    let b = tileOf(context, op, 5, tile)
    for (; a < end; a += 16, b += 16, y += 16) {
      const sum = f32x4.add(v128.load(a), v128.load(b))
      v128.store(y, clamp ? relu(sum) : sum)
    }
  }
}

/** Address of a tile of the tensor at words i, i + 1. */
export function tileOf(context: usize, op: usize, i: i32, tile: i32): usize {
  const address = <usize>word(op, i)
  if (address == 0) return <usize>load<u32>(context + atInput) + <usize>tile * <usize>load<u32>(context + atInputStride)
  return address + <usize>tile * <usize>word(op, i + 1)
}

/** opDropout on tiles [from, to); the mask is the counter-based hash of core/dropout.ts, bit for bit. */
export function dropout(context: usize, op: usize, from: i32, to: i32): void {
  const elements = word(op, 7)
  const threshold = i32x4.splat(word(op, 9))
  const keep = f32x4.splat(floatWord(op, 10))
  const prefix = absorb(absorb(absorb(0x9e3779b9, load<i32>(context + atSeed)), load<i32>(context + atStep)), word(op, 8))
  const base = i32x4.splat(prefix * 5 + 0xe6546b64)
  for (let tile = from; tile < to; tile++) {
    let x = tileOf(context, op, 3, tile)
    let y = tileOf(context, op, 5, tile)
    for (let element = 0; element < elements; element++) {
      for (let q = 0; q < 4; q++) {
        const row = (tile << 4) + (q << 2)
        const index = i32x4(row * elements + element, (row + 1) * elements + element, (row + 2) * elements + element, (row + 3) * elements + element)
        const dropped = i32x4.lt_u(absorb4(base, index), threshold)
        v128.store(y, f32x4.mul(v128.load(x), v128.andnot(keep, dropped)))
        x += 16
        y += 16
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function absorb(state: i32, value: i32): i32 {
  let hash = (state * 5 + 0xe6546b64) ^ value
  hash = (hash ^ (hash >>> 16)) * 0x85ebca6b
  hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35
  return hash ^ (hash >>> 16)
}

// @ts-ignore: decorator
@inline
function absorb4(base: v128, value: v128): v128 {
  let hash = v128.xor(base, value)
  hash = i32x4.mul(v128.xor(hash, i32x4.shr_u(hash, 16)), i32x4.splat(0x85ebca6b))
  hash = i32x4.mul(v128.xor(hash, i32x4.shr_u(hash, 13)), i32x4.splat(0xc2b2ae35))
  return v128.xor(hash, i32x4.shr_u(hash, 16))
}

/** opShared on tiles [from, to): the first layer at a point, from its products with every basis vector. */
export function shared(context: usize, op: usize, from: i32, to: i32): void {
  const elements = <usize>word(op, 5)
  const epilogue = word(op, 6)
  const size = load<i32>(context + atBasisSize)
  const coefficients = <usize>load<u32>(context + atCoefficients)
  const stride = <usize>load<u32>(context + atSharedStride)
  const products = <usize>load<u32>(context + atShared) + <usize>load<i32>(context + atFirstTile) * stride
  const plane = elements << 6
  const skips = hasZero(coefficients, size)
  for (let tile = from; tile < to; tile++) {
    const p = products + <usize>tile * stride
    const y = <usize>word(op, 3) + <usize>tile * <usize>word(op, 4)
    if (size == 3 && !skips) sharedOfThree(p, y, plane, coefficients, epilogue)
    else sharedOfMany(p, y, plane, coefficients, size, epilogue)
  }
}

function sharedOfThree(p: usize, y: usize, plane: usize, coefficients: usize, epilogue: i32): void {
  const ca = f32x4.splat(<f32>load<f64>(coefficients))
  const cb = f32x4.splat(<f32>load<f64>(coefficients, 8))
  const cc = f32x4.splat(<f32>load<f64>(coefficients, 16))
  const clamp = epilogue == epilogueRelu
  const end = p + plane
  for (; p < end; p += 16, y += 16) {
    const sum = fma(cc, v128.load(p + 2 * plane), fma(cb, v128.load(p + plane), f32x4.mul(ca, v128.load(p))))
    v128.store(y, clamp ? relu(sum) : sum)
  }
}

function sharedOfMany(p: usize, y: usize, plane: usize, coefficients: usize, size: i32, epilogue: i32): void {
  for (let at: usize = 0; at < plane; at += 64) {
    let a = f32x4.splat(0)
    let b = a
    let c = a
    let d = a
    for (let i = 0; i < size; i++) {
      const coefficient = load<f64>(coefficients + (<usize>i << 3))
      if (coefficient == 0) continue
      const factor = f32x4.splat(<f32>coefficient)
      const source = p + <usize>i * plane + at
      a = fma(factor, v128.load(source), a)
      b = fma(factor, v128.load(source, 16), b)
      c = fma(factor, v128.load(source, 32), c)
      d = fma(factor, v128.load(source, 48), d)
    }
    finish(y + at, a, b, c, d, epilogue, 0)
  }
}
