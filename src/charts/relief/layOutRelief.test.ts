import { describe, expect, it } from 'vitest'
import { createColorScale } from '../colorScale.ts'
import { dashLines, drapePath } from './drapePath.ts'
import { layOutRelief, type ReliefData } from './layOutRelief.ts'
import { heightAt, shapeOf } from './reliefShape.ts'

const grid = { x: { min: 0, max: 4, count: 5 }, y: { min: 0, max: 4, count: 5 } }
const values = Float64Array.from({ length: 25 }, (_, k) => (k % 5) / 4)
const color = createColorScale(values, { scale: 'linear', palette: 'water' })
const field = { grid, values, complete: true }
const shape = shapeOf(field, color)

describe('drapePath', () => {
  it('follows the relief between the points of a path', () => {
    const [line] = drapePath(shape, [
      { x: 0, y: 1 },
      { x: 4, y: 3 },
    ])
    expect(line?.length).toBeGreaterThan(8)
    for (const [u, v, h] of line ?? [])
      expect(h).toBeCloseTo(heightAt(shape, { x: 4 * (u + 0.5), y: 4 * (v + 0.5) }), 9)
  })

  it('breaks off at holes and at the end of the window, and lies on the ground where there is nothing', () => {
    const holed = { grid, values: values.with(12, Number.NaN) }
    const across = [
      { x: -2, y: 2 },
      { x: 6, y: 2 },
    ]
    const lines = drapePath(holed, across)
    expect(lines).toHaveLength(2)
    expect(lines.flat().every(([u]) => Math.abs(u) <= 0.5 && Math.abs(u) > 0.24)).toBe(true)
    const bare = drapePath({ grid, values: new Float64Array(25).fill(Number.NaN) }, across)
    expect(bare).toHaveLength(1)
    expect(bare[0]?.every(([, , h]) => h === 0)).toBe(true)
  })
})

describe('dashLines', () => {
  it('cuts a line into dashes of the wanted length, round its corners too', () => {
    const line = [
      [-0.5, 0, 0],
      [0, 0, 0],
      [0, 0.5, 0],
    ] as const
    const dashes = dashLines([line], { dash: 6, gap: 4, size: [100, 100] })
    expect(dashes).toHaveLength(10)
    const lengths = dashes.map((dash) =>
      dash.reduce((sum, [u, v], i) => {
        const [a = u, b = v] = dash[i - 1] ?? []
        return sum + 100 * Math.hypot(u - a, v - b)
      }, 0),
    )
    for (const length of lengths) expect(length).toBeCloseTo(6, 4)
  })
})

describe('layOutRelief', () => {
  const overlay: ReliefData['overlay'] = {
    endpoints: [
      { x: 1, y: 1, label: 'w₁' },
      { x: 3, y: 1, label: 'w₂' },
    ],
    bends: [{ x: 2, y: 9, label: 'bend', selected: true }],
    segment: [
      { x: 1, y: 1 },
      { x: 3, y: 1 },
    ],
    curve: [
      { x: 1, y: 1 },
      { x: 2, y: 3 },
      { x: 3, y: 1 },
    ],
    tMarker: { x: 2, y: 3 },
  }
  const options = { shape, color, plot: { width: 400, height: 400 }, tolerance: 1e-3 }
  const heightOfMark = (data: ReliefData, kind: string, more = {}) =>
    layOutRelief(data, { ...options, ...more }).marks.find((mark) => mark.kind === kind)?.at[2]

  it('puts marks on the relief, a bend outside the window at its edge', () => {
    const { marks, lines } = layOutRelief({ field, overlay, t: 0.5 }, options)
    expect(marks.map(({ kind }) => kind)).toEqual(['endpoint', 'endpoint', 'tMarker', 'bend'])
    expect(marks[0]?.at).toEqual([-0.25, -0.25, 0.25])
    expect(marks[3]).toMatchObject({ at: [0, 0.5, 0.5], isOutside: true })
    expect(lines.segment.length).toBeGreaterThan(lines.segmentCasing.length)
    expect(lines.drops).toHaveLength(4)
  })

  it('holds a bend that is in the hand at its level', () => {})

  it('leaves a curve in the plane on the relief, and hangs one that leaves it at its own values', () => {
    const curveValues = [0.9, 0.8, 0.9]
    expect(heightOfMark({ field, overlay, curveValues, t: 0.5 }, 'tMarker')).toBeCloseTo(0.5, 9)
    const away = { ...overlay, curve: overlay.curve?.map((point) => ({ ...point, distance: 1 })) ?? [] }
    const data = { field, overlay: away, curveValues, t: 0.5 }
    expect(heightOfMark(data, 'tMarker')).toBeCloseTo(0.8, 9)
    expect(layOutRelief(data, options).lines.curveCasing[0]?.map(([, , h]) => h)).toEqual([0.9, 0.8, 0.9])
    const unknown = { ...data, curveValues: undefined }
    expect(heightOfMark(unknown, 'tMarker')).toBeCloseTo(0.5, 9)
  })
})
