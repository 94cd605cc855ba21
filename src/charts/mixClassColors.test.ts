import { expect, it } from 'vitest'
import { leadOf, mixClassColors } from './mixClassColors.ts'

const colors = { classes: ['#ff0000', '#0000ff', '#00ff00'], ground: '#ffffff', strength: 1 }

it('shows a sure class in its colour, an even chance as the ground, and nothing for NaN', () => {
  const rgba = mixClassColors([1, 0, 0.5, 0.5, 0, 1, Number.NaN, Number.NaN], 2, colors)
  expect([...rgba.subarray(0, 12)]).toEqual([255, 0, 0, 255, 255, 255, 255, 255, 0, 0, 255, 255])
  expect(rgba[15]).toBe(0)
})

it('softens colours by the strength and takes an array of the right length again', () => {
  const into = new Uint8ClampedArray(4)
  const rgba = mixClassColors([1, 0, 0], 3, { ...colors, strength: 0.5, into })
  expect(rgba).toBe(into)
  expect([...rgba]).toEqual([255, 128, 128, 255])
})

it('tells how far a class is ahead', () => {
  const [first = 0, second, third] = leadOf([0.7, 0.2, 0.1, 0.2, 0.5, 0.3, Number.NaN, 0, 0], 3, 0)
  expect(first).toBeCloseTo(0.5)
  expect(second).toBeCloseTo(-0.3)
  expect(third).toBeNaN()
})
