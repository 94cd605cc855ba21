import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { initialBuffers } from '../../../core/networks/network.ts'
import { relativeDistance } from '../../../fixtures/goldenTraces.ts'
import { createLayerProblem, layerCases } from '../../../fixtures/layerCases.ts'
import type { Backend, JobControl, TrainerRequest } from '../backend.ts'
import { createTfBackend } from '../tf/createTfBackend.ts'
import { createSimdBackend } from './createSimdBackend.ts'

const control: JobControl = { breathe: async () => {} }

let simd: Backend
let tf: Backend
beforeAll(async () => {
  simd = await createSimdBackend()
  tf = await createTfBackend('tf-cpu')
})
afterAll(() => {
  simd.dispose()
  tf.dispose()
})

describe.each(layerCases)('%s', (_, architecture) => {
  const { network, data, vectors } = createLayerProblem(architecture)

  test.each(['recomputed', 'stored'] as const)('evaluates as tf does, %s statistics', async (batchNorm) => {
    const buffers = vectors.map((_, i) =>
      initialBuffers(network).map((value, k) => value + 0.05 * ((k + i) % 5)),
    )
    const coefficients = Float64Array.of(1, 0, 0, 0.3, 0.5, 0.2, -0.2, 0.4, 0.8)
    const splits = ['train', 'test'] as const
    const request = { basis: vectors, buffers, coefficients, splits, batchNorm }
    const [got, wanted] = await Promise.all(
      [simd, tf].map(async (backend) => {
        const session = await backend.createSession(network, data)
        const values = await session.evaluate(request, control)
        session.dispose()
        return values
      }),
    )
    for (const split of splits) {
      expect(relativeDistance(got?.[split]?.nll ?? [], wanted?.[split]?.nll ?? [])).toBeLessThan(2e-6)
      expect(got?.[split]?.correct).toEqual(wanted?.[split]?.correct)
    }
  })

  test.each([
    { optimizer: 'sgd', nesterov: false },
    { optimizer: 'sgd', nesterov: true },
    { optimizer: 'adam', nesterov: false },
  ] as const)('trains a curve as tf does, $optimizer, nesterov $nesterov', async (kind) => {
    const request: TrainerRequest = {
      ...kind,
      basis: vectors,
      trained: [false, true, true],
      buffers: initialBuffers(network),
      momentum: 0.9,
      weightDecay: 0.01,
      dropoutSeed: 7,
    }
    const plan = {
      batches: [33, 16, 5].map((count, k) =>
        Int32Array.from({ length: count }, (_, i) => (11 * i + 40 * k) % 149),
      ),
      learningRates: Float64Array.of(0.05, 0.02, 0.01),
      coefficients: Float64Array.of(0.5, 0.25, 0.25, 0.1, 0.6, 0.3, 0.2, 0.3, 0.5),
    }
    const [got, wanted] = await Promise.all(
      [simd, tf].map(async (backend) => {
        const session = await backend.createSession(network, data)
        const trainer = await session.createTrainer(request)
        const report = await trainer.advance(plan, control)
        const state = await trainer.state()
        trainer.dispose()
        session.dispose()
        return { report, state }
      }),
    )
    if (!got || !wanted) throw new Error('no results')
    expect(relativeDistance(got.report.nll, wanted.report.nll)).toBeLessThan(1e-5)
    expect(relativeDistance(got.report.penalty, wanted.report.penalty)).toBeLessThan(1e-5)
    expect(got.report.correct).toEqual(wanted.report.correct)
    // Adam divides a gradient by its own size: what rounding leaves of a zero becomes a whole step.
    const tolerance = kind.optimizer === 'adam' ? 1e-4 : 1e-5
    for (const [index, vector] of wanted.state.basis.entries()) {
      expect(relativeDistance(got.state.basis[index] ?? [], vector)).toBeLessThan(tolerance)
    }
    expect(got.state.slots).toHaveLength(wanted.state.slots.length)
    for (const [index, slot] of wanted.state.slots.entries()) {
      expect(relativeDistance(got.state.slots[index] ?? [], slot)).toBeLessThan(1e-4)
    }
    if (network.bufferCount > 0) {
      expect(relativeDistance(got.state.buffers, wanted.state.buffers)).toBeLessThan(1e-5)
    }
    expect(got.state.steps).toBe(wanted.state.steps)
  })
})
