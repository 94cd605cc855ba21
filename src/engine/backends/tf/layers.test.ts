import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Architecture, Layer } from '../../../core/networks/architecture.ts'
import type { Network } from '../../../core/networks/network.ts'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import { createRandom } from '../../../core/random.ts'
import { type NaivePass, naiveCrossEntropy, runNaively } from '../../../fixtures/naiveNetwork.ts'
import { openCpuDevice } from './cpuDevice.ts'
import { type Device, free } from './device.ts'
import { runForward } from './forward.ts'
import { computeGradient } from './gradient.ts'
import type { NormalizeBy } from './pass.ts'
import { uploadData } from './sessionData.ts'
import { sliceSlots } from './slots.ts'

/** Float32 against float64, a few hundred roundings of 6e-8 each. */
const forwardTolerance = 3e-6
/** The same on a longer way; central differences of the float64 loss are off by far less. */
const gradientTolerance = 2e-5
/** Step of the central differences: (1e-5)² times the third derivative, and 1e-16 / 1e-5 of rounding. */
const step = 1e-5

const head: readonly Layer[] = [{ type: 'flatten' }, { type: 'linear', out: 3 }]
const image = [2, 5, 6]

const activations: readonly Layer[] = [
  { type: 'relu' },
  { type: 'leakyrelu' },
  { type: 'leakyrelu', slope: 0.3 },
  { type: 'tanh' },
  { type: 'sigmoid' },
  { type: 'gelu' },
  { type: 'gelu', approximate: 'tanh' },
  { type: 'silu' },
]

/** Layers stand between two that have weights, so that gradients must pass through them. */
const architectures: Readonly<Record<string, Architecture>> = {
  linear: {
    input: [4],
    layers: [
      { type: 'linear', out: 5 },
      { type: 'linear', out: 3, bias: false },
    ],
  },
  ...Object.fromEntries(
    activations.map((layer) => [
      JSON.stringify(layer),
      { input: [4], layers: [{ type: 'linear', out: 6 }, layer, { type: 'linear', out: 3 }] },
    ]),
  ),
  conv2d: { input: image, layers: [{ type: 'conv2d', out: 3, kernel: 3 }, ...head] },
  'conv2d with stride and padding': {
    input: image,
    layers: [
      { type: 'conv2d', out: 3, kernel: 1 },
      { type: 'conv2d', out: 2, kernel: 3, stride: 2, padding: 1 },
      ...head,
    ],
  },
  'conv2d whose stride leaves a rest': {
    input: image,
    layers: [
      { type: 'conv2d', out: 2, kernel: 1 },
      { type: 'conv2d', out: 2, kernel: 2, stride: 3, bias: false },
      ...head,
    ],
  },
  'conv2d with dilation': {
    input: image,
    layers: [
      { type: 'conv2d', out: 2, kernel: 1 },
      { type: 'conv2d', out: 2, kernel: 3, dilation: 2, padding: 2 },
      ...head,
    ],
  },
  'conv2d with groups': {
    input: image,
    layers: [
      { type: 'conv2d', out: 4, kernel: 1 },
      { type: 'conv2d', out: 6, kernel: 3, groups: 2, padding: 1 },
      ...head,
    ],
  },
  maxpool: {
    input: image,
    layers: [{ type: 'conv2d', out: 3, kernel: 2 }, { type: 'maxpool', kernel: 2 }, ...head],
  },
  'maxpool with overlap and padding': {
    input: image,
    layers: [
      { type: 'conv2d', out: 3, kernel: 1 },
      { type: 'maxpool', kernel: 3, stride: 2, padding: 1 },
      ...head,
    ],
  },
  avgpool: {
    input: image,
    layers: [{ type: 'conv2d', out: 3, kernel: 2 }, { type: 'avgpool', kernel: 2 }, ...head],
  },
  'avgpool with overlap and padding': {
    input: image,
    layers: [
      { type: 'conv2d', out: 3, kernel: 1 },
      { type: 'avgpool', kernel: 3, stride: 2, padding: 1 },
      ...head,
    ],
  },
  globalavgpool: {
    input: image,
    layers: [{ type: 'conv2d', out: 4, kernel: 2 }, { type: 'globalavgpool' }, { type: 'linear', out: 3 }],
  },
  'batchnorm of features': {
    input: [4],
    layers: [{ type: 'linear', out: 5 }, { type: 'batchnorm' }, { type: 'tanh' }, { type: 'linear', out: 3 }],
  },
  'batchnorm of images': {
    input: image,
    layers: [
      { type: 'conv2d', out: 3, kernel: 3 },
      { type: 'batchnorm', eps: 1e-3 },
      { type: 'tanh' },
      { type: 'conv2d', out: 2, kernel: 2 },
      { type: 'batchnorm' },
      ...head,
    ],
  },
  dropout: {
    input: image,
    layers: [
      { type: 'conv2d', out: 3, kernel: 3 },
      { type: 'dropout', rate: 0.3 },
      { type: 'flatten' },
      { type: 'linear', out: 8 },
      { type: 'dropout', rate: 0.5 },
      { type: 'linear', out: 3 },
    ],
  },
  'residual with identity': {
    input: [4],
    layers: [
      { type: 'linear', out: 5 },
      { type: 'residual', body: [{ type: 'linear', out: 5 }, { type: 'tanh' }], shortcut: [] },
      { type: 'linear', out: 3 },
    ],
  },
  'residual with projection, batchnorm and dropout inside': {
    input: image,
    layers: [
      { type: 'conv2d', out: 2, kernel: 1 },
      {
        type: 'residual',
        body: [
          { type: 'conv2d', out: 4, kernel: 3, padding: 1 },
          { type: 'batchnorm' },
          { type: 'dropout', rate: 0.2 },
        ],
        shortcut: [
          { type: 'conv2d', out: 4, kernel: 1, bias: false },
          { type: 'batchnorm' },
          { type: 'dropout', rate: 0.2 },
        ],
      },
      ...head,
    ],
  },
}

