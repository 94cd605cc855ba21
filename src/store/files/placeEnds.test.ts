import { expect, it } from 'vitest'
import { placeEnds } from './placeEnds.ts'

const [a, b, c, d] = [1, 2, 3, 4].map((value) => Float32Array.of(value)) as [
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
]
const endpoint = (index: number) => ({ from: 'endpoint', index })
const point = (number: number) => ({ from: 'curve', point: number })

it('takes endpoints in the order given', () => {
  expect(placeEnds([b, a], undefined)).toEqual({ ends: [endpoint(0), endpoint(1)], unused: [] })
  expect(placeEnds([], undefined)).toEqual({ ends: [], unused: [] })
})

it('lets the ends of a curve win, and the files of those ends stand for them', () => {
  expect(placeEnds([b, a], [a, c, b]).ends).toEqual([endpoint(1), endpoint(0)])
  expect(placeEnds([], [a, c, b]).ends).toEqual([point(0), point(2)])
  expect(placeEnds([d, b], [a, c, b])).toEqual({ ends: [point(0), endpoint(1)], unused: [0] })
})

it('takes one of three endpoints that is left over for the third mode', () => {
  expect(placeEnds([d, b, a], [a, c, b]).ends).toEqual([endpoint(2), endpoint(1), endpoint(0)])
})

it('uses a file once', () => {
  expect(placeEnds([a], [a, b, a]).ends).toEqual([endpoint(0), point(2)])
})
