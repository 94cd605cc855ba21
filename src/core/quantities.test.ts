import { expect, it } from 'vitest'
import { quantityValues } from './quantities.ts'

const points = {
  nll: Float64Array.of(0.5, Number.NaN, Number.POSITIVE_INFINITY),
  correct: Int32Array.of(3, 1, 2),
  count: 4,
}

it('copies nll', () => {
  const nll = quantityValues(points, 'nll')
  expect(nll).toEqual(points.nll)
  expect(nll).not.toBe(points.nll)
})

it('adds half the decayed squared norm', () => {
  const term = { squaredNorms: [10, 10, 10], weightDecay: 0.01 }
  expect([...quantityValues(points, 'loss', term)]).toEqual([0.55, Number.NaN, Number.POSITIVE_INFINITY])
  expect(() => quantityValues(points, 'loss')).toThrow('loss needs the squared norms of its points')
})

it('gives shares, and NaN where the network is broken', () => {
  expect([...quantityValues(points, 'accuracy')]).toEqual([0.75, Number.NaN, 0.5])
  expect([...quantityValues(points, 'error')]).toEqual([0.25, Number.NaN, 0.5])
})
