import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { initialBuffers } from '../../core/networks/network.ts'
import { createRandom } from '../../core/random.ts'
import { relativeDistance } from '../../fixtures/goldenTraces.ts'
import { createLayerProblem, layerCases } from '../../fixtures/layerCases.ts'
import { naiveCrossEntropy, runNaively } from '../../fixtures/naiveNetwork.ts'
import type { Backend, JobControl } from './backend.ts'
import { createSimdBackend } from './simd/createSimdBackend.ts'
import { createTfBackend } from './tf/createTfBackend.ts'

const control: JobControl = { breathe: async () => {} }

let simd: Backend
let tf: Backend
beforeAll(async () => {
  simd = await createSimdBackend()
  tf = await createTfBackend('tf-cpu')
})
afterAll(() => {
  simd.dispose()
  tf.dispose()
})

describe.each(layerCases)('%s', (_, architecture) => {
  const { network, data, vectors } = createLayerProblem(architecture)
  const weights = vectors[0] as Float32Array
  const buffers = initialBuffers(network).map((value, k) => value + 0.05 * (k % 5))
  const rows = Int32Array.from({ length: 20 }, (_row, i) => (5 * i + 2) % data.train.count)
  const draw = (index: number) => {
    const random = createRandom(4, 'direction', index)
    return Float32Array.from({ length: network.parameterCount }, random.normal)
  }
  const [u, v] = [draw(0), draw(1)]

  async function multiply(backend: Backend, direction: Float32Array): Promise<Float64Array> {
    const session = await backend.createSession(network, data)
    const curvature = await session.createCurvature({ weights, buffers, rows })
    const product = await curvature.multiply(direction, control)
    curvature.dispose()
    session.dispose()
    return product
  }

  test('multiplies by the Hessian on simd as on tf; it is symmetric', async () => {
    const [ofV, ofU, wanted] = [await multiply(simd, v), await multiply(simd, u), await multiply(tf, v)]
    expect(relativeDistance(ofV, wanted)).toBeLessThan(2e-5)
    const [a, b] = [inner(u, ofV), inner(v, ofU)]
    const scale = Math.sqrt(inner(u, u) * inner(ofV, ofV))
    expect(Math.abs(a - b)).toBeLessThan(1e-5 * scale)
  })

  const isSmooth = !/relu|maxpool/.test(JSON.stringify(architecture))
  test.runIf(isSmooth)('is what mixed differences of the loss say in float64', async () => {
    const product = await multiply(simd, v)
    const size = network.architecture.input.reduce((a, b) => a * b, 1)
    const inputs = Array.from(rows, (row) => [...data.train.inputs.subarray(row * size, (row + 1) * size)])
    const labels = Array.from(rows, (row) => data.train.labels[row] as number)
    const lossAt = (a: number, b: number) => {
      const moved = Float64Array.from(weights, (w, i) => w + a * (u[i] as number) + b * (v[i] as number))
      const { logits } = runNaively(network, inputs.flat(), {
        weights: moved,
        buffers: Float64Array.from(buffers),
      })
      return naiveCrossEntropy(logits, labels)
    }
    const h = 1e-3
    const mixed = (step: number) =>
      (lossAt(step, step) - lossAt(step, -step) - lossAt(-step, step) + lossAt(-step, -step)) /
      (4 * step * step)
    // One step of Richardson's extrapolation takes the error from h² to h⁴.
    const wanted = (4 * mixed(h / 2) - mixed(h)) / 3
    const scale = Math.sqrt(inner(u, u) * inner(product, product))
    expect(Math.abs(inner(u, product) - wanted)).toBeLessThan(2e-5 * scale)
  })
})

function inner(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
