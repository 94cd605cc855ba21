import { expect, test } from 'vitest'
import { initialBuffers } from '../../../core/networks/network.ts'
import { relativeDistance } from '../../../fixtures/goldenTraces.ts'
import { createLayerProblem, layerCases } from '../../../fixtures/layerCases.ts'
import type { Backend, JobControl } from '../backend.ts'
import { createTfBackend } from '../tf/createTfBackend.ts'
import { createSimdBackend } from './createSimdBackend.ts'

const control: JobControl = { breathe: async () => {} }
const recipe = { optimizer: 'sgd', nesterov: true, momentum: 0.9, weightDecay: 0.01, dropoutSeed: 7 } as const

/** Values at a point between the vectors, and the vectors after three steps. */
async function computeLayer(
  backend: Backend,
  { network, data, vectors }: ReturnType<typeof createLayerProblem>,
) {
  const session = await backend.createSession(network, data)
  const values = await session.evaluate(
    {
      basis: vectors,
      buffers: [],
      coefficients: Float64Array.of(0.3, 0.5, 0.2),
      splits: ['train', 'test'],
      batchNorm: 'recomputed',
    },
    control,
  )
  const trainer = await session.createTrainer({
    ...recipe,
    basis: vectors,
    trained: [true, true, true],
    buffers: initialBuffers(network),
  })
  await trainer.advance(
    {
      batches: [33, 16, 5].map((count, k) =>
        Int32Array.from({ length: count }, (_, i) => (11 * i + 40 * k) % 149),
      ),
      learningRates: Float64Array.of(0.05, 0.02, 0.01),
      coefficients: Float64Array.of(0.5, 0.25, 0.25, 0.1, 0.6, 0.3, 0.2, 0.3, 0.5),
    },
    control,
  )
  const { basis, buffers } = await trainer.state()
  trainer.dispose()
  session.dispose()
  return [
    values.train?.nll ?? [],
    values.test?.nll ?? [],
    ...basis,
    ...(network.bufferCount > 0 ? [buffers] : []),
  ]
}

test('every layer agrees with tf in both builds, forward and backward', { timeout: 300_000 }, async () => {
  const tf = await createTfBackend('tf-cpu')
  const builds = await Promise.all(
    (['fused', 'plain'] as const).map((build) => createSimdBackend({ build, workers: 0 })),
  )
  for (const [name, architecture] of layerCases) {
    const problem = createLayerProblem(architecture)
    const wanted = await computeLayer(tf, problem)
    for (const backend of builds) {
      const got = await computeLayer(backend, problem)
      const distances = wanted.map((numbers, i) => relativeDistance(got[i] ?? [], numbers))
      expect([name, Math.max(...distances) < 1e-5]).toEqual([name, true])
    }
  }
})
