import { expect, test } from 'vitest'
import { initialBuffers } from '../../core/networks/network.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { createRandom } from '../../core/random.ts'
import { fetchFixture, fetchPublicData } from '../../fixtures/fetchFixture.ts'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { relativeDistance } from '../../fixtures/goldenTraces.ts'
import { createReferenceProblem } from '../../fixtures/referenceProblem.ts'
import type { Backend, JobControl } from './backend.ts'
import { createSimdBackend } from './simd/createSimdBackend.ts'
import { createTfBackend } from './tf/createTfBackend.ts'

const control: JobControl = { breathe: async () => {} }

test('any number of workers gives the same Hessian-vector product', async () => {
  const golden = await fetchFixture('digits_bn')
  const { network, dataset } = createReferenceProblem('digits_bn', await fetchPublicData('digits'))
  const weights = Float32Array.from(fixtureTensor(golden, 'end1'))
  const buffers = Float32Array.from(fixtureTensor(golden, 'end1.buffers'))
  const random = createRandom(1, 'direction')
  const direction = weights.map(() => random.normal())
  const rows = Int32Array.from({ length: dataset.train.count }, (_, row) => row)
  const products: Float64Array[] = []
  for (const workers of [0, 1, 3]) {
    const backend = await createSimdBackend({ workers })
    const session = await backend.createSession(network, dataset)
    const curvature = await session.createCurvature({ weights, buffers, rows })
    products.push(await curvature.multiply(direction, control))
    curvature.dispose()
    backend.dispose()
  }
  for (const product of products) expect(product).toEqual(products[0])
})

test('tfjs on WebGPU multiplies by the Hessian as simd does', async () => {
  const network = planNetwork({
    input: [2, 6, 6],
    layers: [
      { type: 'conv2d', out: 4, kernel: 3, padding: 1, groups: 2 },
      { type: 'batchnorm' },
      { type: 'leakyrelu' },
      { type: 'maxpool', kernel: 3, stride: 2, padding: 1 },
      { type: 'residual', body: [{ type: 'conv2d', out: 4, kernel: 1 }, { type: 'relu' }], shortcut: [] },
      { type: 'gelu' },
      { type: 'avgpool', kernel: 2, stride: 1 },
      { type: 'flatten' },
      { type: 'linear', out: 5 },
      { type: 'tanh' },
      { type: 'linear', out: 3 },
    ],
  })
  const random = createRandom(2, 'data')
  const draw = (count: number, scale = 1) =>
    Float32Array.from({ length: count }, () => scale * random.normal())
  const split = (count: number) => ({
    count,
    inputs: draw(72 * count),
    labels: Int32Array.from({ length: count }, (_, row) => row % 3),
  })
  const dataset = { inputShape: [2, 6, 6], classCount: 3, train: split(9), test: split(4) }
  const weights = draw(network.parameterCount, 0.4)
  const direction = draw(network.parameterCount)
  const buffers = initialBuffers(network)
  const rows = Int32Array.from({ length: 9 }, (_, row) => row)
  const products: Float64Array[] = []
  const backends: Backend[] = [await createSimdBackend({ workers: 0 }), await createTfBackend('tf-webgpu')]
  for (const backend of backends) {
    const session = await backend.createSession(network, dataset)
    const curvature = await session.createCurvature({ weights, buffers, rows })
    products.push(await curvature.multiply(direction, control))
    curvature.dispose()
    session.dispose()
    backend.dispose()
  }
  expect(relativeDistance(products[1] ?? [], products[0] ?? [])).toBeLessThan(1e-4)
})
