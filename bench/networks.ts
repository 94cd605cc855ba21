import type { Architecture, Layer } from '../src/core/networks/architecture.ts'
import { createMlp, createSmallCnn } from '../src/core/networks/presets.ts'
import type { DataSpec } from '../src/protocol/problem.ts'

/** Networks that are measured; shapes and sample counts are those of the reference runs. */
export const netNames = ['moons', 'digits_mlp', 'digits_bn', 'mnist_conv'] as const
export type NetName = (typeof netNames)[number]

/** A network and how much data it sees. */
export interface NetCase {
  readonly architecture: Architecture
  /** Absent where no such set is shipped. */
  readonly data?: DataSpec
  readonly classCount: number
  readonly trainCount: number
  readonly testCount: number
}

const plain = { activation: 'relu', batchNorm: false, dropout: 0, residual: false } as const
const digits = { inputShape: [1, 8, 8], classCount: 10 }

const moonsData: DataSpec = {
  source: 'moons',
  size: 1000,
  noise: 0.2,
  classCount: 2,
  seed: 3,
  testShare: 0.3,
  standardize: false,
}
const digitsData: DataSpec = { source: 'digits', testShare: 0.2, standardize: false }

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
    data: moonsData,
    classCount: 2,
    trainCount: 700,
    testCount: 300,
  },
  digits_mlp: {
    architecture: createMlp({ ...plain, ...digits, widths: [32, 32] }),
    data: digitsData,
    classCount: 10,
    trainCount: 1437,
    testCount: 360,
  },
  digits_bn: {
    architecture: createSmallCnn({ ...plain, ...digits, channels: [8, 16], batchNorm: true }),
    data: digitsData,
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
