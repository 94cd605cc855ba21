import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Architecture, Layer } from '../../../core/architecture.ts'
import type { Dataset } from '../../../core/dataset.ts'
import { initializeWeights } from '../../../core/initializers.ts'
import { initialBuffers } from '../../../core/network.ts'
import { planNetwork } from '../../../core/planNetwork.ts'
import { createRandom } from '../../../core/random.ts'
import { relativeDistance } from '../../../fixtures/goldenTraces.ts'
import type { Backend, JobControl, TrainerRequest } from '../backend.ts'
import { createTfBackend } from '../tf/createTfBackend.ts'
import { createSimdBackend } from './createSimdBackend.ts'

const control: JobControl = { breathe: async () => {} }
const image = [3, 7, 5]

const head: readonly Layer[] = [{ type: 'flatten' }, { type: 'linear', out: 4 }]
const onImages = (...layers: Layer[]): Architecture => ({ input: image, layers: [...layers, ...head] })
const onFeatures = (count: number, ...layers: Layer[]): Architecture => ({
  input: [count],
  layers: [...layers, { type: 'linear', out: 4 }],
})
const conv = (out: number, kernel: number, rest: object = {}): Layer => ({
  type: 'conv2d',
  out,
  kernel,
  ...rest,
})

const architectures: Record<string, Architecture> = {
  'a linear layer alone': onFeatures(1),
  'odd widths': onFeatures(
    7,
    { type: 'linear', out: 1 },
    { type: 'tanh' },
    { type: 'linear', out: 17 },
    { type: 'relu' },
  ),
  'linear without bias': onFeatures(3, { type: 'linear', out: 17, bias: false }, { type: 'relu' }),
  'leaky relu': onFeatures(5, { type: 'linear', out: 6 }, { type: 'leakyrelu', slope: 0.2 }),
  tanh: onFeatures(5, { type: 'linear', out: 6 }, { type: 'tanh' }),
  sigmoid: onFeatures(5, { type: 'linear', out: 6 }, { type: 'sigmoid' }),
  gelu: onFeatures(5, { type: 'linear', out: 6 }, { type: 'gelu' }),
  'gelu by tanh': onFeatures(5, { type: 'linear', out: 6 }, { type: 'gelu', approximate: 'tanh' }),
  silu: onFeatures(5, { type: 'linear', out: 6 }, { type: 'silu' }),
  'an activation first': onFeatures(
    5,
    { type: 'relu' },
    { type: 'linear', out: 6 },
    { type: 'relu' },
    { type: 'relu' },
  ),
  convolution: onImages(conv(5, 3, { padding: 1 }), { type: 'relu' }),
  'convolution twice': onImages(conv(4, 3, { padding: 2 }), { type: 'relu' }, conv(5, 2), { type: 'tanh' }),
  'strided convolution': onImages(conv(4, 1), { type: 'relu' }, conv(3, 3, { stride: 2, padding: 1 }), {
    type: 'relu',
  }),
  'stride above the kernel': onImages(conv(4, 1), conv(3, 2, { stride: 3 })),
  'dilated convolution': onImages(conv(6, 1), conv(3, 3, { dilation: 2, padding: 2, bias: false })),
  'grouped convolution': onImages(conv(6, 1), { type: 'relu' }, conv(9, 3, { groups: 3, padding: 1 })),
  'depthwise convolution': onImages(conv(3, 3, { groups: 3, padding: 1 }), conv(2, 1)),
  'max pooling': onImages(conv(3, 3), { type: 'relu' }, { type: 'maxpool', kernel: 2 }),
  'padded max pooling': onImages(conv(3, 1), { type: 'maxpool', kernel: 3, stride: 2, padding: 1 }),
  'average pooling': onImages(
    conv(3, 1),
    { type: 'relu' },
    { type: 'avgpool', kernel: 3, stride: 2, padding: 1 },
  ),
  'global average pooling': {
    input: image,
    layers: [conv(5, 3), { type: 'relu' }, { type: 'globalavgpool' }, { type: 'linear', out: 4 }],
  },
  'batch norm of features': onFeatures(
    7,
    { type: 'linear', out: 6 },
    { type: 'batchnorm' },
    { type: 'relu' },
    { type: 'linear', out: 5 },
    { type: 'batchnorm', eps: 1e-3, momentum: 0.3 },
  ),
  'batch norm first': onImages({ type: 'batchnorm' }, conv(3, 3), { type: 'relu' }),
  'batch norm of images': onImages(
    conv(3, 3, { bias: false }),
    { type: 'batchnorm' },
    { type: 'relu' },
    conv(4, 2),
    { type: 'batchnorm' },
    { type: 'tanh' },
  ),
  'identity shortcut': onFeatures(
    6,
    { type: 'linear', out: 6 },
    { type: 'relu' },
    { type: 'residual', body: [{ type: 'linear', out: 6 }, { type: 'relu' }], shortcut: [] },
    { type: 'relu' },
  ),
  'residual before any layer': onFeatures(6, {
    type: 'residual',
    body: [{ type: 'linear', out: 6 }],
    shortcut: [],
  }),
  'preactivated residual blocks': onImages(
    conv(4, 3, { padding: 1 }),
    {
      type: 'residual',
      body: [
        { type: 'batchnorm' },
        { type: 'relu' },
        conv(4, 3, { padding: 1 }),
        { type: 'batchnorm' },
        { type: 'relu' },
        conv(4, 3, { padding: 1 }),
      ],
      shortcut: [],
    },
    {
      type: 'residual',
      body: [{ type: 'batchnorm' }, { type: 'relu' }, conv(6, 3, { stride: 2, padding: 1 })],
      shortcut: [conv(6, 1, { stride: 2 }), { type: 'relu' }],
    },
    { type: 'batchnorm' },
    { type: 'relu' },
  ),
  'residual in a residual': onFeatures(
    5,
    { type: 'linear', out: 5 },
    {
      type: 'residual',
      body: [
        { type: 'residual', body: [{ type: 'tanh' }], shortcut: [{ type: 'linear', out: 5 }] },
        { type: 'relu' },
      ],
      shortcut: [{ type: 'sigmoid' }],
    },
  ),
  dropout: onFeatures(
    5,
    { type: 'dropout', rate: 0.3 },
    { type: 'linear', out: 9 },
    { type: 'relu' },
    { type: 'dropout', rate: 0.5 },
  ),
}

