import { describe, expect, test } from 'vitest'
import { type LabelRequest, overlap, placeLabels } from './placeLabels.ts'

const frame = { x: 0, y: 0, width: 200, height: 100 }

function label(x: number, y: number, text = 'w₁'): LabelRequest {
  return { x, y, radius: 10, text, fontSize: 13, sides: ['below', 'above', 'left', 'right'] }
}

describe('placeLabels', () => {
  test('takes the first side where there is room', () => {
    const [placed] = placeLabels([label(100, 50)], frame)
    expect(placed?.side).toBe('below')
    expect(placed?.x).toBeCloseTo(100, 9)
    expect(placed?.y).toBeGreaterThan(60)
  })

  test('goes above at the lower edge', () => {
    expect(placeLabels([label(100, 92)], frame)[0]?.side).toBe('above')
  })

  test('labels of near marks avoid each other and the marks', () => {
    const mark = { x: 93, y: 66, width: 14, height: 14 }
    const [first, second] = placeLabels([label(100, 50), label(106, 50)], frame, [mark])
    expect(first?.side).toBe('above')
    expect(second?.side).not.toBe('above')
  })

  test('a label longer than its room is pushed into the frame', () => {
    const [placed] = placeLabels([label(4, 50, 'bend 3 · 1.70 off the plane')], frame)
    expect(placed?.x).toBeGreaterThan(80)
  })
})

test('overlap is the shared area', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 }
  expect(overlap(box, { x: 5, y: 8, width: 10, height: 10 })).toBe(10)
  expect(overlap(box, { x: 10, y: 0, width: 5, height: 5 })).toBe(0)
})
