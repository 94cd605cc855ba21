import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { zeroCoefficientCases } from '../../fixtures/zeroCoefficientCases.ts'
import type { Backend } from './backend.ts'
import { createSimdBackend } from './simd/createSimdBackend.ts'
import { createTfBackend } from './tf/createTfBackend.ts'

const control = { breathe: async () => {} }
const backends = { simd: createSimdBackend, 'tf-cpu': () => createTfBackend('tf-cpu') } as const

describe.each(['simd', 'tf-cpu'] as const)('%s leaves out a vector whose coefficient is 0', (name) => {
  let backend: Backend
  beforeAll(async () => {
    backend = await backends[name]()
  })
  afterAll(() => backend.dispose())

  test.each(zeroCoefficientCases)('$title', async ({ network, dataset, clean, broken }) => {
    const session = await backend.createSession(network, dataset)
    const values = await session.evaluate(clean, control)
    expect(values.train?.nll.every(Number.isFinite)).toBe(true)
    expect(await session.evaluate(broken, control)).toEqual(values)
    session.dispose()
  })
})
