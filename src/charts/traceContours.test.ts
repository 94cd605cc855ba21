import { describe, expect, test } from 'vitest'
import { traceContours } from './traceContours.ts'

const size = { width: 5, height: 4 }

function field(value: (column: number, row: number) => number): Float64Array {
  return Float64Array.from({ length: size.width * size.height }, (_, i) =>
    value(i % size.width, Math.floor(i / size.width)),
  )
}

describe('traceContours', () => {
  test('a slope has one open line per level, at its exact place and from border to border', () => {
    const [contour] = traceContours(
      field((column) => column),
      size,
      [1.25],
    )
    expect(contour?.lines).toHaveLength(1)
    const line = contour?.lines[0] ?? []
    expect(line.every(([column]) => Math.abs(column - 1.25) < 1e-12)).toBe(true)
    expect(Math.min(...line.map(([, row]) => row))).toBe(0)
    expect(Math.max(...line.map(([, row]) => row))).toBe(3)
  })

  test('a hill has a closed line', () => {
    const [contour] = traceContours(
      field((c, r) => (c === 2 && r === 1 ? 1 : 0)),
      size,
      [0.5],
    )
    const line = contour?.lines[0] ?? []
    expect(contour?.lines).toHaveLength(1)
    expect(line[0]).toEqual(line.at(-1))
  })

  test('a field above the level everywhere has no line, not even along the border', () => {
    expect(
      traceContours(
        field(() => 3),
        size,
        [1],
      ),
    ).toEqual([{ level: 1, lines: [] }])
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'lines stop beside %f instead of going round it',
    (hole) => {
      const [whole] = traceContours(
        field(() => 3),
        size,
        [1],
      )
      const [holed] = traceContours(
        field((c, r) => (c === 2 && r === 1 ? hole : 3)),
        size,
        [1],
      )
      expect(holed).toEqual(whole)
      const [slope] = traceContours(
        field((c, r) => (c === 1 && r === 1 ? hole : c)),
        size,
        [1.25],
      )
      const points = slope?.lines.flat() ?? []
      expect(points.some(([, row]) => row === 1)).toBe(false)
      expect(points.every(([column]) => Math.abs(column - 1.25) < 1e-12)).toBe(true)
    },
  )
})
