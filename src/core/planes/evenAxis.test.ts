import { expect, it } from 'vitest'
import { evenAxis } from './evenAxis.ts'

it('takes coordinates that float32 has rounded', () => {
  const coordinates = Float32Array.from({ length: 51 }, (_, i) => -1 + 0.04 * i)
  expect(evenAxis(coordinates)).toEqual({ min: -1, max: 1, count: 51 })
})

it.each([
  ['one alone', [1]],
  ['falling', [1, 0]],
  ['equal', [1, 1]],
  ['uneven', [0, 1, 3]],
  ['not finite', [0, Number.NaN, 2]],
  ['infinite', [Number.NEGATIVE_INFINITY, 0, 1]],
])('refuses coordinates that are %s', (_, coordinates) => {
  expect(evenAxis(coordinates)).toBeUndefined()
})
