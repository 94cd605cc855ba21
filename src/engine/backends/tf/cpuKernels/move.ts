import { type CpuKernel, floatsOf, inputOf, integersOf, makeResult, sizeOf } from './kernelCall.ts'

/** Permutes the axes of a float32 tensor. */
export const transposeKernel: CpuKernel = {
  kernelName: 'Transpose',
  compute(call, original) {
    const x = inputOf(call, 'x')
    if (x.dtype !== 'float32') return original(call)
    const { perm } = call.attrs as { readonly perm: readonly number[] }
    const shape = perm.map((axis) => x.shape[axis] as number)
    const steps = perm.map((axis) => sizeOf(x.shape.slice(axis + 1)))
    const out = new Float32Array(sizeOf(shape))
    copyStrided(floatsOf(call, x), out, { shape, steps })
    return makeResult(call, shape, out)
  },
}

/** Fills `out` in order, reading `from` with one step an axis. */
function copyStrided(
  from: Float32Array,
  out: Float32Array,
  walk: { readonly shape: readonly number[]; readonly steps: readonly number[] },
): void {
  const { shape, steps } = walk
  const rank = shape.length
  const [inner, innerStep] = [shape[rank - 1] ?? 1, steps[rank - 1] ?? 1]
  const position = new Int32Array(rank)
  let start = 0
  for (let at = 0; at < out.length; at += inner) {
    for (let i = 0; i < inner; i++) out[at + i] = from[start + i * innerStep] as number
    for (let axis = rank - 2; axis >= 0; axis--) {
      const [size, step] = [shape[axis] as number, steps[axis] as number]
      start += step
      position[axis] = (position[axis] as number) + 1
      if ((position[axis] as number) < size) break
      position[axis] = 0
      start -= step * size
    }
  }
}

/** Picks rows along the first axis. */
export const gatherKernel: CpuKernel = {
  kernelName: 'GatherV2',
  compute(call, original) {
    const x = inputOf(call, 'x')
    const indices = inputOf(call, 'indices')
    const { axis, batchDims } = call.attrs as { readonly axis: number; readonly batchDims: number }
    if (axis !== 0 || batchDims !== 0 || indices.dtype !== 'int32') return original(call)
    const rowShape = x.shape.slice(1)
    const rows = integersOf(call, indices)
    const rowSize = sizeOf(rowShape)
    const from = x.dtype === 'int32' ? integersOf(call, x) : floatsOf(call, x)
    const out =
      x.dtype === 'int32' ? new Int32Array(rows.length * rowSize) : new Float32Array(rows.length * rowSize)
    rows.forEach((row, place) => {
      out.set(from.subarray(row * rowSize, (row + 1) * rowSize), place * rowSize)
    })
    return makeResult(call, [...indices.shape, ...rowShape], out)
  },
}
