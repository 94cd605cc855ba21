import * as tf from '@tensorflow/tfjs-core'
import { type CpuKernel, floatsOf, inputOf, makeResult, sizeOf } from './kernelCall.ts'

/** Sums of a float32 tensor over neighbouring axes. */
export const sumKernel: CpuKernel = {
  kernelName: 'Sum',
  compute(call, original) {
    const x = inputOf(call, 'x')
    const { axis, keepDims } = call.attrs as { readonly axis: number | number[]; readonly keepDims: boolean }
    const axes = tf.util.parseAxisParam(axis, x.shape).sort((left, right) => left - right)
    const [first = 0] = axes
    const end = first + axes.length
    if (x.dtype !== 'float32' || axes.at(-1) !== end - 1) return original(call)
    const [before, after] = [x.shape.slice(0, first), x.shape.slice(end)]
    const shape = keepDims ? [...before, ...axes.map(() => 1), ...after] : [...before, ...after]
    const sizes = { outer: sizeOf(before), reduced: sizeOf(x.shape.slice(first, end)), inner: sizeOf(after) }
    return makeResult(call, shape, sumMiddle(floatsOf(call, x), sizes))
  },
}

function sumMiddle(
  x: Float32Array,
  sizes: { readonly outer: number; readonly reduced: number; readonly inner: number },
): Float32Array {
  const { outer, reduced, inner } = sizes
  const result = new Float32Array(outer * inner)
  const sums = new Float64Array(inner)
  let from = 0
  for (let i = 0; i < outer; i++) {
    sums.fill(0)
    for (let j = 0; j < reduced; j++) {
      for (let k = 0; k < inner; k++) sums[k] = (sums[k] as number) + (x[from++] as number)
    }
    result.set(sums, i * inner)
  }
  return result
}
