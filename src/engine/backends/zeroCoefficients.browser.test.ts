import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { zeroCoefficientCases } from '../../fixtures/zeroCoefficientCases.ts'
import type { Backend } from './backend.ts'
import { createTfBackend } from './tf/createTfBackend.ts'
import { createWebgpuBackend } from './webgpu/createWebgpuBackend.ts'

const control = { breathe: async () => {} }
const backends = { webgpu: createWebgpuBackend, 'tf-webgpu': () => createTfBackend('tf-webgpu') } as const

describe.each(['webgpu', 'tf-webgpu'] as const)('%s leaves out a vector whose coefficient is 0', (name) => {
  let backend: Backend
  beforeAll(async () => {
    backend = await backends[name]()
  })
  afterAll(() => backend.dispose())

  test.each(zeroCoefficientCases)('$title', async ({ network, dataset, clean, broken }) => {
    const session = await backend.createSession(network, dataset)
    // Two points, since an emulated device is slow and has no other way for many.
    const coefficients = clean.coefficients.slice(0, 2 * clean.basis.length)
    const values = await session.evaluate({ ...clean, coefficients }, control)
    const spoilt = await session.evaluate({ ...broken, coefficients }, control)
    for (const split of clean.splits) {
      const [got, wanted] = [spoilt[split], values[split]]
      expect(wanted?.nll.every(Number.isFinite)).toBe(true)
      // A product over fewer vectors may be summed in another order.
      got?.nll.forEach((nll, k) => {
        expect(nll).toBeCloseTo(wanted?.nll[k] ?? Number.NaN, 5)
      })
      expect(got?.correct).toEqual(wanted?.correct)
    }
    session.dispose()
  })
})
