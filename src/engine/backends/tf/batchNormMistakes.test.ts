import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SplitName } from '../../../core/data/dataset.ts'
import type { Architecture } from '../../../core/networks/architecture.ts'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import { fixtureTensor } from '../../../fixtures/fixtureTensor.ts'
import { readFixture, readPublicData } from '../../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../../fixtures/referenceProblem.ts'
import { combineVectors } from '../../combineVectors.ts'
import type { Session } from '../backend.ts'
import { openCpuDevice } from './cpuDevice.ts'
import { type Device, free } from './device.ts'
import { runForward } from './forward.ts'
import { createSession } from './session.ts'
import { type SessionData, uploadData } from './sessionData.ts'
import { sliceSlots } from './slots.ts'

/**
 * Three mistakes that are easily made in recomputing batch norm's statistics, made here on purpose: each must leave the
 * tolerance of the golden profiles at t = .6 of the segment, where all of them show.
 */
const golden = readFixture('digits_bn')
const { network, dataset } = createReferenceProblem('digits_bn', readPublicData('digits'))
const read = (key: string) => Float32Array.from(fixtureTensor(golden, key))
const place = 36
const weights = combineVectors([read('end1'), read('end2')], [0.4, 0.6])
const control = { breathe: async () => {} }

const firstChannels = 8
const [meanOne, varianceOne, meanTwo, varianceTwo] = network.buffers

let device: Device
let session: Session
let data: SessionData
beforeAll(async () => {
  device = await openCpuDevice()
  session = createSession(device, network, dataset)
  data = uploadData(device, dataset)
})
afterAll(() => {
  session.dispose()
  data.dispose()
})

/** Statistics of each train batch of 128, with its size. */
async function collectBatches(of = network, at: Float32Array = weights) {
  const batches: { size: number; statistics: Float32Array }[] = []
  for (let start = 0; start < dataset.train.count; start += 128) {
    const size = Math.min(128, dataset.train.count - start)
    const tensor = device.run(() => {
      const { inputs } = data.slice('train', start, size)
      const parameters = sliceSlots(tf.tensor1d(at), of.parameters)
      return runForward(of, { parameters, inputs, normalizeBy: { statistics: 'batch' } })
        .batchStatistics as tf.Tensor
    })
    const [statistics = new Float32Array()] = await device.read([tensor])
    batches.push({ size, statistics: statistics.slice() })
    free([tensor])
  }
  return batches
}

function average(batches: readonly { size: number; statistics: Float32Array }[]): Float32Array {
  const total = batches.reduce((sum, { size }) => sum + size, 0)
  return combineVectors(
    batches.map(({ statistics }) => statistics),
    batches.map(({ size }) => size / total),
  )
}

/** Largest distance from the golden nll in units of the tolerance, train and test. */
async function measureError(buffers: Float32Array): Promise<Record<SplitName, number>> {
  const values = await session.evaluate(
    {
      basis: [weights],
      buffers: [buffers],
      coefficients: Float64Array.of(1),
      splits: ['train', 'test'],
      batchNorm: 'stored',
    },
    control,
  )
  const measure = (split: SplitName) => {
    const wanted = fixtureTensor(golden, `profile.segment.${split}_nll`)[place] ?? Number.NaN
    return Math.abs((values[split]?.nll[0] ?? Number.NaN) - wanted) / (2e-6 + 3e-5 * wanted)
  }
  return { train: measure('train'), test: measure('test') }
}

describe('recomputed statistics at t = .6 of the segment', () => {
  test('the rule itself stays within the tolerance', async () => {
    const buffers = await session.recomputeBuffers(weights, control)
    const error = await measureError(buffers)
    expect(Math.max(error.train, error.test)).toBeLessThan(1)
    const averaged = average(await collectBatches())
    expect(Math.max(...averaged.map((value, i) => Math.abs(value - (buffers[i] ?? 0))))).toBeLessThan(1e-6)
  })

  test('a biased variance leaves it', async () => {
    const batches = await collectBatches()
    const biased = batches.map(({ size, statistics }) => {
      const values = statistics.slice()
      for (const slot of [varianceOne, varianceTwo]) {
        const count = size * 64
        for (let i = 0; i < (slot?.size ?? 0); i++) {
          values[(slot?.offset ?? 0) + i] = ((values[(slot?.offset ?? 0) + i] ?? 0) * (count - 1)) / count
        }
      }
      return { size, statistics: values }
    })
    const error = await measureError(average(biased))
    expect(Math.min(error.train, error.test)).toBeGreaterThan(1)
  })

  test('unweighted averages leave it', async () => {
    const batches = await collectBatches()
    const error = await measureError(average(batches.map(({ statistics }) => ({ size: 1, statistics }))))
    expect(Math.min(error.train, error.test)).toBeGreaterThan(1)
  })

  test('a second layer fed with final statistics leaves it', async () => {
    const buffers = average(await collectBatches())
    // The first batch norm with its final statistics is affine: folded into the convolution before it, it is gone.
    const folded = foldFirst(buffers)
    const second = average(await collectBatches(folded.network, folded.weights))
    buffers.set(second, firstChannels * 2)
    expect([meanOne?.offset, meanTwo?.offset]).toEqual([0, firstChannels * 2])
    const error = await measureError(buffers)
    expect(Math.min(error.train, error.test)).toBeGreaterThan(1)
  })
})

function foldFirst(buffers: Float32Array) {
  const { architecture } = network
  const without: Architecture = {
    ...architecture,
    layers: architecture.layers.filter((_, index) => index !== 1),
  }
  const [kernel, bias, scale, shift] = [0, 72, 80, 88]
  const folded = weights.slice()
  for (let channel = 0; channel < firstChannels; channel++) {
    const variance = buffers[firstChannels + channel] ?? 0
    const gain = (weights[scale + channel] ?? 0) / Math.sqrt(variance + 1e-5)
    for (let tap = 0; tap < 9; tap++)
      folded[kernel + channel * 9 + tap] = (weights[kernel + channel * 9 + tap] ?? 0) * gain
    const centred = (weights[bias + channel] ?? 0) - (buffers[channel] ?? 0)
    folded[bias + channel] = centred * gain + (weights[shift + channel] ?? 0)
  }
  return {
    network: planNetwork(without),
    weights: Float32Array.from([...folded.subarray(0, scale), ...folded.subarray(shift + firstChannels)]),
  }
}
