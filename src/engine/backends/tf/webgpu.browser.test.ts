import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { initialBuffers, type Network } from '../../../core/networks/network.ts'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import { createRandom } from '../../../core/random.ts'
import type { Backend, PointsRequest, Session, StepPlan, TrainerRequest } from '../backend.ts'
import { createTfBackend } from './createTfBackend.ts'
import { surveyDevices } from './surveyDevices.ts'

const control = { breathe: async () => {} }
const random = createRandom(4, 'data')
const drawNumbers = (count: number) => Float32Array.from({ length: count }, () => random.normal())
const inputShape = [2, 6, 6]

/** Between them every layer, with the settings that have code of their own. */
const networks = [
  planNetwork({
    input: inputShape,
    layers: [
      { type: 'conv2d', out: 4, kernel: 3, padding: 1, groups: 2 },
      { type: 'batchnorm' },
      { type: 'leakyrelu' },
      { type: 'maxpool', kernel: 2 },
      {
        type: 'residual',
        body: [{ type: 'conv2d', out: 4, kernel: 3, padding: 2, dilation: 2 }],
        shortcut: [],
      },
      { type: 'gelu' },
      { type: 'avgpool', kernel: 2, stride: 1, padding: 1 },
      { type: 'flatten' },
      { type: 'dropout', rate: 0.2 },
      { type: 'linear', out: 3 },
    ],
  }),
  planNetwork({
    input: inputShape,
    layers: [
      { type: 'conv2d', out: 4, kernel: 2, stride: 3, padding: 1, bias: false },
      { type: 'tanh' },
      { type: 'maxpool', kernel: 3, stride: 2, padding: 1 },
      {
        type: 'residual',
        body: [{ type: 'conv2d', out: 6, kernel: 1 }, { type: 'relu' }],
        shortcut: [{ type: 'conv2d', out: 6, kernel: 1, bias: false }],
      },
      { type: 'sigmoid' },
      { type: 'globalavgpool' },
      { type: 'linear', out: 5 },
      { type: 'batchnorm' },
      { type: 'silu' },
      { type: 'linear', out: 5 },
      { type: 'gelu', approximate: 'tanh' },
      { type: 'linear', out: 3 },
    ],
  }),
] as const
const [network] = networks
const drawSplit = (count: number) => ({
  count,
  inputs: drawNumbers(count * 72),
  labels: Int32Array.from({ length: count }, (_, row) => row % 3),
})
const dataset = { inputShape, classCount: 3, train: drawSplit(9), test: drawSplit(4) }
function drawBasis(of: Network): readonly [Float32Array, Float32Array] {
  const drawWeights = () => drawNumbers(of.parameterCount).map((value) => value * 0.3)
  return [drawWeights(), drawWeights()]
}
const basis = drawBasis(network)

/** Two float32 arithmetics that add in different orders. */
const tolerance = 1e-4

const points: PointsRequest = {
  basis,
  buffers: [],
  coefficients: Float64Array.of(1, 0, 0.5, 0.5),
  splits: ['train', 'test'],
  batchNorm: 'recomputed',
}
const start: TrainerRequest = {
  basis,
  trained: [false, true],
  buffers: initialBuffers(network),
  optimizer: 'adam',
  momentum: 0,
  nesterov: false,
  weightDecay: 1e-3,
  dropoutSeed: 8,
}
const plan: StepPlan = {
  batches: [Int32Array.of(0, 2, 4, 6), Int32Array.of(1, 3, 5), Int32Array.of(7, 8, 0, 1)],
  learningRates: Float64Array.of(0.01, 0.01, 0.01),
  coefficients: Float64Array.of(0.4, 0.6, 0.1, 0.9, 0.7, 0.3),
}

let gpu: Backend
let cpu: Backend
let onGpu: Session
let onCpu: Session
const warn = vi.spyOn(console, 'warn')
beforeAll(async () => {
  gpu = await createTfBackend('tf-webgpu')
  cpu = await createTfBackend('tf-cpu')
  onGpu = await gpu.createSession(network, dataset)
  onCpu = await cpu.createSession(network, dataset)
})
afterAll(() => {
  onGpu.dispose()
  onCpu.dispose()
  gpu.dispose()
  cpu.dispose()
})

function relativeDistance(
  vector: ArrayLike<number> | undefined,
  wanted: ArrayLike<number> | undefined,
): number {
  const difference = Array.from(wanted ?? [], (value, index) => value - (vector?.[index] ?? Number.NaN))
  return Math.hypot(...difference) / Math.hypot(...Array.from(wanted ?? []))
}

test('a software adapter is seen as one', async () => {
  const survey = await surveyDevices()
  expect(survey.state).toBe('software-adapter')
  expect(gpu.adapter).toBe(survey.adapter)
})

