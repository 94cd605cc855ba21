import { type Matrix, multiply, transpose } from './gemm.ts'
import { type CpuKernel, floatsOf, inputOf, type KernelCall, makeResult } from './kernelCall.ts'

/** Products of two matrices; batches of them are tfjs's business. */
export const matMulKernel: CpuKernel = {
  kernelName: 'BatchMatMul',
  compute(call, original) {
    const attributes = call.attrs as
      | { readonly transposeA: boolean; readonly transposeB: boolean }
      | undefined
    const a = readMatrix(call, 'a', attributes?.transposeA ?? false)
    const b = readMatrix(call, 'b', attributes?.transposeB ?? false)
    if (!a || !b) return original(call)
    const values = new Float32Array(a.rows * b.columns)
    multiply(a, b, { values, offset: 0 })
    const batch = inputOf(call, 'a').shape.slice(0, -2)
    return makeResult(call, [...batch, a.rows, b.columns], values)
  },
}

/** Undefined for a batch of more than one. */
function readMatrix(call: KernelCall, name: string, transposed: boolean): Matrix | undefined {
  const info = inputOf(call, name)
  const [rows = 1, columns = 1] = info.shape.slice(-2)
  if (info.shape.slice(0, -2).some((side) => side !== 1)) return undefined
  const matrix = { values: floatsOf(call, info), offset: 0, rows, columns, rowStep: columns, columnStep: 1 }
  return transposed ? transpose(matrix) : matrix
}
