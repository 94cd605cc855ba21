import { describe, expect, test } from 'vitest'
import { estimateTextWidth } from './placeLabels.ts'
import { placeSeriesLabels } from './placeSeriesLabels.ts'

const plot = { x: 0, y: 0, width: 300, height: 120 }
const xs = Array.from({ length: 61 }, (_, i) => i * 5)

describe('placeSeriesLabels', () => {
  test('lines that lie close get their names on either side', () => {
    const [first, second] = placeSeriesLabels(
      [
        { text: 'curve', xs, ys: xs.map(() => 60) },
        { text: 'segment', xs, ys: xs.map(() => 64) },
      ],
      plot,
    )
    expect(first?.above).toBe(true)
    expect(first?.y).toBeLessThan(60)
    expect(second?.above).toBe(false)
    expect(second?.y).toBeGreaterThan(64)
  })

  test('names over lines that lie on one another do not run into one another', () => {
    const wide = { ...plot, width: 360 }
    const far = xs.map((x) => x * 1.2)
    const lines = ['previous curve', 'curve'].map((text) => ({ text, xs: far, ys: xs.map(() => 60) }))
    const under = { text: '', xs: far, ys: xs.map(() => 66) }
    const [first, second] = placeSeriesLabels([...lines, under], wide)
    expect([first?.above, second?.above]).toEqual([true, true])
    const apart = Math.abs((first?.x ?? 0) - (second?.x ?? 0))
    expect(apart).toBeGreaterThan(estimateTextWidth('previous curvecurve', 11) / 2 + 8)
  })

  test('a name stays where it stood while that place is good', () => {
    const line = { text: 'curve', xs, ys: xs.map(() => 60) }
    expect(placeSeriesLabels([line], plot)[0]?.share).toBe(0.5)
    const former = { share: 0.82, above: false }
    expect(placeSeriesLabels([{ ...line, former }], plot)[0]).toMatchObject(former)
  })

  test('a series in a gap has its name beside its line, one without numbers has none', () => {
    const half = xs.map((x) => (x < 200 ? Number.NaN : 50))
    const [placed, none] = placeSeriesLabels(
      [
        { text: 'preview', xs, ys: half },
        { text: 'kept', xs, ys: xs.map(() => Number.NaN) },
      ],
      plot,
    )
    expect(placed?.x).toBeGreaterThan(190)
    expect(none).toBeUndefined()
  })
})