describe.each(networks.map((of, index) => ({ of, index })))(
  'network $index on webgpu agrees with the cpu while both run',
  ({ of }) => {
    const vectors = drawBasis(of)
    let sessions: readonly Session[]
    beforeAll(async () => {
      sessions = [await gpu.createSession(of, dataset), await cpu.createSession(of, dataset)]
    })
    afterAll(() => {
      for (const session of sessions) session.dispose()
    })

    test('evaluation', async () => {
      const request = { ...points, basis: vectors }
      const [ours, theirs] = await Promise.all(sessions.map((session) => session.evaluate(request, control)))
      for (const split of ['train', 'test'] as const) {
        expect(relativeDistance(ours?.[split]?.nll, theirs?.[split]?.nll)).toBeLessThan(tolerance)
        expect(ours?.[split]?.correct).toEqual(theirs?.[split]?.correct)
      }
    })

    test('recomputed statistics', async () => {
      const [ours, theirs] = await Promise.all(
        sessions.map((session) => session.recomputeBuffers(vectors[0], control)),
      )
      expect(relativeDistance(ours, theirs)).toBeLessThan(tolerance)
    })

    test('training', async () => {
      const request = { ...start, basis: vectors, buffers: initialBuffers(of) }
      const [ours, theirs] = await Promise.all(
        sessions.map(async (session) => {
          const trainer = await session.createTrainer(request)
          const report = await trainer.advance(plan, control)
          const state = await trainer.state()
          trainer.dispose()
          return { report, state }
        }),
      )
      expect(relativeDistance(ours?.report.nll, theirs?.report.nll)).toBeLessThan(tolerance)
      expect(relativeDistance(ours?.report.penalty, theirs?.report.penalty)).toBeLessThan(tolerance)
      expect(ours?.report.correct).toEqual(theirs?.report.correct)
      expect(relativeDistance(ours?.state.slots[0], theirs?.state.slots[0])).toBeLessThan(tolerance)
      expect(ours?.state.basis[0]).toEqual(vectors[0])
      expect(relativeDistance(ours?.state.buffers, theirs?.state.buffers)).toBeLessThan(tolerance)
    })
  },
)

test('a NaN in one pixel comes through max-pooling', async () => {
  const inputs = dataset.test.inputs.slice()
  inputs[20] = Number.NaN
  const pooling = planNetwork({
    input: inputShape,
    layers: [{ type: 'maxpool', kernel: 2 }, { type: 'flatten' }, { type: 'linear', out: 3 }],
  })
  const session = await gpu.createSession(pooling, { ...dataset, test: { ...dataset.test, inputs } })
  const request = {
    ...points,
    basis: [drawNumbers(pooling.parameterCount)],
    coefficients: Float64Array.of(1),
  }
  const values = await session.evaluate(request, control)
  expect(values.test?.nll[0]).toBeNaN()
  expect(values.train?.nll[0]).toSatisfy(Number.isFinite)
  session.dispose()
})

test.each(['relu', 'leakyrelu'] as const)('a NaN among the weights comes through %s', async (type) => {
  const layers = [
    { type: 'flatten' },
    { type: 'linear', out: 4 },
    { type },
    { type: 'linear', out: 3 },
  ] as const
  const dense = planNetwork({ input: inputShape, layers })
  const weights = drawNumbers(dense.parameterCount)
  weights[0] = Number.NaN
  const session = await gpu.createSession(dense, dataset)
  const request = { ...points, basis: [weights], coefficients: Float64Array.of(1) }
  expect((await session.evaluate(request, control)).train?.nll[0]).toBeNaN()
  session.dispose()
})

test('a diverging plan goes back to its last finite step', async () => {
  const trainer = await onGpu.createTrainer({ ...start, optimizer: 'sgd' })
  const report = await trainer.advance({ ...plan, learningRates: Float64Array.of(0.01, 1e38, 0.01) }, control)
  expect(report.finite).toBe(false)
  expect(report.nll).toHaveLength(1)
  const state = await trainer.state()
  trainer.dispose()
  const same = await onGpu.createTrainer({ ...start, optimizer: 'sgd' })
  await same.advance({ ...plan, batches: plan.batches.slice(0, 1) }, control)
  expect(state).toEqual(await same.state())
  same.dispose()
})

test('no call keeps tensors or reads synchronously', async () => {
  const held = tf.memory().numTensors
  await onGpu.evaluate(points, control)
  await onGpu.recomputeBuffers(basis[1] ?? new Float32Array(), control)
  const trainer = await onGpu.createTrainer(start)
  await trainer.advance(plan, control)
  await trainer.state()
  trainer.dispose()
  expect(tf.memory().numTensors).toBe(held)
  expect(warn).not.toHaveBeenCalled()
})

test('a lost device fails the running call and every later one', async () => {
  const device = (tf.findBackend('webgpu') as WebGPUBackend).device
  const lost = expect(onGpu.evaluate(points, control)).rejects.toMatchObject({ code: 'device-lost' })
  device.destroy()
  await lost
  await expect(onGpu.evaluate(points, control)).rejects.toMatchObject({ code: 'device-lost' })
  expect((await onCpu.evaluate(points, control)).train?.nll[0]).toSatisfy(Number.isFinite)
})

test('a device can be opened again, and a failed allocation fails the call', async () => {
  const again = await createTfBackend('tf-webgpu')
  const session = await again.createSession(network, dataset)
  expect((await session.evaluate(points, control)).train?.nll[0]).toSatisfy(Number.isFinite)
  const { device } = tf.findBackend('webgpu') as WebGPUBackend
  const event = new GPUUncapturedErrorEvent('uncapturederror', { error: new GPUOutOfMemoryError('full') })
  device.dispatchEvent(event)
  await expect(session.evaluate(points, control)).rejects.toMatchObject({ code: 'out-of-memory' })
  session.dispose()
  again.dispose()
})
