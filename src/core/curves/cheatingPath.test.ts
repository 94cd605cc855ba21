import { describe, expect, it } from 'vitest'
import type { Layer } from '../networks/architecture.ts'
import { planNetwork } from '../networks/planNetwork.ts'
import { cheatingCoefficients, deriveCheatingPath } from './cheatingPath.ts'

const derive = (...layers: Layer[]) =>
  deriveCheatingPath(planNetwork({ input: [2], layers: [...layers, { type: 'linear', out: 2 }] }))

describe('the cheating path', () => {
  it('has one part of weights and one of biases for each depth', () => {
    const path = derive(
      { type: 'linear', out: 3 },
      { type: 'relu' },
      { type: 'linear', out: 2, bias: false },
      { type: 'leakyrelu' },
    )
    expect(path).toEqual({
      possible: true,
      parts: [
        {
          power: 1,
          ranges: [
            [0, 6],
            [9, 15],
            [15, 19],
          ],
        },
        { power: 1, ranges: [[6, 9]] },
        { power: 3, ranges: [[19, 21]] },
      ],
    })
  })

  it('goes through the origin, from one network to the other', () => {
    const parts = [1, 1, 2].map((power) => ({ power, ranges: [] }))
    expect(cheatingCoefficients(parts, 0)).toEqual([1, 1, 1, 0, 0, 0])
    expect(cheatingCoefficients(parts, 0.25)).toEqual([0.5, 0.5, 0.25, 0, 0, 0])
    expect(cheatingCoefficients(parts, 0.5)).toEqual([0, 0, 0, 0, 0, 0])
    expect(cheatingCoefficients(parts, 1)).toEqual([0, 0, 0, 1, 1, 1])
  })

  it.each<[Layer, string]>([
    [{ type: 'batchnorm' }, 'layer 0 (batchnorm) undoes every scaling of the weights before it'],
    [{ type: 'tanh' }, 'layer 0 (tanh) does not scale with its input'],
    [{ type: 'gelu' }, 'layer 0 (gelu) does not scale with its input'],
    [
      { type: 'residual', body: [{ type: 'linear', out: 2 }], shortcut: [] },
      'layer 0 (residual) adds streams that scaling shrinks unequally',
    ],
  ])('is refused with a reason: %o', (layer, reason) => {
    expect(derive(layer)).toEqual({ possible: false, reason })
  })
})
