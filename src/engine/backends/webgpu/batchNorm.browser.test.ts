import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Dataset, SplitName } from '../../../core/data/dataset.ts'
import type { Architecture } from '../../../core/networks/architecture.ts'
import type { Network } from '../../../core/networks/network.ts'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import { fetchFixture, fetchPublicData } from '../../../fixtures/fetchFixture.ts'
import { fixtureTensor } from '../../../fixtures/fixtureTensor.ts'
import { createReferenceProblem } from '../../../fixtures/referenceProblem.ts'
import type { SafetensorsFile } from '../../../formats/arrays/safetensors.ts'
import { combineVectors } from '../../combineVectors.ts'
import type { Session } from '../backend.ts'
import { openWebgpuDevice, type WebgpuDevice } from '../tf/webgpuDevice.ts'
import { createGpuContext, type GpuContext } from './gpuContext.ts'
import { createSession } from './session.ts'

/**
 * Three mistakes that are easily made in recomputing batch norm's statistics, made here on purpose at t = .6 of the segment,
 * where all of them show: each moves the nll by more than 5e-6, which the rule itself does not.
 */
const place = 36
const tolerance = 5e-6
const control = { breathe: async () => {} }
const firstChannels = 8

let device: WebgpuDevice
let context: GpuContext
let golden: SafetensorsFile
let network: Network
let dataset: Dataset
let session: Session
let weights: Float32Array
beforeAll(async () => {
  device = await openWebgpuDevice()
  context = createGpuContext(device)
  golden = await fetchFixture('digits_bn')
  ;({ network, dataset } = createReferenceProblem('digits_bn', await fetchPublicData('digits')))
  session = await createSession(context, network, dataset)
  const read = (key: string) => Float32Array.from(fixtureTensor(golden, key))
  weights = combineVectors([read('end1'), read('end2')], [0.4, 0.6])
})
afterAll(() => device.dispose())

/** Statistics of each train batch of 128: those of a train split that is this batch alone. */
async function collectBatches(of: Network, at: Float32Array) {
  const batches: { size: number; statistics: Float32Array }[] = []
  for (let start = 0; start < dataset.train.count; start += 128) {
    const size = Math.min(128, dataset.train.count - start)
    const train = {
      count: size,
      inputs: dataset.train.inputs.subarray(start * 64, (start + size) * 64),
      labels: dataset.train.labels.subarray(start, start + size),
    }
    const alone = await createSession(context, of, { ...dataset, train })
    batches.push({ size, statistics: await alone.recomputeBuffers(at, control) })
    alone.dispose()
  }
  return batches
}

function average(batches: readonly { size: number; statistics: Float32Array }[]): Float32Array {
  const total = batches.reduce((sum, { size }) => sum + size, 0)
  const shares = batches.map(({ size }) => size / total)
  return combineVectors(
    batches.map(({ statistics }) => statistics),
    shares,
  )
}

/** Distances from the golden nll, train and test. */
async function measureErrors(buffers: Float32Array): Promise<number[]> {
  const splits: SplitName[] = ['train', 'test']
  const request = { basis: [weights], buffers: [buffers], coefficients: Float64Array.of(1), splits }
  const values = await session.evaluate({ ...request, batchNorm: 'stored' }, control)
  return splits.map((split) => {
    const wanted = fixtureTensor(golden, `profile.segment.${split}_nll`)[place] ?? Number.NaN
    return Math.abs((values[split]?.nll[0] ?? Number.NaN) - wanted)
  })
}

test('the rule holds, and the three plausible mistakes do not', async () => {
  const buffers = await session.recomputeBuffers(weights, control)
  expect(Math.max(...(await measureErrors(buffers)))).toBeLessThan(tolerance / 2)

  const batches = await collectBatches(network, weights)
  const averaged = average(batches)
  expect(Math.max(...averaged.map((value, i) => Math.abs(value - (buffers[i] ?? 0))))).toBeLessThan(1e-6)

  const biased = batches.map(({ size, statistics }) => {
    const values = statistics.slice()
    for (const { kind, offset, size: channels } of network.buffers) {
      if (kind !== 'variance') continue
      for (let i = offset; i < offset + channels; i++) {
        values[i] = ((values[i] ?? 0) * (size * 64 - 1)) / (size * 64)
      }
    }
    return { size, statistics: values }
  })
  expect(Math.min(...(await measureErrors(average(biased))))).toBeGreaterThan(tolerance)

  const unweighted = batches.map(({ statistics }) => ({ size: 1, statistics }))
  expect(Math.min(...(await measureErrors(average(unweighted))))).toBeGreaterThan(tolerance)

  // The first batch norm with its final statistics is affine: folded into the convolution before it, it is gone.
  const folded = foldFirst(buffers)
  const second = average(await collectBatches(folded.network, folded.weights))
  const mixed = buffers.slice()
  mixed.set(second, firstChannels * 2)
  expect(Math.min(...(await measureErrors(mixed)))).toBeGreaterThan(tolerance)
})

test('the same bytes on a device taken for slow, batch by batch, and on one taken for fast', async () => {
  const twice = []
  for (const costPerMs of [1, 1e9]) {
    context.pace.costPerMs = costPerMs
    twice.push(await session.recomputeBuffers(weights, control))
  }
  expect(twice[1]).toEqual(twice[0])
})

function foldFirst(buffers: Float32Array) {
  const { architecture } = network
  const layers = architecture.layers.filter((_, index) => index !== 1)
  const without: Architecture = { ...architecture, layers }
  const [kernel, bias, scale, shift] = [0, 72, 80, 88]
  const folded = weights.slice()
  for (let channel = 0; channel < firstChannels; channel++) {
    const gain = (weights[scale + channel] ?? 0) / Math.sqrt((buffers[firstChannels + channel] ?? 0) + 1e-5)
    for (let tap = 0; tap < 9; tap++) {
      folded[kernel + channel * 9 + tap] = (weights[kernel + channel * 9 + tap] ?? 0) * gain
    }
    const centred = (weights[bias + channel] ?? 0) - (buffers[channel] ?? 0)
    folded[bias + channel] = centred * gain + (weights[shift + channel] ?? 0)
  }
  return {
    network: planNetwork(without),
    weights: Float32Array.from([...folded.subarray(0, scale), ...folded.subarray(shift + firstChannels)]),
  }
}
