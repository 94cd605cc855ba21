import * as tf from '@tensorflow/tfjs-core'
import { type CpuKernel, floatsOf, inputOf, makeResult, sizeOf } from './kernelCall.ts'

/** Three nested loops over a result, and how far each operand moves in them; 0 where it is broadcast. */
interface Sweep {
  readonly sizes: readonly [number, number, number]
  readonly a: readonly [number, number, number]
  readonly b: readonly [number, number, number]
}

/** One row of the result: `count` elements from `at`, operands from `p` and `q` in steps. */
interface Row {
  readonly out: Float32Array
  readonly a: Float32Array
  readonly b: Float32Array
  readonly count: number
  readonly aStep: number
  readonly bStep: number
}

type RowLoop = (row: Row, at: number, p: number, q: number) => void

// Four loops that differ in one sign: with the operation as an argument the compiler would call it for each element.
const loops: Readonly<Record<string, RowLoop>> = {
  Add({ out, a, b, count, aStep, bStep }, at, p, q) {
    for (let i = 0; i < count; i++) out[at + i] = (a[p + i * aStep] as number) + (b[q + i * bStep] as number)
  },
  Sub({ out, a, b, count, aStep, bStep }, at, p, q) {
    for (let i = 0; i < count; i++) out[at + i] = (a[p + i * aStep] as number) - (b[q + i * bStep] as number)
  },
  Multiply({ out, a, b, count, aStep, bStep }, at, p, q) {
    for (let i = 0; i < count; i++) out[at + i] = (a[p + i * aStep] as number) * (b[q + i * bStep] as number)
  },
  RealDiv({ out, a, b, count, aStep, bStep }, at, p, q) {
    for (let i = 0; i < count; i++) out[at + i] = (a[p + i * aStep] as number) / (b[q + i * bStep] as number)
  },
}

/** Sums, differences, products and quotients of float32 tensors, broadcast as numpy does. */
export const binaryKernels: readonly CpuKernel[] = Object.entries(loops).map(([kernelName, loop]) => ({
  kernelName,
  compute(call, original) {
    const a = inputOf(call, 'a')
    const b = inputOf(call, 'b')
    const shape = tf.backend_util.assertAndGetBroadcastShape(a.shape, b.shape)
    const sweep =
      a.dtype === 'float32' && b.dtype === 'float32' ? planSweep(shape, a.shape, b.shape) : undefined
    if (!sweep) return original(call)
    const out = new Float32Array(sizeOf(shape))
    runSweep(sweep, loop, { out, a: floatsOf(call, a), b: floatsOf(call, b) })
    return makeResult(call, shape, out)
  },
}))

/** Joins neighbouring axes along which both operands either move or stay; undefined where more than three remain. */
function planSweep(
  shape: readonly number[],
  aShape: readonly number[],
  bShape: readonly number[],
): Sweep | undefined {
  const groups: { size: number; readonly aMoves: boolean; readonly bMoves: boolean }[] = []
  shape.forEach((size, axis) => {
    if (size === 1) return
    const aMoves = (aShape[axis - shape.length + aShape.length] ?? 1) !== 1
    const bMoves = (bShape[axis - shape.length + bShape.length] ?? 1) !== 1
    const last = groups.at(-1)
    if (last && last.aMoves === aMoves && last.bMoves === bMoves) last.size *= size
    else groups.push({ size, aMoves, bMoves })
  })
  if (groups.length > 3) return undefined
  while (groups.length < 3) groups.unshift({ size: 1, aMoves: false, bMoves: false })
  const sizes = groups.map(({ size }) => size) as [number, number, number]
  return {
    sizes,
    a: measureSteps(
      sizes,
      groups.map(({ aMoves }) => aMoves),
    ),
    b: measureSteps(
      sizes,
      groups.map(({ bMoves }) => bMoves),
    ),
  }
}

function measureSteps(sizes: readonly number[], moves: readonly boolean[]): [number, number, number] {
  const steps: [number, number, number] = [0, 0, 0]
  let step = 1
  for (let axis = 2; axis >= 0; axis--) {
    if (!moves[axis]) continue
    steps[axis] = step
    step *= sizes[axis] as number
  }
  return steps
}

function runSweep(sweep: Sweep, loop: RowLoop, arrays: Pick<Row, 'out' | 'a' | 'b'>): void {
  const [outer, middle, count] = sweep.sizes
  const [aOuter, aMiddle, aStep] = sweep.a
  const [bOuter, bMiddle, bStep] = sweep.b
  const row = { ...arrays, count, aStep, bStep }
  let at = 0
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < middle; j++, at += count) {
      loop(row, at, i * aOuter + j * aMiddle, i * bOuter + j * bMiddle)
    }
  }
}
