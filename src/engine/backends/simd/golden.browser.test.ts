import { describe, expect, test } from 'vitest'
import { initialBuffers } from '../../../core/networks/network.ts'
import { fetchFixture, fetchPublicData } from '../../../fixtures/fetchFixture.ts'
import { distanceFromGolden, readGoldenSurfaces } from '../../../fixtures/goldenSurfaces.ts'
import { readGoldenTraces, relativeDistance } from '../../../fixtures/goldenTraces.ts'
import { createReferenceProblem } from '../../../fixtures/referenceProblem.ts'
import { bestKernelBuild } from '../../../kernels/loader.ts'
import type { JobControl } from '../backend.ts'
import { createSimdBackend } from './createSimdBackend.ts'

const control: JobControl = { breathe: async () => {} }

test('Chromium runs the build with fused multiply-add', () => {
  expect(bestKernelBuild()).toBe('fused')
})

describe.each(['fused', 'plain'] as const)('%s build on two workers', (build) => {
  test.each(['moons', 'digits_mlp', 'digits_bn'] as const)('%s', { timeout: 300_000 }, async (name) => {
    const golden = await fetchFixture(name)
    const { network, dataset } = createReferenceProblem(
      name,
      name === 'moons' ? golden : await fetchPublicData('digits'),
    )
    const backend = await createSimdBackend({ build, workers: 2 })
    const session = await backend.createSession(network, dataset)
    const splits = ['train', 'test'] as const
    for (const { basis, coefficients, wanted } of readGoldenSurfaces(golden)) {
      const request = { basis, buffers: [], coefficients, splits, batchNorm: 'recomputed' } as const
      const values = await session.evaluate(request, control)
      for (const split of splits) expect(distanceFromGolden(wanted[split], values[split])).toBeLessThan(1)
    }
    for (const trace of readGoldenTraces(golden, dataset.train.count)) {
      const trainer = await session.createTrainer({
        basis: trace.basis,
        trained: trace.trained,
        buffers: initialBuffers(network),
        optimizer: 'sgd',
        momentum: 0.9,
        nesterov: false,
        weightDecay: 1e-4,
        dropoutSeed: 0,
      })
      const learningRates = new Float64Array(24).fill(0.05)
      const { batches, coefficients } = trace
      const report = await trainer.advance({ batches, learningRates, coefficients }, control)
      const losses = report.nll.map((nll, k) => nll + (trace.withPenalty ? (report.penalty[k] ?? 0) : 0))
      expect(relativeDistance(losses, trace.losses)).toBeLessThan(1e-5)
      const state = await trainer.state()
      const trained = state.basis[trace.trained.indexOf(true)] ?? []
      expect(relativeDistance(trained, trace.after.at(-1)?.weights ?? [])).toBeLessThan(1e-5)
      trainer.dispose()
    }
    session.dispose()
    backend.dispose()
  })
})
