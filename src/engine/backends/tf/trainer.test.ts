import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { initialBuffers } from '../../../core/networks/network.ts'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import { createRandom } from '../../../core/random.ts'
import { naiveCrossEntropy, runNaively } from '../../../fixtures/naiveNetwork.ts'
import type { Backend, Session, StepPlan, TrainerRequest } from '../backend.ts'
import { createTfBackend } from './createTfBackend.ts'

const control = { breathe: async () => {} }
const random = createRandom(11, 'data')
const drawNumbers = (count: number) => Float32Array.from({ length: count }, () => random.normal())
const network = planNetwork({
  input: [3],
  layers: [
    { type: 'linear', out: 4 },
    { type: 'batchnorm', momentum: 0.25 },
    { type: 'tanh' },
    { type: 'dropout', rate: 0.25 },
    { type: 'linear', out: 2 },
  ],
})
const count = 12
const split = {
  count,
  inputs: drawNumbers(count * 3),
  labels: Int32Array.from({ length: count }, (_, row) => row % 2),
}
const dataset = { inputShape: [3], classCount: 2, train: split, test: split }
const seed = 9
const weightDecay = 0.01

const base: TrainerRequest = {
  basis: [drawNumbers(network.parameterCount)],
  trained: [true],
  buffers: initialBuffers(network),
  optimizer: 'sgd',
  momentum: 0.9,
  nesterov: false,
  weightDecay,
  dropoutSeed: seed,
}

let backend: Backend
let session: Session
beforeAll(async () => {
  backend = await createTfBackend('tf-cpu')
  session = await backend.createSession(network, dataset)
})
afterAll(() => {
  session.dispose()
  backend.dispose()
})

function createPlan(steps: number, row: readonly number[] = [1], learningRate = 0.1): StepPlan {
  return {
    batches: Array.from({ length: steps }, (_, step) => {
      return Int32Array.from({ length: 5 }, (_unused, index) => (step * 5 + index * 2) % count)
    }),
    learningRates: new Float64Array(steps).fill(learningRate),
    coefficients: Float64Array.from(new Array(steps).fill(row).flat()),
  }
}

async function train(request: TrainerRequest, plan: StepPlan) {
  const trainer = await session.createTrainer(request)
  const report = await trainer.advance(plan, control)
  const state = await trainer.state()
  trainer.dispose()
  return { report, state }
}

/** The gradient of one step's loss with weight decay, by central differences of the naive float64 network. */
function differentiate(weights: Float64Array, plan: StepPlan, step: number): Float64Array {
  const rows = plan.batches[step] ?? new Int32Array()
  const inputs = [...rows].flatMap((row) => [...split.inputs.subarray(row * 3, row * 3 + 3)])
  const labels = [...rows].map((row) => split.labels[row] ?? 0)
  const point = weights.slice()
  const loss = () =>
    naiveCrossEntropy(runNaively(network, inputs, { weights: point, dropout: { seed, step } }).logits, labels)
  return weights.map((value, index) => {
    point[index] = value + 1e-5
    const above = loss()
    point[index] = value - 1e-5
    const below = loss()
    point[index] = value
    return (above - below) / 2e-5 + weightDecay * value
  })
}

/** Four steps as PyTorch's documentation writes them, in float64. */
function descendNaively(request: TrainerRequest, plan: StepPlan): Float64Array {
  let weights: Float64Array = Float64Array.from(request.basis[0] ?? [])
  let first: Float64Array = new Float64Array(weights.length)
  let second: Float64Array = new Float64Array(weights.length)
  plan.batches.forEach((_, step) => {
    const gradient = differentiate(weights, plan, step)
    const rate = plan.learningRates[step] ?? 0
    if (request.optimizer === 'adam') {
      first = first.map((m, i) => 0.9 * m + 0.1 * (gradient[i] ?? 0))
      second = second.map((v, i) => 0.999 * v + 0.001 * (gradient[i] ?? 0) ** 2)
      const [one, two] = [1 - 0.9 ** (step + 1), 1 - 0.999 ** (step + 1)]
      weights = weights.map(
        (w, i) => w - (rate * ((first[i] ?? 0) / one)) / (Math.sqrt((second[i] ?? 0) / two) + 1e-8),
      )
      return
    }
    first = step === 0 ? gradient : first.map((buffer, i) => request.momentum * buffer + (gradient[i] ?? 0))
    weights = weights.map((w, i) => {
      const ahead = request.nesterov
        ? (gradient[i] ?? 0) + request.momentum * (first[i] ?? 0)
        : (first[i] ?? 0)
      return w - rate * ahead
    })
  })
  return weights
}

function relativeDistance(vector: Float32Array | undefined, wanted: ArrayLike<number>): number {
  const difference = Array.from(wanted, (value, index) => value - (vector?.[index] ?? Number.NaN))
  return Math.hypot(...difference) / Math.hypot(...Array.from(wanted))
}

describe('optimisers follow PyTorch', () => {
  test.each([
    ['sgd', { momentum: 0 }],
    ['sgd with momentum', { momentum: 0.9 }],
    ['sgd with Nesterov momentum', { momentum: 0.9, nesterov: true }],
    ['adam', { optimizer: 'adam' }],
  ] as const)('%s', async (_name, settings) => {
    const request = { ...base, ...settings }
    const plan = createPlan(4, [1], 0.05)
    const { state } = await train(request, plan)
    // Four float32 steps; Adam divides by small roots, which magnifies their rounding.
    expect(relativeDistance(state.basis[0], descendNaively(request, plan))).toBeLessThan(1e-5)
  })
})

