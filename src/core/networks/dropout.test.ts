import { describe, expect, it } from 'vitest'
import { dropoutScale } from './dropout.ts'

const mask = (seed: number, step: number, layerIndex: number, rate = 0.5) =>
  Array.from({ length: 20_000 }, (_, element) => dropoutScale(seed, step, layerIndex, element, rate))

function agreement(a: readonly number[], b: readonly number[]): number {
  return a.filter((value, i) => value === b[i]).length / a.length
}

describe('dropoutScale', () => {
  it.each([0.1, 0.5, 0.9])('drops the share %d and keeps the mean', (rate) => {
    const scales = mask(1, 2, 0, rate)
    const dropped = scales.filter((scale) => scale === 0).length / scales.length
    expect(Math.abs(dropped - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / scales.length))
    expect(scales.every((scale) => scale === 0 || scale === 1 / (1 - rate))).toBe(true)
  })

  it('keeps all at rate 0', () => {
    expect(mask(1, 1, 1, 0).every((scale) => scale === 1)).toBe(true)
  })

  it('gives neighbours, layers, steps and seeds masks that have nothing in common', () => {
    const first = mask(1, 1, 0)
    const others = [mask(1, 2, 0), mask(1, 1, 1), mask(2, 1, 0), mask(0, 0, 0), [...first.slice(1), 0]]
    others.push([...first.slice(64), ...first.slice(0, 64)], mask(2 ** 32 - 1, 1, 0))
    for (const other of others) expect(Math.abs(agreement(first, other) - 0.5)).toBeLessThan(0.015)
  })

  it('never changes, so that kernels can be held to it', () => {
    const bits = Array.from({ length: 32 }, (_, element) =>
      dropoutScale(42, 7, 1, element, 0.5) === 0 ? '0' : '1',
    )
    expect(bits.join('')).toBe('01001100000001011000100111111101')
  })
})
