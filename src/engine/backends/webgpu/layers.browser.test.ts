import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Architecture, Layer } from '../../../core/networks/architecture.ts'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import { createRandom } from '../../../core/random.ts'
import type { PointsRequest } from '../backend.ts'
import { openCpuDevice } from '../tf/cpuDevice.ts'
import type { Device } from '../tf/device.ts'
import { createSession as createTfSession } from '../tf/session.ts'
import { openWebgpuDevice, type WebgpuDevice } from '../tf/webgpuDevice.ts'
import { createGpuContext, type GpuContext } from './gpuContext.ts'
import { createSession } from './session.ts'

const control = { breathe: async () => {} }
const image = [2, 5, 6]
const head: readonly Layer[] = [{ type: 'flatten' }, { type: 'linear', out: 3 }]

const activations: readonly Layer[] = [
  { type: 'relu' },
  { type: 'leakyrelu' },
  { type: 'leakyrelu', slope: -0.3 },
  { type: 'tanh' },
  { type: 'sigmoid' },
  { type: 'gelu' },
  { type: 'gelu', approximate: 'tanh' },
  { type: 'silu' },
]

const onImage = (...layers: Layer[]): Architecture => ({ input: image, layers: [...layers, ...head] })
const onFeatures = (...layers: Layer[]): Architecture => {
  return { input: [7], layers: [...layers, { type: 'linear', out: 3 }] }
}

const architectures: Readonly<Record<string, Architecture>> = {
  'widths 1, 3, 7, 17': onFeatures(
    { type: 'linear', out: 1 },
    { type: 'linear', out: 17, bias: false },
    { type: 'linear', out: 3 },
    { type: 'linear', out: 7 },
  ),
  'widths 2, 8, 33': onFeatures(
    { type: 'linear', out: 2 },
    { type: 'linear', out: 8 },
    { type: 'linear', out: 33 },
  ),
  ...Object.fromEntries(
    activations.map((layer) => [JSON.stringify(layer), onFeatures({ type: 'linear', out: 6 }, layer)]),
  ),
  'activations before, between and after': onFeatures(
    { type: 'tanh' },
    { type: 'silu' },
    { type: 'linear', out: 5 },
    { type: 'tanh' },
    { type: 'relu' },
    { type: 'leakyrelu' },
  ),
  conv2d: onImage({ type: 'conv2d', out: 7, kernel: 3 }),
  'conv2d with stride, padding and a rest': onImage(
    { type: 'conv2d', out: 3, kernel: 2, stride: 3, padding: 1, bias: false },
    { type: 'conv2d', out: 17, kernel: 1 },
  ),
  'conv2d with dilation': onImage({ type: 'conv2d', out: 4, kernel: 3, dilation: 2, padding: 3 }),
  'conv2d with groups': onImage(
    { type: 'conv2d', out: 6, kernel: 3, groups: 2, padding: 1 },
    { type: 'conv2d', out: 6, kernel: 2, groups: 6 },
    { type: 'conv2d', out: 10, kernel: 1, groups: 2 },
  ),
  maxpool: onImage({ type: 'conv2d', out: 3, kernel: 2 }, { type: 'maxpool', kernel: 2 }),
  'maxpool with overlap and padding': onImage(
    { type: 'maxpool', kernel: 3, stride: 2, padding: 1 },
    { type: 'tanh' },
  ),
  avgpool: onImage({ type: 'conv2d', out: 3, kernel: 2 }, { type: 'avgpool', kernel: 2 }),
  'avgpool with overlap and padding': onImage(
    { type: 'conv2d', out: 3, kernel: 1 },
    { type: 'avgpool', kernel: 3, stride: 2, padding: 1 },
  ),
  globalavgpool: {
    input: image,
    layers: [{ type: 'conv2d', out: 5, kernel: 2 }, { type: 'globalavgpool' }, { type: 'linear', out: 3 }],
  },
  'batchnorm of features': onFeatures(
    { type: 'batchnorm' },
    { type: 'linear', out: 5 },
    { type: 'batchnorm' },
    { type: 'tanh' },
  ),
  'batchnorm of images': onImage(
    { type: 'batchnorm' },
    { type: 'conv2d', out: 3, kernel: 3 },
    { type: 'batchnorm', eps: 1e-3 },
    { type: 'relu' },
    { type: 'batchnorm' },
    { type: 'conv2d', out: 2, kernel: 2 },
    { type: 'maxpool', kernel: 2 },
    { type: 'batchnorm' },
  ),
  'batchnorm after flatten': {
    input: image,
    layers: [
      { type: 'conv2d', out: 2, kernel: 3 },
      { type: 'flatten' },
      { type: 'batchnorm' },
      { type: 'linear', out: 3 },
    ],
  },
  dropout: onFeatures({ type: 'linear', out: 8 }, { type: 'dropout', rate: 0.5 }, { type: 'relu' }),
  'residual with identity': onFeatures(
    { type: 'linear', out: 5 },
    { type: 'residual', body: [{ type: 'tanh' }, { type: 'linear', out: 5 }], shortcut: [] },
    { type: 'relu' },
  ),
  'residual of the data': onFeatures({ type: 'residual', body: [{ type: 'tanh' }], shortcut: [] }),
  'residual with projection, nested': onImage(
    {
      type: 'residual',
      body: [
        { type: 'conv2d', out: 4, kernel: 3, padding: 1 },
        { type: 'batchnorm' },
        { type: 'residual', body: [{ type: 'relu' }, { type: 'conv2d', out: 4, kernel: 1 }], shortcut: [] },
      ],
      shortcut: [{ type: 'conv2d', out: 4, kernel: 1, bias: false }, { type: 'batchnorm' }],
    },
    { type: 'batchnorm' },
    { type: 'relu' },
  ),
}

