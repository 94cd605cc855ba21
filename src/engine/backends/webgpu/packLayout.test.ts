import { expect, test } from 'vitest'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import { createPackLayout, packVector } from './packLayout.ts'

const network = planNetwork({
  input: [4, 3, 3],
  layers: [
    { type: 'conv2d', out: 6, kernel: 2, groups: 2 },
    { type: 'batchnorm', eps: 1e-3 },
    { type: 'flatten' },
    { type: 'linear', out: 10 },
  ],
})
const layout = createPackLayout(network)
const weights = Float32Array.from({ length: network.parameterCount }, (_, i) => i + 1)
const buffers = Float32Array.from({ length: network.bufferCount }, (_, i) => -i - 1)
const packed = new Float32Array(layout.size)
packVector(layout, packed, { weights, buffers })

test('a weight lies at [group, block, tap, output]', () => {
  const place = layout.maps.get('0')
  // Three outputs a group go in one block of 4; a tap is one of 2 channels × 2 × 2.
  expect(place).toMatchObject({ blockSize: 4, blocksPerGroup: 1, groups: 2, weight: 0 })
  for (let output = 0; output < 6; output++) {
    for (let tap = 0; tap < 8; tap++) {
      const group = Math.floor(output / 3)
      expect(packed[(group * 8 + tap) * 4 + (output % 3)]).toBe(weights[output * 8 + tap])
    }
  }
  expect(packed[3]).toBe(0)
})

test('wide layers go in blocks of 8 unless too much of the last would be empty', () => {
  expect(layout.maps.get('3')).toMatchObject({ blockSize: 4, blocksPerGroup: 3 })
  const sizes = [1, 2, 3, 5, 7, 8, 12, 16, 17, 32].map((out) => {
    const made = planNetwork({
      input: [2],
      layers: [
        { type: 'linear', out },
        { type: 'linear', out: 2 },
      ],
    })
    return createPackLayout(made).maps.get('0')?.blockSize
  })
  expect(sizes).toEqual([1, 2, 4, 2, 8, 8, 8, 8, 4, 8])
})

test('vectors lie where their places say, running statistics flat at the end', () => {
  const norm = layout.norms.get('1')
  const slots = network.layers[1]
  const slice = (start = 0) => [...packed.subarray(start, start + 6)]
  const given = (slot?: { offset: number }) => [
    ...weights.subarray(slot?.offset ?? 0, (slot?.offset ?? 0) + 6),
  ]
  expect(norm?.eps).toBe(1e-3)
  expect(slice(norm?.scale)).toEqual(given(slots?.parameters[0]))
  expect(slice(norm?.shift)).toEqual(given(slots?.parameters[1]))
  expect(slice(norm?.mean)).toEqual([-1, -2, -3, -4, -5, -6])
  expect(slice(norm?.variance)).toEqual([-7, -8, -9, -10, -11, -12])
  expect(layout.size % 4).toBe(0)
})