test('running statistics move by the momentum of their layer', async () => {
  const plan = createPlan(1)
  const { state } = await train(base, plan)
  const inputs = [...(plan.batches[0] ?? [])].flatMap((row) => [
    ...split.inputs.subarray(row * 3, row * 3 + 3),
  ])
  const { statistics } = runNaively(network, inputs, { weights: Float64Array.from(base.basis[0] ?? []) })
  const wanted = statistics.map((value, index) => 0.75 * (base.buffers[index] ?? 0) + 0.25 * value)
  expect(relativeDistance(state.buffers, wanted)).toBeLessThan(1e-6)
})

test('a bend takes its coefficient times the gradient, fixed vectors stay to the bit', async () => {
  const basis = [
    drawNumbers(network.parameterCount),
    drawNumbers(network.parameterCount),
    drawNumbers(network.parameterCount),
  ]
  const row = [0.25, 0.5, 0.25]
  const request = { ...base, basis, trained: [false, true, false] }
  const plan = createPlan(1, row)
  const { report, state } = await train(request, plan)
  const weights = Float64Array.from(basis[0] ?? [], (_, i) =>
    row.reduce((sum, c, b) => sum + c * (basis[b]?.[i] ?? 0), 0),
  )
  const wanted = differentiate(weights, plan, 0).map((slope, i) => (basis[1]?.[i] ?? 0) - 0.1 * 0.5 * slope)
  expect(relativeDistance(state.basis[1], wanted)).toBeLessThan(1e-6)
  expect([state.basis[0], state.basis[2]]).toEqual([basis[0], basis[2]])
  expect(state.slots).toHaveLength(1)
  const squares = weights.reduce((sum, value) => sum + value * value, 0)
  expect(report.penalty[0]).toBeCloseTo(0.5 * weightDecay * squares, 5)
})

test('a curve with all points free trains each by its coefficient', async () => {
  const basis = [drawNumbers(network.parameterCount), drawNumbers(network.parameterCount)]
  const { state } = await train({ ...base, basis, trained: [true, true] }, createPlan(1, [0.75, 0.25]))
  const moved = state.basis.map((vector, b) => vector.map((value, i) => (basis[b]?.[i] ?? 0) - value))
  const third = moved[0]?.map((value) => value / 3)
  // Differences of float32 weights near 1, hundredths themselves.
  expect(relativeDistance(moved[1], third ?? [])).toBeLessThan(1e-4)
  expect(state.slots).toHaveLength(2)
})

test.each(['sgd', 'adam'] as const)('stopping and going on gives the same bytes: %s', async (optimizer) => {
  const request = { ...base, optimizer }
  const plan = createPlan(6)
  const whole = await train(request, plan)
  const half = await train(request, { ...plan, batches: plan.batches.slice(0, 3) })
  const { basis, buffers, slots, steps } = half.state
  const rest = await train(
    { ...request, basis, buffers, resume: { slots, steps } },
    { ...plan, batches: plan.batches.slice(3) },
  )
  expect(rest.state).toEqual(whole.state)
  expect([...half.report.nll, ...rest.report.nll]).toEqual([...whole.report.nll])
})

test('the states that a plan marks are those after these steps', async () => {
  const { report, state } = await train(base, { ...createPlan(4), marks: [1, 3, 4] })
  const wanted = await Promise.all([1, 3].map((steps) => train(base, createPlan(steps))))
  expect(report.states).toEqual([...wanted.map((run) => run.state), state])
})

test('training stops before the first step that is not finite, with the last finite weights', async () => {
  const trainer = await session.createTrainer({ ...base, momentum: 0, weightDecay: 0 })
  const plan = createPlan(5)
  plan.learningRates.set([0.1, 0.1, 1e38])
  const report = await trainer.advance(plan, control)
  expect(report.finite).toBe(false)
  const state = await trainer.state()
  expect(state.steps).toBe(report.nll.length)
  expect(report.nll.length).toBeLessThan(4)
  expect(state.basis[0]?.every(Number.isFinite)).toBe(true)
  expect(report.nll.every(Number.isFinite)).toBe(true)
  const { state: same } = await train(
    { ...base, momentum: 0, weightDecay: 0 },
    { ...plan, batches: plan.batches.slice(0, report.nll.length) },
  )
  expect(state.basis).toEqual(same.basis)
  trainer.dispose()
})

test('a batch in which batch norm sees a single value is an explained error', async () => {
  const trainer = await session.createTrainer(base)
  const plan = { ...createPlan(1), batches: [Int32Array.of(3)] }
  await expect(trainer.advance(plan, control)).rejects.toMatchObject({
    code: 'invalid-request',
    message: 'batch norm needs two values a channel, got a batch of 1',
  })
  trainer.dispose()
})

test('no call keeps tensors, whether it ends, is cancelled or fails', async () => {
  const before = tf.memory().numTensors
  const trainer = await session.createTrainer({ ...base, optimizer: 'adam' })
  const held = tf.memory().numTensors
  await trainer.advance(createPlan(3), control)
  await trainer.state()
  let breaths = 0
  const cancelling = {
    breathe: async () => {
      if (++breaths > 2) throw new Error('cancelled')
    },
  }
  await expect(trainer.advance(createPlan(5), cancelling)).rejects.toThrow('cancelled')
  expect((await trainer.state()).steps).toBe(5)
  const single = { ...createPlan(1), batches: [Int32Array.of(3)] }
  await expect(trainer.advance(single, control)).rejects.toThrow('batch norm')
  await trainer.advance({ ...createPlan(2), learningRates: Float64Array.of(1e38, 1e38) }, control)
  expect(tf.memory().numTensors).toBe(held)
  trainer.dispose()
  expect(tf.memory().numTensors).toBe(before)
})