/** More rows than one dimension of workgroups takes. */
const large: Readonly<Record<string, Architecture>> = {
  '266,240 rows': {
    input: [1, 32, 32],
    layers: [
      { type: 'conv2d', out: 260, kernel: 1 },
      { type: 'relu' },
      { type: 'tanh' },
      { type: 'globalavgpool' },
      { type: 'linear', out: 3 },
    ],
  },
}

let cpu: Device
let gpu: WebgpuDevice
let context: GpuContext
beforeAll(async () => {
  cpu = await openCpuDevice()
  gpu = await openWebgpuDevice()
  context = createGpuContext(gpu)
})
afterAll(() => gpu.dispose())

describe.each(Object.entries({ ...architectures, ...large }))('%s', (name, architecture) => {
  const network = planNetwork(architecture)
  const random = createRandom(5, 'data')
  const drawNumbers = (count: number) => Float32Array.from({ length: count }, () => random.normal())
  const drawSplit = (count: number) => ({
    count,
    inputs: drawNumbers(count * architecture.input.reduce((size, side) => size * side, 1)),
    labels: Int32Array.from({ length: count }, (_, row) => row % 3),
  })
  // A batch of 128 and a rest; neither count is a multiple of anything.
  const dataset = {
    inputShape: architecture.input,
    classCount: 3,
    train: drawSplit(name in large ? 2 : 131),
    test: drawSplit(5),
  }
  const basis = [drawNumbers(network.parameterCount), drawNumbers(network.parameterCount)]
  const buffers = basis.map(() =>
    drawNumbers(network.bufferCount).map((value) => 0.75 + Math.tanh(value) / 4),
  )
  const request: PointsRequest = {
    basis,
    buffers,
    coefficients: Float64Array.of(1, 0, 0.25, 0.75, 1.2, -0.2),
    splits: ['test', 'train'],
    batchNorm: 'stored',
  }
  const modes = network.bufferCount > 0 ? (['stored', 'recomputed'] as const) : (['stored'] as const)

  test.each(modes)('as tfjs does, batch norm %s', async (batchNorm) => {
    const session = await createSession(context, network, dataset)
    const reference = createTfSession(cpu, network, dataset)
    const values = await session.evaluate({ ...request, batchNorm }, control)
    const wanted = await reference.evaluate({ ...request, batchNorm }, control)
    for (const split of request.splits) {
      wanted[split]?.nll.forEach((nll, point) => {
        const got = values[split]?.nll[point] ?? Number.NaN
        expect(Math.abs(got - nll)).toBeLessThan(2e-6 + 1e-5 * nll)
        const correct = values[split]?.correct[point] ?? Number.NaN
        expect(Math.abs(correct - (wanted[split]?.correct[point] ?? 0))).toBeLessThanOrEqual(1)
      })
    }
    session.dispose()
    reference.dispose()
    expect(context.memory.bytes()).toBe(0)
  })
})
