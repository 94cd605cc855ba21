import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { initializeWeights } from './initializers.ts'
import type { TensorSlot } from './network.ts'
import { planNetwork } from './planNetwork.ts'

const network = planNetwork({
  input: [4, 8, 8],
  layers: [
    { type: 'conv2d', out: 64, kernel: 3, padding: 1 },
    { type: 'batchnorm' },
    { type: 'relu' },
    { type: 'globalavgpool' },
    { type: 'linear', out: 400 },
    { type: 'linear', out: 10 },
  ],
})

function valuesOf(weights: Float32Array, name: string): { slot: TensorSlot; values: number[] } {
  const slot = network.parameters.find((candidate) => candidate.name === name) as TensorSlot
  return { slot, values: Array.from(weights.subarray(slot.offset, slot.offset + slot.size)) }
}

const deviation = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
const largest = (values: readonly number[]) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
const create = (initializer: 'pytorch' | 'he' | 'glorot', seed = 1) =>
  initializeWeights(network, initializer, createRandom(seed, 'initialisation'))

describe('initializeWeights', () => {
  it.each([
    ['0.weight', 36],
    ['4.weight', 64],
    ['4.bias', 64],
    ['5.weight', 400],
  ])('pytorch draws %s uniformly within 1/√%d', (name, fanIn) => {
    const { values } = valuesOf(create('pytorch'), name)
    const bound = 1 / Math.sqrt(fanIn)
    expect(largest(values)).toBeLessThanOrEqual(Math.fround(bound))
    expect(largest(values)).toBeGreaterThan(0.98 * bound)
    expect(deviation(values) / (bound / Math.sqrt(3))).toBeCloseTo(1, 1)
  })

  it('he draws normals of deviation √(2/fan in)', () => {
    const { values } = valuesOf(create('he'), '4.weight')
    const expected = Math.sqrt(2 / 64)
    expect(deviation(values) / expected).toBeCloseTo(1, 1)
    expect(largest(values)).toBeGreaterThan(3 * expected)
    expect(valuesOf(create('he'), '4.bias').values.every((value) => value === 0)).toBe(true)
  })

  it('glorot draws uniforms within √(6/(fan in + fan out))', () => {
    const { values } = valuesOf(create('glorot'), '0.weight')
    const bound = Math.sqrt(6 / (36 + 576))
    expect(largest(values)).toBeLessThanOrEqual(Math.fround(bound))
    expect(deviation(values) / (bound / Math.sqrt(3))).toBeCloseTo(1, 1)
    expect(valuesOf(create('glorot'), '0.bias').values.every((value) => value === 0)).toBe(true)
  })

  it.each(['pytorch', 'he', 'glorot'] as const)(
    '%s starts batch norm at the identity and repeats itself',
    (initializer) => {
      const weights = create(initializer)
      expect(valuesOf(weights, '1.weight').values.every((value) => value === 1)).toBe(true)
      expect(valuesOf(weights, '1.bias').values.every((value) => value === 0)).toBe(true)
      expect(create(initializer)).toEqual(weights)
      expect(create(initializer, 2)).not.toEqual(weights)
    },
  )
})
