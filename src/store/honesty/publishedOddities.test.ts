import { expect, it } from 'vitest'
import type { PublishedLayer, PublishedPlane } from '../../protocol/publishedResult.ts'
import { countPublished, findPublishedOddities } from './publishedOddities.ts'

const layerOf = (values: readonly number[], known?: readonly number[]): PublishedLayer => ({
  split: 'train',
  quantity: 'nll',
  values: Float64Array.from(values),
  ...(known && { known: Uint8Array.from(known) }),
})

const causesOf = (layer: PublishedLayer, range?: readonly [number, number], plane?: PublishedPlane) =>
  findPublishedOddities(countPublished(layer, range), plane).map(({ cause }) => cause)

it('finds nothing odd in values as they should be', () => {
  expect(causesOf(layerOf([0.1, 0.2, 0.5, 2]), [0.1, 2])).toEqual([])
})

it('names what is missing, not finite, of one value and beyond the colours', () => {
  expect(causesOf(layerOf([0.1, 0.2, 0, 0], [1, 1, 0, 0]))).toEqual(['not-computed'])
  expect(causesOf(layerOf([0.1, 0.2, Number.NaN]))).toEqual(['not-finite'])
  expect(causesOf(layerOf([Number.NaN, Number.NaN]))).toEqual(['all-lost'])
  expect(causesOf(layerOf([1, 1, 1]))).toEqual(['one-value'])
  expect(causesOf(layerOf([7, 8, 9]), [0, 5])).toEqual(['clipped'])
})

it('says that the window of a plane is too wide for its curve', () => {
  const axis = { min: -10, max: 10, count: 21 }
  const plane: PublishedPlane = {
    kind: 'plane',
    source: 'plane',
    name: 'plane.npz',
    grid: { x: axis, y: axis },
    layers: [],
    controlPoints: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
      { x: 2, y: 0 },
    ],
    path: [],
    ts: [],
  }
  expect(causesOf(layerOf([1, 2, 3]), undefined, plane)).toEqual(['window-wide'])
})
