import type { Dataset, SplitData } from '../src/core/data/dataset.ts'
import { createRandom, type Random } from '../src/core/random.ts'
import { createDataSource, createFetchBytes } from '../src/engine/dataSource.ts'
import { type NetCase, type NetName, netCases } from './networks.ts'

const source = createDataSource(createFetchBytes(() => new URL('../', location.href).href))

/** The data of a network: the shipped digits, moons from their seed, noise of MNIST's shape. */
export async function loadBenchData(net: NetName): Promise<Dataset> {
  const netCase = netCases[net]
  return netCase.data ? (await source.get(netCase.data)).dataset : createNoise(netCase)
}

/** Noise of a case's shape. */
export function createNoise(
  netCase: Pick<NetCase, 'architecture' | 'classCount' | 'trainCount' | 'testCount'>,
): Dataset {
  const { architecture, classCount, trainCount, testCount } = netCase
  const shape = { random: createRandom(1, 'data'), size: sizeOf(architecture.input), classCount }
  return {
    inputShape: architecture.input,
    classCount,
    train: createSplit(trainCount, shape),
    test: createSplit(testCount, shape),
  }
}

function createSplit(
  count: number,
  {
    random,
    size,
    classCount,
  }: { readonly random: Random; readonly size: number; readonly classCount: number },
): SplitData {
  const inputs = Float32Array.from({ length: count * size }, () => random.next())
  const labels = Int32Array.from({ length: count }, () => random.integer(classCount))
  return { count, inputs, labels }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1)
}
