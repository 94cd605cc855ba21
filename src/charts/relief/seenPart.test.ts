import { describe, expect, it } from 'vitest'
import { landscapeScales } from '../landscapeScales.ts'
import { isInView, isTextWhole, projectVisible } from './seenPart.ts'
import { createView, projectPoint, usualViewpoint } from './viewpoint.ts'

const grid = { x: { min: -2, max: 15, count: 41 }, y: { min: -1, max: 6, count: 41 } }
const size = { width: 640, height: 700 }
const { plot } = landscapeScales({ grid }, size)
const viewOf = (zoom: number, elevation = usualViewpoint.elevation) =>
  createView({ size, plot, viewpoint: { ...usualViewpoint, zoom, elevation }, share: 1 })

describe('projectVisible', () => {
  it('is the whole edge as long as all of it is in the chart', () => {
    const view = viewOf(1)
    const [a, b] = [projectPoint(view, [-0.5, -0.5, 0]), projectPoint(view, [0.5, -0.5, 0])]
    const part = projectVisible(view, [-0.5, -0.5, 0], [0.5, -0.5, 0])
    expect(part?.length).toBeCloseTo(Math.hypot(b.x - a.x, b.y - a.y), 6)
    expect(part?.middle.x).toBeCloseTo((a.x + b.x) / 2, 6)
  })

  it('keeps what lies in the chart of an edge that leaves it or passes the eye, and nothing of one beside it', () => {
    const part = projectVisible(viewOf(1.6), [-0.5, -0.5, 0], [0.5, 0.5, 0])
    expect(part?.middle.x).toBeGreaterThan(0)
    expect(part?.middle.x).toBeLessThan(size.width)
    const near = viewOf(6, 0.1)
    const passing = projectVisible(near, [0, 0, 0.5], [near.eye[0] * 3, near.eye[1] * 3, 0.5])
    expect(passing?.length).toBeLessThan(Math.hypot(size.width, size.height))
    expect(projectVisible(viewOf(6), [-0.5, -0.5, 0], [0.5, -0.5, 0])).toBeUndefined()
  })
})

describe('isInView', () => {
  it('takes places before the eye and inside the chart', () => {
    expect(isInView(size, projectPoint(viewOf(1), [0.5, 0.5, 0]))).toBe(true)
    expect(isInView(size, projectPoint(viewOf(6), [0.5, 0.5, 0]))).toBe(false)
    expect(isInView(size, { x: 5, y: 5, depth: -1 })).toBe(false)
  })
})

describe('isTextWhole', () => {
  it('refuses a text that an edge of the chart would cut', () => {
    const text = { text: '0.123', y: 100 }
    expect(isTextWhole(size, { ...text, x: 50, anchor: 'end' })).toBe(true)
    expect(isTextWhole(size, { ...text, x: 20, anchor: 'end' })).toBe(false)
    expect(isTextWhole(size, { ...text, x: 635, anchor: 'start' })).toBe(false)
    expect(isTextWhole(size, { ...text, x: 635, anchor: 'middle', angle: -90 })).toBe(true)
  })
})
