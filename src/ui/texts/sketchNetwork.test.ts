import { expect, it } from 'vitest'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { sketchNetwork } from './sketchNetwork.ts'

it('says where a network pools, and what shape is left', () => {
  const network = planNetwork({
    input: [1, 8, 8],
    layers: [
      { type: 'conv2d', out: 16, kernel: 3, padding: 1 },
      { type: 'batchnorm' },
      { type: 'relu' },
      { type: 'maxpool', kernel: 2 },
      { type: 'globalavgpool' },
      { type: 'linear', out: 10 },
    ],
  })
  expect(sketchNetwork(network)).toBe('1×8×8 → 16×8×8 BN ReLU → max pool 16×4×4 → global average 16 → 10')
})
