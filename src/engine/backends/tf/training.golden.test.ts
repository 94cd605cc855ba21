import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CurveKind, curveCoefficients } from '../../../core/curves/curve.ts'
import { initialBuffers } from '../../../core/networks/network.ts'
import { fixtureTensor } from '../../../fixtures/fixtureTensor.ts'
import { type FixtureName, readFixture, readPublicData } from '../../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../../fixtures/referenceProblem.ts'
import type { Backend, JobControl, StepPlan, TrainerRequest } from '../backend.ts'
import { createTfBackend } from './createTfBackend.ts'

/** Steps of every trace. */
const stepCount = 24
const weightDecay = 1e-4

/** The traces are float64; float32 training drifts from them, by far less than this in 24 steps. */
const tolerance = 1e-4

const control: JobControl = { breathe: async () => {} }

let backend: Backend
beforeAll(async () => {
  backend = await createTfBackend('tf-cpu')
})
afterAll(() => backend.dispose())

describe.each<FixtureName>(['moons', 'digits_mlp', 'digits_bn'])('24 steps of %s', (name) => {
  const golden = readFixture(name)
  const { network, dataset } = createReferenceProblem(
    name,
    name === 'moons' ? golden : readPublicData('digits'),
  )
  const read = (key: string) => Float32Array.from(fixtureTensor(golden, key))

  /** Batches in order, the last one partial, then from the start again. */
  const batches = Array.from({ length: stepCount }, (_, step) => {
    const perEpoch = Math.ceil(dataset.train.count / 128)
    const start = (step % perEpoch) * 128
    return Int32Array.from({ length: Math.min(128, dataset.train.count - start) }, (_, row) => start + row)
  })

  const request = {
    buffers: initialBuffers(network),
    optimizer: 'sgd',
    momentum: 0.9,
    nesterov: false,
    weightDecay,
    dropoutSeed: 0,
  } as const

  async function trace(
    start: TrainerRequest,
    rows: (step: number) => number[],
    after: (step: number) => Float32Array,
  ) {
    const session = await backend.createSession(network, dataset)
    const trainer = await session.createTrainer(start)
    const reports: { nll: number; penalty: number }[] = []
    for (let step = 0; step < stepCount; step++) {
      const plan: StepPlan = {
        batches: batches.slice(step, step + 1),
        learningRates: Float64Array.of(0.05),
        coefficients: Float64Array.from(rows(step)),
      }
      const report = await trainer.advance(plan, control)
      reports.push({ nll: report.nll[0] ?? Number.NaN, penalty: report.penalty[0] ?? Number.NaN })
      if (![1, 2, 12, 24].includes(step + 1)) continue
      const { basis } = await trainer.state()
      const trained = basis[start.trained.indexOf(true)] ?? new Float32Array()
      expect(relativeDistance(trained, after(step + 1))).toBeLessThan(tolerance)
    }
    trainer.dispose()
    session.dispose()
    return reports
  }

  test('sgd', async () => {
    const start = { ...request, basis: [read('end1.initial')], trained: [true] }
    const reports = await trace(
      start,
      () => [1],
      (step) => read(`sgd.after_${step}`),
    )
    const losses = fixtureTensor(golden, 'sgd.losses')
    reports.forEach(({ nll }, step) => {
      expect(relative(nll, losses[step])).toBeLessThan(tolerance)
    })
  })

  test.each<CurveKind>(['bezier', 'chain'])('%s', async (kind) => {
    const basis = [read('end1'), read('bend.initial'), read('end2')]
    const ts = fixtureTensor(golden, 'curve.ts')
    const reports = await trace(
      { ...request, basis, trained: [false, true, false] },
      (step) => curveCoefficients(kind, 3, ts[step] ?? Number.NaN),
      (step) => read(`${kind}.bend_after_${step}`),
    )
    const losses = fixtureTensor(golden, `${kind}.curve_losses`)
    reports.forEach(({ nll, penalty }, step) => {
      expect(relative(nll + penalty, losses[step])).toBeLessThan(tolerance)
    })
  })
})

function relative(value: number, wanted: number | undefined): number {
  return Math.abs(value - (wanted ?? Number.NaN)) / Math.abs(wanted ?? Number.NaN)
}

function relativeDistance(vector: Float32Array, wanted: Float32Array): number {
  const difference = vector.map((value, index) => value - (wanted[index] ?? Number.NaN))
  return Math.hypot(...difference) / Math.hypot(...wanted)
}
