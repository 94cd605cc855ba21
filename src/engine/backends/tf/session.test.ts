import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import { createRandom } from '../../../core/random.ts'
import { naiveCrossEntropy, runNaively } from '../../../fixtures/naiveNetwork.ts'
import type { Backend, PointsRequest, Session } from '../backend.ts'
import { createTfBackend } from './createTfBackend.ts'

const control = { breathe: async () => {} }
const random = createRandom(2, 'data')
const drawNumbers = (count: number) => Float32Array.from({ length: count }, () => random.normal())
const inputShape = [2, 3, 4]
const network = planNetwork({
  input: inputShape,
  layers: [
    { type: 'conv2d', out: 3, kernel: 2 },
    { type: 'batchnorm' },
    { type: 'relu' },
    { type: 'flatten' },
    { type: 'dropout', rate: 0.5 },
    { type: 'linear', out: 3 },
  ],
})
const drawSplit = (count: number) => ({
  count,
  inputs: drawNumbers(count * 24),
  labels: Int32Array.from({ length: count }, (_, row) => row % 3),
})
// More than two batches of 128, the last one partial.
const dataset = { inputShape, classCount: 3, train: drawSplit(300), test: drawSplit(50) }
const basis = [drawNumbers(network.parameterCount), drawNumbers(network.parameterCount)]
// From .5 to 1, so that a variance stays positive beyond the ends.
const buffers = [1, 2].map(() => drawNumbers(network.bufferCount).map((value) => 0.75 + Math.tanh(value) / 4))
const coefficients = Float64Array.of(1, 0, 0.25, 0.75, 1.2, -0.2)
const request: PointsRequest = {
  basis,
  buffers,
  coefficients,
  splits: ['train', 'test'],
  batchNorm: 'stored',
}

let backend: Backend
let session: Session
beforeAll(async () => {
  backend = await createTfBackend('tf-cpu')
})
beforeEach(async () => {
  session = await backend.createSession(network, dataset)
  return () => session.dispose()
})
afterAll(() => backend.dispose())

function combine(vectors: readonly Float32Array[], point: number): Float64Array {
  const [first = 0, second = 0] = coefficients.subarray(2 * point)
  return Float64Array.from(vectors[0] ?? [], (value, i) => first * value + second * (vectors[1]?.[i] ?? 0))
}

