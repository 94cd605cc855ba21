import { relu, zero } from './simd'
import { epilogueMask, epilogueRelu } from '../operations'

/** Stores sixteen sums at y, through ReLU or a mask where the operation asks for it. */
// @ts-ignore: decorator
@inline
export function finish(y: usize, a: v128, b: v128, c: v128, d: v128, epilogue: i32, mask: usize): void {
  if (epilogue == epilogueRelu) {
    a = relu(a)
    b = relu(b)
    c = relu(c)
    d = relu(d)
  } else if (epilogue == epilogueMask) {
    a = v128.and(a, f32x4.gt(v128.load(mask), zero()))
    b = v128.and(b, f32x4.gt(v128.load(mask, 16), zero()))
    c = v128.and(c, f32x4.gt(v128.load(mask, 32), zero()))
    d = v128.and(d, f32x4.gt(v128.load(mask, 48), zero()))
  }
  v128.store(y, a)
  v128.store(y, b, 16)
  v128.store(y, c, 32)
  v128.store(y, d, 48)
}
