import { expect, it } from 'vitest'
import { findFeatureScales, gridInputs } from './featureScales.ts'

it('finds how features were standardised', () => {
  const raw = [1, 10, 3, 30, 2, 20]
  const inputs = raw.map((value, i) => (i % 2 === 0 ? (value - 2) / 0.5 : (value - 20) / 10))
  const [x, y] = findFeatureScales(raw, inputs, 2)
  expect(x?.scale).toBeCloseTo(2)
  expect(x?.shift).toBeCloseTo(-4)
  expect(y?.scale).toBeCloseTo(0.1)
  expect(y?.shift).toBeCloseTo(-2)
})

it('leaves a feature that never varies its unit', () => {
  expect(findFeatureScales([5, 5], [0, 0], 1)).toEqual([{ scale: 1, shift: -5 }])
})

it('gives a grid as the network sees it, row 0 the smallest y', () => {
  const grid = { x: { min: 0, max: 2, count: 3 }, y: { min: 0, max: 1, count: 2 } }
  const scales = [
    { scale: 2, shift: 1 },
    { scale: -1, shift: 0 },
  ]
  expect([...gridInputs(grid, scales)].map((value) => value + 0)).toEqual([
    1, 0, 3, 0, 5, 0, 1, -1, 3, -1, 5, -1,
  ])
})
