import { describe, expect, test } from 'vitest'
import { arcLengthDensity } from '../../core/curves/arcLength.ts'
import { curveCoefficients } from '../../core/curves/curve.ts'
import { initialBuffers } from '../../core/networks/network.ts'
import { measureBasis } from '../../core/planes/geometry.ts'
import { createRandom } from '../../core/random.ts'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { relativeDistance } from '../../fixtures/goldenTraces.ts'
import { type FixtureName, readFixture, readPublicData } from '../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../fixtures/referenceProblem.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { JobControl, Session, StepPlan, TrainerRequest } from '../backends/backend.ts'
import { createSimdBackend } from '../backends/simd/createSimdBackend.ts'
import { createTfBackend } from '../backends/tf/createTfBackend.ts'
import { combineVectors } from '../combineVectors.ts'
import { createFakeLab, fakeProblem, fakeRecipe } from '../fakes/fakeLab.ts'
import { awaitDone, createNodeLab, onlyJob } from '../fakes/nodeLab.ts'
import { createArcLengthTrainer } from './arcLengthTrainer.ts'
import { descend } from './descend.ts'

const control: JobControl = { breathe: async () => {} }
const backends = { simd: () => createSimdBackend(), 'tf-cpu': () => createTfBackend('tf-cpu') } as const

function prepare(name: FixtureName) {
  const golden = readFixture(name)
  const { network, dataset } = createReferenceProblem(
    name,
    name === 'moons' ? golden : readPublicData('digits'),
  )
  const keys = ['end1', 'bend.bezier', 'end2']
  const request: TrainerRequest = {
    basis: keys.map((key) => Float32Array.from(fixtureTensor(golden, key))),
    trained: [false, true, false],
    buffers: initialBuffers(network),
    optimizer: 'sgd',
    momentum: 0,
    nesterov: false,
    weightDecay: 1e-2,
    dropoutSeed: 1,
  }
  return { network, dataset, request }
}

const rows = (count: number, first = 0) => Int32Array.from({ length: count }, (_, i) => first + i)

test.each(['bezier', 'chain'] as const)(
  'a step follows the whole gradient of q·L, by finite differences: %s',
  async (kind) => {
    const { network, dataset, request } = prepare('moons')
    const backend = await createSimdBackend()
    const session = await backend.createSession(network, dataset)
    const t = 0.3
    const row = curveCoefficients(kind, 3, t)
    const lossOf = async (basis: readonly Float32Array[]) => {
      const w = combineVectors(basis, row)
      const values = await session.evaluate(
        {
          basis: [w],
          buffers: [],
          coefficients: Float64Array.of(1),
          splits: ['train'],
          batchNorm: 'recomputed',
        },
        control,
      )
      const squared = w.reduce((sum, value) => sum + value * value, 0)
      const [q] = arcLengthDensity(kind, measureBasis(basis), [t])
      return (q as number) * ((values.train?.nll[0] ?? 0) + 0.5 * request.weightDecay * squared)
    }
    const rate = 0.1
    const trainer = await createArcLengthTrainer(session, request, kind)
    const plan = {
      batches: [rows(dataset.train.count)],
      learningRates: Float64Array.of(rate),
      coefficients: Float64Array.from(row),
    }
    await trainer.advance(plan, control)
    const [, bend] = (await trainer.state()).basis
    const start = request.basis[1] as Float32Array
    const random = createRandom(3, 'direction')
    for (let k = 0; k < 4; k++) {
      const drawn = Float64Array.from(start, random.normal)
      const length = Math.hypot(...drawn)
      const slope = drawn.reduce(
        (sum, value, i) => sum + (value / length) * (((start[i] as number) - (bend?.[i] as number)) / rate),
        0,
      )
      const h = 0.02
      const moved = (step: number) =>
        request.basis.with(
          1,
          start.map((value, i) => value + (step * (drawn[i] as number)) / length),
        )
      const wanted = ((await lossOf(moved(h))) - (await lossOf(moved(-h)))) / (2 * h)
      expect(Math.abs(slope - wanted)).toBeLessThan(1e-4 + 1e-3 * Math.abs(wanted))
    }
    trainer.dispose()
    backend.dispose()
  },
)

function planOf(steps: number): StepPlan {
  const random = createRandom(5, 'times')
  return {
    batches: Array.from({ length: steps }, (_, k) => rows(100, 90 * k)),
    learningRates: new Float64Array(steps).fill(0.02),
    coefficients: Float64Array.from(
      Array.from({ length: steps }, () => curveCoefficients('bezier', 3, random.next())).flat(),
    ),
    marks: [steps],
  }
}

describe.each(['moons', 'digits_bn'] as const)('%s', (name) => {
  const { network, dataset, request } = prepare(name)

  async function train(session: Session, change: Partial<TrainerRequest>, plan: StepPlan) {
    const trainer = await createArcLengthTrainer(session, { ...request, ...change }, 'bezier')
    const report = await trainer.advance(plan, control)
    const state = await trainer.state()
    trainer.dispose()
    return { report, state }
  }

  test.each([
    { optimizer: 'sgd', momentum: 0.9, nesterov: true },
    { optimizer: 'adam', momentum: 0, nesterov: false },
  ] as const)('tf trains as simd does: $optimizer', async (kind) => {
    const results = await Promise.all(
      Object.values(backends).map(async (create) => {
        const backend = await create()
        const session = await backend.createSession(network, dataset)
        const result = await train(session, kind, planOf(4))
        session.dispose()
        backend.dispose()
        return result
      }),
    )
    const [simd, tf] = results
    if (!simd || !tf) throw new Error('no results')
    expect(relativeDistance(simd.report.nll, tf.report.nll)).toBeLessThan(1e-5)
    expect(relativeDistance(simd.state.basis[1] ?? [], tf.state.basis[1] ?? [])).toBeLessThan(1e-4)
    expect(simd.report.states[0]).toEqual(simd.state)
    expect(simd.state.basis[0]).toEqual(request.basis[0])
  })

  test('goes on from its state as if it had not stopped', async () => {
    const backend = await createSimdBackend()
    const session = await backend.createSession(network, dataset)
    const kind = { optimizer: 'adam', momentum: 0.9 } as const
    const whole = await train(session, kind, planOf(6))
    const plan = planOf(6)
    const cut = (from: number, to: number) => ({
      batches: plan.batches.slice(from, to),
      learningRates: plan.learningRates.slice(from, to),
      coefficients: plan.coefficients.slice(3 * from, 3 * to),
    })
    const { state } = await train(session, kind, cut(0, 3))
    const { basis, buffers, slots, steps } = state
    const rest = await train(session, { ...kind, basis, buffers, resume: { slots, steps } }, cut(3, 6))
    expect(rest.state).toEqual(whole.state)
    backend.dispose()
  })
})

