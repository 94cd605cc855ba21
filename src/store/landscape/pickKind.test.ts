import { expect, it } from 'vitest'
import { picksKind } from './pickKind.ts'

const { encode, decode } = picksKind(3)

it('writes places of the plane and of the curve, and reads them back', () => {
  const picks = [
    { on: 'plane', x: 6.25, y: -5.5 },
    { on: 'curve', t: 0.5 },
  ] as const
  expect(encode(picks)).toBe('p_6.25_-5.5~c_0.5')
  expect(decode('p_6.25_-5.5~c_0.5')).toEqual(picks)
  expect(decode(encode([]))).toEqual([])
})

it.each(['', 'p_1', 'p_1_', 'p_1_2_3', 'c_1.5', 'c_x', 'q_1', 'p_1_1e12', 'c_0~c_0~c_0~c_0'])(
  'refuses %j',
  (text) => {
    expect(decode(text)).toBeUndefined()
  },
)