/** A network of up to five layers out of all kinds, from a seed. */
function createRandomArchitecture(seed: number): Architecture {
  const random = createRandom(seed, 'samples')
  const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)] as T
  const side = 5 + random.integer(5)
  const layers: Layer[] = []
  for (let count = 1 + random.integer(4); count > 0; count--) layers.push(...createRandomLayers(pick))
  return { input: [pick([1, 2, 4]), side, side], layers: [...layers, ...head] }
}

function createRandomLayers(pick: <T>(values: readonly T[]) => T): Layer[] {
  const activation: Layer = {
    type: pick(['relu', 'relu', 'tanh', 'silu', 'gelu', 'sigmoid', 'leakyrelu'] as const),
  }
  const kernel = pick([1, 2, 3])
  const map = conv(pick([1, 3, 4, 7, 17]), kernel, { padding: pick([0, 1, 2]), bias: pick([true, false]) })
  const kinds: (() => Layer[])[] = [
    () => [map, activation],
    () => [map, { type: 'batchnorm' }, activation],
    () => [activation],
    () => [map, { type: pick(['maxpool', 'avgpool'] as const), kernel: 2, stride: pick([1, 2]) }],
    () => [{ ...map, padding: 2, stride: 2 } as Layer, { type: 'dropout', rate: 0.25 }],
    () => [
      {
        type: 'residual',
        body: [activation, { type: 'batchnorm' }],
        shortcut: pick<Layer[]>([[], [{ type: 'tanh' }]]),
      },
      activation,
    ],
  ]
  return pick(kinds)()
}

const randomArchitectures = Array.from(
  { length: 40 },
  (_, seed) => [`random network ${seed}`, createRandomArchitecture(seed)] as const,
).filter(([, architecture]) => {
  try {
    return planNetwork(architecture).parameterCount > 0
  } catch {
    return false
  }
})

function createData(inputShape: readonly number[]): Dataset {
  const random = createRandom(5, 'data')
  const size = inputShape.reduce((product, side) => product * side, 1)
  const split = (count: number) => ({
    count,
    inputs: Float32Array.from({ length: count * size }, () => random.normal()),
    labels: Int32Array.from({ length: count }, () => random.integer(4)),
  })
  return { inputShape, classCount: 4, train: split(149), test: split(21) }
}

