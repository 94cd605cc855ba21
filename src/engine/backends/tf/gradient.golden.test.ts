import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { curveCoefficients } from '../../../core/curves/curve.ts'
import { fixtureNumber, fixtureTensor } from '../../../fixtures/fixtureTensor.ts'
import { type FixtureName, readFixture, readPublicData } from '../../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../../fixtures/referenceProblem.ts'
import { combineVectors } from '../../combineVectors.ts'
import { openCpuDevice } from './cpuDevice.ts'
import { type Device, free } from './device.ts'
import { runForward } from './forward.ts'
import { computeGradient } from './gradient.ts'
import type { NormalizeBy } from './pass.ts'
import { type SessionData, uploadData } from './sessionData.ts'
import { sliceSlots } from './slots.ts'

/** Float32 arithmetic lies about 1e-6 from the float64 reference. */
const tolerance = 1e-4
const weightDecay = 1e-4

let device: Device
beforeAll(async () => {
  device = await openCpuDevice()
})

describe.each<FixtureName>(['moons', 'digits_mlp', 'digits_bn'])('%s', (name) => {
  const golden = readFixture(name)
  const { network, dataset } = createReferenceProblem(
    name,
    name === 'moons' ? golden : readPublicData('digits'),
  )
  const read = (key: string) => Float32Array.from(fixtureTensor(golden, key))
  const firstBatch = Int32Array.from({ length: 128 }, (_, row) => row)
  let data: SessionData
  beforeAll(() => {
    data = uploadData(device, dataset)
  })
  afterAll(() => data.dispose())

  const stored = (): NormalizeBy =>
    network.bufferCount === 0
      ? { statistics: 'running' }
      : { statistics: 'running', buffers: tf.tensor1d(read('end1.buffers')) }

  async function differentiate(weights: Float32Array, rows: Int32Array, mode: 'stored' | 'batch') {
    const tensors = device.run(() => {
      const { nll, gradient } = computeGradient(network, tf.tensor1d(weights), {
        batch: data.gather(rows),
        normalizeBy: mode === 'batch' ? { statistics: 'batch' } : stored(),
      })
      return [nll, gradient]
    })
    const [nll, gradient] = await device.read(tensors)
    free(tensors)
    return { nll: nll?.[0] ?? Number.NaN, gradient: gradient ?? new Float32Array() }
  }

  test('logits', async () => {
    const logits = device.run(() => {
      const parameters = sliceSlots(tf.tensor1d(read('end1')), network.parameters)
      const { inputs } = data.slice('train', 0, 16)
      return runForward(network, { parameters, inputs, normalizeBy: stored() }).logits
    })
    const [values = new Float32Array()] = await device.read([logits])
    free([logits])
    expect(relativeDistance(values, fixtureTensor(golden, 'grads.logits_end1'))).toBeLessThan(tolerance)
  })

  test.each([
    ['end1_b128_eval', 'stored', firstBatch],
    ['end1_b128_train', 'batch', firstBatch],
    ['end1_full', 'stored', Int32Array.from({ length: dataset.train.count }, (_, row) => row)],
  ] as const)('gradient %s', async (key, mode, rows) => {
    const { nll, gradient } = await differentiate(read('end1'), rows, mode)
    const loss = fixtureNumber(golden, `grads.${key}_loss`)
    expect(Math.abs(nll - loss) / loss).toBeLessThan(tolerance)
    expect(relativeDistance(gradient, fixtureTensor(golden, `grads.${key}`))).toBeLessThan(tolerance)
  })

  test.each(['bezier', 'chain'] as const)('gradient of the bend of a %s curve', async (kind) => {
    const row = Float64Array.from(curveCoefficients(kind, 3, 0.3))
    const weights = combineVectors([read('end1'), read('bend.initial'), read('end2')], row)
    const { nll, gradient } = await differentiate(weights, firstBatch, 'batch')
    const squares = weights.reduce((sum, value) => sum + value * value, 0)
    const loss = fixtureNumber(golden, `${kind}.loss_t0.3`)
    expect(Math.abs(nll + 0.5 * weightDecay * squares - loss) / loss).toBeLessThan(tolerance)
    const ofBend = gradient.map((slope, i) => (row[1] ?? 0) * (slope + weightDecay * (weights[i] ?? 0)))
    expect(relativeDistance(ofBend, fixtureTensor(golden, `${kind}.grad_bend_t0.3`))).toBeLessThan(tolerance)
  })
})

function relativeDistance(vector: Float32Array, wanted: Float64Array): number {
  const difference = wanted.map((value, index) => value - (vector[index] ?? Number.NaN))
  return Math.hypot(...difference) / Math.hypot(...wanted)
}