const sampleCount = 5
const dropout = { seed: 17, step: 3 }

let device: Device
beforeAll(async () => {
  device = await openCpuDevice()
})

describe.each(Object.entries(architectures))('%s', (_name, architecture) => {
  const network = planNetwork(architecture)
  const random = createRandom(5, 'data')
  const drawNumbers = (count: number) => Float32Array.from({ length: count }, () => random.normal())
  const weights = drawNumbers(network.parameterCount).map((value) => value * 0.5)
  const inputs = drawNumbers(sampleCount * architecture.input.reduce((size, side) => size * side, 1))
  const labels = Int32Array.from({ length: sampleCount }, (_, row) => row % 3)
  // Odd places are not variances alone: any positive number does for a mean, too.
  const buffers = drawNumbers(network.bufferCount).map((value) => 0.5 + Math.abs(value))
  const split = { count: sampleCount, inputs, labels }
  const dataset = { inputShape: architecture.input, classCount: 3, train: split, test: split }

  test.each(['batch', 'running'] as const)('forward by %s statistics', async (statistics) => {
    const data = uploadData(device, dataset)
    const [logits, batchStatistics] = device.run(() => {
      const parameters = sliceSlots(tf.tensor1d(weights), network.parameters)
      const output = runForward(network, {
        parameters,
        inputs: data.slice('train', 0, sampleCount).inputs,
        normalizeBy: statistics === 'batch' ? { statistics } : { statistics, buffers: tf.tensor1d(buffers) },
        ...(statistics === 'batch' ? { dropout } : {}),
      })
      return output.batchStatistics ? [output.logits, output.batchStatistics] : [output.logits]
    })
    const wanted = runNaively(network, inputs, naivePass(statistics, Float64Array.from(weights)))
    expect(await distance(logits, wanted.logits)).toBeLessThan(forwardTolerance)
    if (batchStatistics)
      expect(await distance(batchStatistics, wanted.statistics)).toBeLessThan(forwardTolerance)
    free([logits as tf.Tensor, ...(batchStatistics ? [batchStatistics] : [])])
    data.dispose()
  })

  test.each(['batch', 'running'] as const)('backward by %s statistics', async (statistics) => {
    const data = uploadData(device, dataset)
    const normalizeBy = (): NormalizeBy =>
      statistics === 'batch' ? { statistics } : { statistics, buffers: tf.tensor1d(buffers) }
    const gradient = device.run(
      () =>
        computeGradient(network, tf.tensor1d(weights), {
          batch: data.slice('train', 0, sampleCount),
          normalizeBy: normalizeBy(),
          ...(statistics === 'batch' ? { dropout } : {}),
        }).gradient,
    )
    expect(await distance(gradient, differentiateNaively(network, statistics))).toBeLessThan(
      gradientTolerance,
    )
    free([gradient])
    data.dispose()
  })

  function naivePass(statistics: 'batch' | 'running', point: Float64Array): NaivePass {
    return statistics === 'batch'
      ? { weights: point, dropout }
      : { weights: point, buffers: Float64Array.from(buffers) }
  }

  function differentiateNaively(of: Network, statistics: 'batch' | 'running'): Float64Array {
    const point = Float64Array.from(weights)
    const loss = () => naiveCrossEntropy(runNaively(of, inputs, naivePass(statistics, point)).logits, labels)
    return point.map((value, index) => {
      point[index] = value + step
      const above = loss()
      point[index] = value - step
      const below = loss()
      point[index] = value
      return (above - below) / (2 * step)
    })
  }

  async function distance(tensor: tf.Tensor | undefined, wanted: Float64Array): Promise<number> {
    const [values] = tensor ? await device.read([tensor]) : []
    expect(values).toHaveLength(wanted.length)
    const difference = wanted.map((value, index) => value - (values?.[index] ?? Number.NaN))
    return Math.hypot(...difference) / Math.hypot(...wanted)
  }
})