function createCase(architecture: Architecture) {
  const network = planNetwork(architecture)
  const data = createData(architecture.input)
  const vectors = [1, 2, 3].map((seed) => {
    const random = createRandom(seed, 'initialisation')
    // Scales and shifts that differ from 1 and 0 show whether batch norm uses them.
    return initializeWeights(network, 'pytorch', random).map((value) => value + 0.1 * random.normal())
  })
  return { network, data, vectors }
}

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

describe.each([...Object.entries(architectures), ...randomArchitectures])('%s', (_, architecture) => {
  const { network, data, vectors } = createCase(architecture)

  test.each(['recomputed', 'stored'] as const)('evaluates as tf does, %s statistics', async (batchNorm) => {
    const buffers = vectors.map((_, i) =>
      initialBuffers(network).map((value, k) => value + 0.05 * ((k + i) % 5)),
    )
    const coefficients = Float64Array.of(1, 0, 0, 0.3, 0.5, 0.2, -0.2, 0.4, 0.8)
    const splits = ['train', 'test'] as const
    const request = { basis: vectors, buffers, coefficients, splits, batchNorm }
    const [got, wanted] = await Promise.all(
      [simd, tf].map(async (backend) => {
        const session = await backend.createSession(network, data)
        const values = await session.evaluate(request, control)
        session.dispose()
        return values
      }),
    )
    for (const split of splits) {
      expect(relativeDistance(got?.[split]?.nll ?? [], wanted?.[split]?.nll ?? [])).toBeLessThan(2e-6)
      expect(got?.[split]?.correct).toEqual(wanted?.[split]?.correct)
    }
  })

  test.each([
    { optimizer: 'sgd', nesterov: false },
    { optimizer: 'sgd', nesterov: true },
    { optimizer: 'adam', nesterov: false },
  ] as const)('trains a curve as tf does, $optimizer, nesterov $nesterov', async (kind) => {
    const request: TrainerRequest = {
      ...kind,
      basis: vectors,
      trained: [false, true, true],
      buffers: initialBuffers(network),
      momentum: 0.9,
      weightDecay: 0.01,
      dropoutSeed: 7,
    }
    const plan = {
      batches: [33, 16, 5].map((count, k) =>
        Int32Array.from({ length: count }, (_, i) => (11 * i + 40 * k) % 149),
      ),
      learningRates: Float64Array.of(0.05, 0.02, 0.01),
      coefficients: Float64Array.of(0.5, 0.25, 0.25, 0.1, 0.6, 0.3, 0.2, 0.3, 0.5),
    }
    const [got, wanted] = await Promise.all(
      [simd, tf].map(async (backend) => {
        const session = await backend.createSession(network, data)
        const trainer = await session.createTrainer(request)
        const report = await trainer.advance(plan, control)
        const state = await trainer.state()
        trainer.dispose()
        session.dispose()
        return { report, state }
      }),
    )
    if (!got || !wanted) throw new Error('no results')
    expect(relativeDistance(got.report.nll, wanted.report.nll)).toBeLessThan(1e-5)
    expect(relativeDistance(got.report.penalty, wanted.report.penalty)).toBeLessThan(1e-5)
    expect(got.report.correct).toEqual(wanted.report.correct)
    // Adam divides a gradient by its own size: what rounding leaves of a zero becomes a whole step.
    const tolerance = kind.optimizer === 'adam' ? 1e-4 : 1e-5
    for (const [index, vector] of wanted.state.basis.entries()) {
      expect(relativeDistance(got.state.basis[index] ?? [], vector)).toBeLessThan(tolerance)
    }
    expect(got.state.slots).toHaveLength(wanted.state.slots.length)
    for (const [index, slot] of wanted.state.slots.entries()) {
      expect(relativeDistance(got.state.slots[index] ?? [], slot)).toBeLessThan(1e-4)
    }
    if (network.bufferCount > 0) {
      expect(relativeDistance(got.state.buffers, wanted.state.buffers)).toBeLessThan(1e-5)
    }
    expect(got.state.steps).toBe(wanted.state.steps)
  })
})
