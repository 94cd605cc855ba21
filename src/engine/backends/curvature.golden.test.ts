import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { relativeDistance } from '../../fixtures/goldenTraces.ts'
import { readFixture, readScience } from '../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../fixtures/referenceProblem.ts'
import type { Backend, JobControl } from './backend.ts'
import { createSimdBackend } from './simd/createSimdBackend.ts'
import { createTfBackend } from './tf/createTfBackend.ts'

const control: JobControl = { breathe: async () => {} }
const science = readScience()
const golden = readFixture('moons')
const { network, dataset } = createReferenceProblem('moons', golden)

const mixes = {
  end1: [1, 0, 0],
  end2: [0, 0, 1],
  bezier_t0p5: [0.25, 0.5, 0.25],
  segment_t0p5: [0.5, 0, 0.5],
} as const

function pointOf(mix: readonly number[]): Float32Array {
  const vectors = ['end1', 'bend.bezier', 'end2'].map((key) => fixtureTensor(golden, key))
  return Float32Array.from({ length: network.parameterCount }, (_, i) =>
    vectors.reduce((sum, vector, b) => sum + (mix[b] as number) * (vector[i] as number), 0),
  )
}

describe.each([
  ['simd', () => createSimdBackend()],
  ['simd, plain build', () => createSimdBackend({ build: 'plain' })],
  ['tf-cpu', () => createTfBackend('tf-cpu')],
] as const)('%s', (_name, create) => {
  let backend: Backend
  beforeAll(async () => {
    backend = await create()
  })
  afterAll(() => backend.dispose())

  test.each(Object.entries(mixes))('Hessian-vector product of moons at %s', async (point, mix) => {
    const session = await backend.createSession(network, dataset)
    const curvature = await session.createCurvature({
      weights: pointOf(mix),
      buffers: new Float32Array(),
      rows: Int32Array.from({ length: dataset.train.count }, (_, row) => row),
    })
    const direction = Float32Array.from(fixtureTensor(science, 'moons.hessian.vector'))
    const product = await curvature.multiply(direction, control)
    expect(relativeDistance(product, fixtureTensor(science, `moons.hessian.${point}.product`))).toBeLessThan(
      2e-5,
    )
    expect(await curvature.multiply(direction, control)).toEqual(product)
    curvature.dispose()
    session.dispose()
  })
})
