import { describe, expect, it } from 'vitest'
import { createColorScale } from '../colorScale.ts'
import { isHidden } from './castRay.ts'
import type { BoxLines } from './drapePath.ts'
import { createLevelLabels } from './levelLabels.ts'
import { type BoxPoint, heightAt, type ReliefShape } from './reliefShape.ts'
import { createView, projectPoint, type Viewpoint } from './viewpoint.ts'

const count = 81

/** A hill in the middle of a flat plane, as high as the box. */
const hill: ReliefShape = {
  grid: { x: { min: -0.5, max: 0.5, count }, y: { min: -0.5, max: 0.5, count } },
  values: Float64Array.from({ length: count * count }, (_, k) => {
    const [x, y] = [(k % count) / 80 - 0.5, Math.floor(k / count) / 80 - 0.5]
    return Math.exp(-(x * x + y * y) / 0.02)
  }),
}
const color = createColorScale(hill.values, { scale: 'linear', palette: 'water' })

/** The contour of the hill where it is `level` high. */
function ring(level: number): BoxLines {
  const radius = Math.sqrt(-0.02 * Math.log(level))
  const line = Array.from({ length: 241 }, (_, i): BoxPoint => {
    const [u, v] = [radius * Math.cos((i * Math.PI) / 120), radius * Math.sin((i * Math.PI) / 120)]
    return [u, v, heightAt(hill, { x: u, y: v })]
  })
  return [line]
}

const viewOf = (viewpoint: Partial<Viewpoint>) =>
  createView({
    size: { width: 600, height: 500 },
    plot: { x: 50, y: 20, width: 520, height: 430 },
    viewpoint: { azimuth: 0, elevation: 0.6, zoom: 1, ...viewpoint },
    share: 1,
  })

function labelsOfHill() {
  const labels = createLevelLabels()
  const levels = [0.2, 0.3, 0.6].map((level) => ({ level, lines: ring(level) }))
  labels.setContours(levels, color)
  return labels
}

describe('level labels', () => {
  it('stand upright on index contours, on the side that is seen', () => {
    const view = viewOf({})
    const placed = labelsOfHill().place({ view, shape: hill, avoid: [] })
    expect(placed.map(({ level }) => level)).toEqual([0.2, 0.6].filter(color.isIndex))
    for (const { level, x, y, angle } of placed) {
      expect(Math.abs(angle)).toBeLessThan(45)
      const on = ring(level)
        .flat()
        .find((at) => Math.hypot(projectPoint(view, at).x - x, projectPoint(view, at).y - y) < 0.01)
      expect(on && isHidden(hill, view, on)).toBe(false)
    }
  })

  it('stay at their place while it can be read, and leave it behind the hill', () => {
    const labels = labelsOfHill()
    const [first] = labels.place({ view: viewOf({}), shape: hill, avoid: [] })
    const [again] = labels.place({ view: viewOf({}), shape: hill, avoid: [] })
    expect(again).toEqual(first)
    const view = viewOf({ azimuth: Math.PI })
    const [turned] = labels.place({ view, shape: hill, avoid: [] })
    expect(turned?.y).toBeGreaterThan(projectPoint(view, [0, 0, 0]).y)
  })

  it('keep away from marks, and are left out where nothing is free', () => {
    const labels = labelsOfHill()
    const view = viewOf({})
    const [first] = labels.place({ view, shape: hill, avoid: [] })
    const mark = { x: first?.x ?? 0, y: first?.y ?? 0, radius: 20 }
    const [moved] = labels.place({ view, shape: hill, avoid: [mark] })
    expect(Math.hypot((moved?.x ?? 0) - mark.x, (moved?.y ?? 0) - mark.y)).toBeGreaterThan(20)
    expect(labels.place({ view, shape: hill, avoid: [{ ...mark, radius: 2000 }] })).toEqual([])
  })
})