describe('evaluate', () => {
  test('stored statistics are combined with the coefficients of the weights', async () => {
    const values = await session.evaluate(request, control)
    for (const split of ['train', 'test'] as const) {
      const { inputs, labels, count } = dataset[split]
      for (const point of [0, 1, 2]) {
        const pass = { weights: combine(basis, point), buffers: combine(buffers, point) }
        const { logits } = runNaively(network, inputs, pass)
        const nll = values[split]?.nll[point] ?? Number.NaN
        const wanted = naiveCrossEntropy(logits, labels)
        expect(Math.abs(nll - wanted)).toBeLessThan(1e-5 * wanted)
        expect(values[split]?.correct[point]).toBe(countCorrect(logits, labels))
      }
      expect(values[split]?.count).toBe(count)
    }
  })

  test('recomputed statistics are those that recomputeBuffers gives', async () => {
    const weights = Float32Array.from(combine(basis, 1))
    const recomputed = await session.recomputeBuffers(weights, control)
    const stored = await session.evaluate(
      { ...request, basis: [weights], buffers: [recomputed], coefficients: Float64Array.of(1) },
      control,
    )
    const values = await session.evaluate({ ...request, batchNorm: 'recomputed' }, control)
    expect(values.train?.nll[1]).toBe(stored.train?.nll[0])
    expect(values.test?.correct[1]).toBe(stored.test?.correct[0])
  })

  test('recomputed statistics average batches of 128 by their samples', async () => {
    const weights = combine(basis, 0)
    const mean = new Float64Array(network.bufferCount)
    for (const [start, end] of [
      [0, 128],
      [128, 256],
      [256, 300],
    ] as const) {
      const { statistics } = runNaively(network, dataset.train.inputs.subarray(start * 24, end * 24), {
        weights,
      })
      statistics.forEach((value, i) => {
        mean[i] = (mean[i] ?? 0) + (value * (end - start)) / 300
      })
    }
    const recomputed = await session.recomputeBuffers(Float32Array.from(weights), control)
    recomputed.forEach((value, i) => {
      expect(value).toBeCloseTo(mean[i] ?? Number.NaN, 5)
    })
  })

  test('parts come in order and hold what the result holds', async () => {
    const parts: [number, number[]][] = []
    const values = await session.evaluate(
      { ...request, onPart: (start, part) => parts.push([start, [...(part.test?.nll ?? [])]]) },
      control,
    )
    expect(parts.map(([start]) => start)).toEqual([0, 1, 2])
    expect(parts.flatMap(([, nll]) => nll)).toEqual([...(values.test?.nll ?? [])])
  })

  test('the same request gives the same bytes', async () => {
    const first = await session.evaluate({ ...request, batchNorm: 'recomputed' }, control)
    expect(await session.evaluate({ ...request, batchNorm: 'recomputed' }, control)).toEqual(first)
  })

  test('a last batch of one sample, alone with its channel, is an explained error', async () => {
    const features = planNetwork({
      input: [4],
      layers: [{ type: 'batchnorm' }, { type: 'linear', out: 2 }],
    })
    const split = { count: 129, inputs: drawNumbers(129 * 4), labels: new Int32Array(129) }
    const other = await backend.createSession(features, {
      inputShape: [4],
      classCount: 2,
      train: split,
      test: split,
    })
    await expect(other.recomputeBuffers(drawNumbers(features.parameterCount), control)).rejects.toMatchObject(
      {
        code: 'invalid-request',
        message: 'batch norm needs two values a channel, got a batch of 1',
      },
    )
    other.dispose()
  })
})

describe('tensors', () => {
  test('no call keeps any, and a disposed session leaves none', async () => {
    const before = tf.memory().numTensors
    const other = await backend.createSession(network, dataset)
    const held = tf.memory().numTensors
    await other.evaluate(request, control)
    await other.evaluate({ ...request, batchNorm: 'recomputed' }, control)
    await other.recomputeBuffers(drawNumbers(network.parameterCount), control)
    expect(tf.memory().numTensors).toBe(held)
    other.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  test('a call that is cancelled at any of its breaths keeps none', async () => {
    const held = tf.memory().numTensors
    const countBreaths = async (limit: number) => {
      let breaths = 0
      const breathe = async () => {
        if (++breaths > limit) throw new Error('cancelled')
      }
      await session.evaluate({ ...request, batchNorm: 'recomputed' }, { breathe })
      return breaths
    }
    const total = await countBreaths(Number.POSITIVE_INFINITY)
    for (let limit = 0; limit < total; limit++) {
      await expect(countBreaths(limit)).rejects.toThrow('cancelled')
      expect(tf.memory().numTensors).toBe(held)
    }
  })
})

test('callers may change or give away what they passed and what they got', async () => {
  const given = { ...request, basis: basis.map((vector) => vector.slice()) }
  const trainer = await session.createTrainer({
    basis: given.basis,
    trained: [true, false],
    buffers: new Float32Array(network.bufferCount).fill(1),
    optimizer: 'sgd',
    momentum: 0.9,
    nesterov: false,
    weightDecay: 0,
    dropoutSeed: 1,
  })
  const first = await trainer.state()
  for (const vector of [...given.basis, ...first.basis]) vector.fill(Number.NaN)
  expect((await trainer.state()).basis).toEqual(basis)
  trainer.dispose()
})

function countCorrect(logits: Float64Array, labels: Int32Array): number {
  const classes = logits.length / labels.length
  return labels.reduce((sum, label, row) => {
    const values = logits.subarray(row * classes, (row + 1) * classes)
    return sum + (values.indexOf(Math.max(...values)) === label ? 1 : 0)
  }, 0)
}