test.each([
  { optimizer: 'sgd', momentum: 0.9, nesterov: false },
  { optimizer: 'sgd', momentum: 0.9, nesterov: true },
  { optimizer: 'adam', momentum: 0, nesterov: false },
] as const)('descends as the kernels do: $optimizer, nesterov $nesterov', async (kind) => {
  const { network, dataset, request } = prepare('moons')
  const backend = await createSimdBackend()
  const session = await backend.createSession(network, dataset)
  const [start] = request.basis as [Float32Array]
  const one = { ...request, ...kind, basis: [start], trained: [true] }
  const trainer = await session.createTrainer(one)
  const still = await session.createTrainer({ ...one, optimizer: 'sgd', momentum: 0, nesterov: false })
  const weights = start.slice()
  const slots = [new Float32Array(weights.length), new Float32Array(weights.length)]
  for (let step = 1; step <= 5; step++) {
    const plan = { batches: [rows(200, 60 * step)], coefficients: Float64Array.of(1) }
    await trainer.advance({ ...plan, learningRates: Float64Array.of(0.05) }, control)
    await still.setTrained([weights])
    await still.advance({ ...plan, learningRates: Float64Array.of(0) }, control)
    const [gradient] = (await still.state()).slots
    descend(weights, Float64Array.from(gradient ?? []), slots, { ...kind, learningRate: 0.05, step })
  }
  const state = await trainer.state()
  // Adam divides a gradient by its own size: what rounding leaves of a zero becomes a whole step.
  const tolerance = kind.optimizer === 'adam' ? 1e-4 : 1e-6
  expect(relativeDistance(weights, state.basis[0] ?? [])).toBeLessThan(tolerance)
  backend.dispose()
})

describe('trainCurve', () => {
  const idOf = (name: string) => name as WeightsId

  test('gives the same bytes however plans are cut, and stops where it diverges', async () => {
    const train = async (workMs: number, learningRate = 0.1) => {
      const { lab } = createFakeLab(workMs)
      for (const [i, id] of ['w1', 'w2'].entries()) {
        await lab.load({
          id: idOf(id),
          weights: new Float32Array(6).fill(2 * i),
          buffers: new Float32Array(),
        })
      }
      return awaitDone(
        lab.trainCurve(
          onlyJob,
          {
            problem: fakeProblem,
            kind: 'chain',
            endpoints: [idOf('w1'), idOf('w2')],
            controlPoints: [idOf('w1'), idOf('b1'), idOf('b2'), idOf('w2')],
            freeEndpoints: false,
            recipe: { ...fakeRecipe, learningRate },
            seed: 1,
            objective: 'arc-length',
          },
          () => {},
        ),
      )
    }
    const [slow, fast] = [await train(40), await train(0.1)]
    expect(slow.stored).toEqual(fast.stored)
    expect(slow.history).toEqual(fast.history)
    const lost = await train(5, 1e6)
    const { diverged, history } = lost
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2])
    expect(diverged).toEqual({ epoch: 3, step: 1, learningRate: 1e6 })
    expect(lost.stored.every(({ weights }) => weights.every(Number.isFinite))).toBe(true)
  })

  test('lowers the arc-length average on moons, to about where objective (2) gets', async () => {
    const golden = readFixture('moons')
    const { network, dataset } = createReferenceProblem('moons', golden)
    const { lab, problemOn, hold } = await createNodeLab(dataset)
    const ends = [
      await hold('w1', fixtureTensor(golden, 'end1')),
      await hold('w2', fixtureTensor(golden, 'end2')),
    ] as const
    const train = (objective: 'uniform' | 'arc-length') =>
      awaitDone(
        lab.trainCurve(
          onlyJob,
          {
            problem: problemOn('simd', network.architecture),
            kind: 'bezier',
            endpoints: ends,
            controlPoints: [ends[0], idOf(objective), ends[1]],
            freeEndpoints: false,
            recipe: { ...fakeRecipe, learningRate: 0.05, weightDecay: 1e-4, batchSize: 128, epochs: 60 },
            seed: 10,
            objective,
          },
          () => {},
        ),
      )
    const [byLength, uniform] = [await train('arc-length'), await train('uniform')]
    const last = (result: typeof byLength) => result.history.at(-1)?.trainNll ?? Number.NaN
    expect(last(byLength)).toBeLessThan(0.3)
    expect(Math.abs(last(byLength) - last(uniform))).toBeLessThan(0.1)
    expect(byLength.stored[0]?.weights).not.toEqual(uniform.stored[0]?.weights)
    expect(await train('arc-length').then(({ stored }) => stored)).toEqual(byLength.stored)
  })
})
