import type { Architecture, Layer } from '../src/core/architecture.ts'
import type { Dataset } from '../src/core/dataset.ts'
import { createMlp, createSmallCnn } from '../src/core/presets.ts'
import { createRandom } from '../src/core/random.ts'

/** Networks that are measured; shapes and sample counts are those of the reference runs. */
export const netNames = ['moons', 'digits_mlp', 'digits_bn', 'mnist_conv'] as const
export type NetName = (typeof netNames)[number]

/** A network and how much data it sees. */
export interface NetCase {
  readonly architecture: Architecture
  readonly classCount: number
  readonly trainCount: number
  readonly testCount: number
}

const plain = { activation: 'relu', batchNorm: false, dropout: 0, residual: false } as const
const digits = { inputShape: [1, 8, 8], classCount: 10 }

const mnistLayers: readonly Layer[] = [
  { type: 'conv2d', out: 8, kernel: 5, padding: 2 },
  { type: 'relu' },
  { type: 'maxpool', kernel: 3, stride: 2 },
  { type: 'conv2d', out: 16, kernel: 5, padding: 2 },
  { type: 'relu' },
  { type: 'maxpool', kernel: 3, stride: 2 },
  { type: 'flatten' },
  { type: 'linear', out: 32 },
  { type: 'relu' },
  { type: 'linear', out: 10 },
]

export const netCases: Readonly<Record<NetName, NetCase>> = {
  moons: {
    architecture: createMlp({ ...plain, inputShape: [2], classCount: 2, widths: [16, 16] }),
    classCount: 2,
    trainCount: 700,
    testCount: 300,
  },
  digits_mlp: {
    architecture: createMlp({ ...plain, ...digits, widths: [32, 32] }),
    classCount: 10,
    trainCount: 1437,
    testCount: 360,
  },
  digits_bn: {
    architecture: createSmallCnn({ ...plain, ...digits, channels: [8, 16], batchNorm: true }),
    classCount: 10,
    trainCount: 1437,
    testCount: 360,
  },
  mnist_conv: {
    architecture: { input: [1, 28, 28], layers: mnistLayers },
    classCount: 10,
    trainCount: 2000,
    testCount: 1000,
  },
}

/** Noise of a case's shape: time does not depend on what the numbers are. */
export function createNoise({ architecture, classCount, trainCount, testCount }: NetCase): Dataset {
  const random = createRandom(1, 'data')
  const size = architecture.input.reduce((product, side) => product * side, 1)
  const split = (count: number) => ({
    count,
    inputs: Float32Array.from({ length: count * size }, () => random.next()),
    labels: Int32Array.from({ length: count }, () => random.integer(classCount)),
  })
  return { inputShape: architecture.input, classCount, train: split(trainCount), test: split(testCount) }
}
