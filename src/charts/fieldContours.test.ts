import { expect, test } from 'vitest'
import { areContoursReady, contoursOf, prepareContours } from './fieldContours.ts'
import type { FieldData } from './paintField.ts'

const levels = Array.from({ length: 14 }, (_, i) => -1.3 + 0.2 * i)
const never = new AbortController().signal

function createField(count: number): FieldData {
  const axis = { min: 0, max: 1, count }
  const values = Float64Array.from(
    { length: count * count },
    (_, i) => Math.sin((9 * (i % count)) / count) + Math.cos((7 * Math.floor(i / count)) / count),
  )
  return { grid: { x: axis, y: axis }, values, complete: true }
}

test('contours traced in slices are those traced at once, of fine fields too', async () => {
  for (const count of [60, 101, 141]) {
    const sliced = createField(count)
    expect(areContoursReady(sliced, levels)).toBe(false)
    expect(await prepareContours(sliced, levels, never)).toBe(true)
    expect(areContoursReady(sliced, levels)).toBe(true)
    const contours = contoursOf(createField(count), levels)
    expect(contoursOf(sliced, levels)).toEqual(contours)
    expect(contours.filter(({ lines }) => lines.length > 0).length).toBeGreaterThan(10)
  }
})

test('a level is traced once, and small fields need no preparation', async () => {
  const field = createField(60)
  const [first] = contoursOf(field, levels)
  await prepareContours(field, levels, never)
  expect(contoursOf(field, levels)[0]).toBe(first)
  expect(areContoursReady(createField(21), levels)).toBe(true)
})

test('a newer field ends the tracing of an older one, which can go on later', async () => {
  const field = createField(101)
  const abort = new AbortController()
  const traced = prepareContours(field, levels, abort.signal)
  abort.abort()
  expect(await traced).toBe(false)
  expect(areContoursReady(field, levels)).toBe(false)
  expect(await prepareContours(field, levels, never)).toBe(true)
  expect(areContoursReady(field, levels)).toBe(true)
})
