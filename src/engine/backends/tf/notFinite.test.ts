import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Layer } from '../../../core/networks/architecture.ts'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import { createRandom } from '../../../core/random.ts'
import type { Backend } from '../backend.ts'
import { createTfBackend } from './createTfBackend.ts'

const control = { breathe: async () => {} }
const random = createRandom(3, 'data')
const inputShape = [1, 6, 6]
const split = {
  count: 4,
  inputs: Float32Array.from({ length: 4 * 36 }, () => random.normal()),
  labels: Int32Array.of(0, 1, 0, 1),
}
const dataset = { inputShape, classCount: 2, train: split, test: split }

let backend: Backend
beforeAll(async () => {
  backend = await createTfBackend('tf-cpu')
})
afterAll(() => backend.dispose())

async function evaluate(layers: readonly Layer[], change: (weights: Float32Array) => void) {
  const network = planNetwork({
    input: inputShape,
    layers: [
      { type: 'conv2d', out: 2, kernel: 3 },
      ...layers,
      { type: 'flatten' },
      { type: 'linear', out: 2 },
    ],
  })
  const weights = Float32Array.from({ length: network.parameterCount }, () => random.normal())
  change(weights)
  const session = await backend.createSession(network, dataset)
  const values = await session.evaluate(
    {
      basis: [weights],
      buffers: [],
      coefficients: Float64Array.of(1),
      splits: ['train'],
      batchNorm: 'recomputed',
    },
    control,
  )
  session.dispose()
  return values.train?.nll[0]
}

const hidden: readonly (readonly [string, readonly Layer[]])[] = [
  ['relu', [{ type: 'relu' }]],
  ['leakyrelu', [{ type: 'leakyrelu' }]],
  ['tanh', [{ type: 'tanh' }]],
  ['sigmoid', [{ type: 'sigmoid' }]],
  ['gelu', [{ type: 'gelu' }]],
  ['gelu tanh', [{ type: 'gelu', approximate: 'tanh' }]],
  ['silu', [{ type: 'silu' }]],
  ['maxpool', [{ type: 'maxpool', kernel: 2 }]],
  ['maxpool with padding', [{ type: 'maxpool', kernel: 3, stride: 2, padding: 1 }]],
  ['relu before maxpool', [{ type: 'relu' }, { type: 'maxpool', kernel: 2 }]],
  ['avgpool', [{ type: 'avgpool', kernel: 2 }]],
  ['batchnorm', [{ type: 'batchnorm' }]],
]

describe.each(hidden)('%s', (_name, layers) => {
  test('a NaN among the weights is a NaN in the loss', async () => {
    expect(
      await evaluate(layers, (weights) => {
        weights[0] = Number.NaN
      }),
    ).toBeNaN()
  })
})

test('a NaN in one pixel alone comes through max-pooling', async () => {
  const inputs = split.inputs.slice()
  inputs[7] = Number.NaN
  const network = planNetwork({
    input: inputShape,
    layers: [{ type: 'maxpool', kernel: 2 }, { type: 'flatten' }, { type: 'linear', out: 2 }],
  })
  const train = { ...split, inputs }
  const session = await backend.createSession(network, { ...dataset, train, test: train })
  const basis = [new Float32Array(network.parameterCount).fill(0.1)]
  const request = { basis, buffers: [], coefficients: Float64Array.of(1), batchNorm: 'stored' as const }
  const values = await session.evaluate({ ...request, splits: ['train'] }, control)
  expect(values.train?.nll[0]).toBeNaN()
  session.dispose()
})

test('weights that overflow give no finite loss', async () => {
  const nll = await evaluate([{ type: 'relu' }], (weights) => weights.fill(1e30))
  expect(nll).not.toSatisfy(Number.isFinite)
})

test('large but finite logits give an exact loss', async () => {
  const nll = await evaluate([{ type: 'relu' }], (weights) => {
    weights.fill(0)
    // The two biases of the last layer: half of the labels lose by 2e4 nats.
    weights[weights.length - 2] = 1e4
    weights[weights.length - 1] = -1e4
  })
  expect(nll).toBeCloseTo(1e4, 1)
})
