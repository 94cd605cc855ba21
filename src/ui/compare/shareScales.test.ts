import { expect, it } from 'vitest'
import type { FieldData } from '../../charts/paintField.ts'
import { windowSize } from '../../core/planes/fitWindow.ts'
import { fitField, shareColors, shareWindow } from './shareScales.ts'

const view = { quantity: 'nll', scale: 'log', palette: 'water', rangeMin: null, rangeMax: null } as const

function createField(width: number, height: number, values: readonly number[]): FieldData {
  const grid = { x: { min: 0, max: width, count: 2 }, y: { min: -1, max: height - 1, count: 2 } }
  return { grid, values: Float64Array.from(values), complete: true }
}

const low = createField(4, 1, [0.01, 0.02, 0.03, 0.5])
const high = createField(2, 3, [0.1, 0.2, 1, 4])

it('gives the same value the same colour in both fields, whichever comes first', () => {
  const shared = shareColors([low, high], view)
  expect([shared.lo, shared.hi]).toEqual([0.01, 4])
  const turned = shareColors([high, low], view)
  for (const value of [0.01, 0.3, 4]) expect(turned.position(value)).toBe(shared.position(value))
  expect(turned.levels).toEqual(shared.levels)
})

it('does with one field where the other is not there yet', () => {
  const shared = shareColors([undefined, high], view)
  expect([shared.lo, shared.hi]).toEqual([0.1, 4])
})

it('keeps the ends that a person typed', () => {
  const shared = shareColors([low, high], { ...view, rangeMin: 0.05, rangeMax: 2 })
  expect([shared.lo, shared.hi]).toEqual([0.05, 2])
})

it('draws both in windows of the same size, around their own middles', () => {
  const size = shareWindow([low.grid, high.grid])
  expect(size).toEqual({ width: 4, height: 3 })
  for (const field of [low, high]) {
    const { grid } = fitField(field, size)
    expect(windowSize(grid)).toEqual(size)
    expect(grid.x.min + grid.x.max).toBe(field.grid.x.min + field.grid.x.max)
  }
  expect(fitField(low, { width: 4, height: 1 })).toBe(low)
})
