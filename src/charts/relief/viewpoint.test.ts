import { describe, expect, it } from 'vitest'
import { landscapeScales } from '../landscapeScales.ts'
import { castRay, isHidden, meetLevel, rayThrough } from './castRay.ts'
import { heightAt, toBox } from './reliefShape.ts'
import { createView, moveViewpoint, projectPoint, topViewpoint, usualViewpoint } from './viewpoint.ts'

const grid = { x: { min: -2, max: 15, count: 41 }, y: { min: -1, max: 6, count: 41 } }
const size = { width: 640, height: 700 }
const { plot, xScale, yScale } = landscapeScales({ grid }, size)

/** A hill in the middle of a plain. */
const hill = {
  grid,
  values: Float64Array.from({ length: 41 * 41 }, (_, k) => {
    const away = Math.hypot((k % 41) - 20, Math.floor(k / 41) - 20)
    return 0.1 + 0.9 * Math.max(0, 1 - away / 10)
  }),
}

const viewOf = (viewpoint = usualViewpoint, share = 1, chart = size) =>
  createView({ size: chart, plot: landscapeScales({ grid }, chart).plot, viewpoint, share })

describe('createView', () => {
  it('lays the ground exactly where the heatmap lies before the relief rises, from any viewpoint', () => {
    for (const viewpoint of [usualViewpoint, moveViewpoint(usualViewpoint, { azimuth: 2, zoom: 3 })]) {
      const view = viewOf(viewpoint, 0)
      for (const place of [
        { x: -2, y: -1 },
        { x: 15, y: 6 },
        { x: 4.2, y: 3.3 },
      ]) {
        const seen = projectPoint(view, toBox(grid, place, 1))
        expect(seen.x).toBeCloseTo(xScale(place.x), 6)
        expect(seen.y).toBeCloseTo(yScale(place.y), 6)
      }
    }
    expect(plot.width).toBe(580)
  })

  it('shows the whole box in charts of every shape', () => {
    for (const chart of [size, { width: 290, height: 400 }, { width: 900, height: 240 }]) {
      const view = viewOf(usualViewpoint, 1, chart)
      for (const u of [-0.5, 0.5])
        for (const v of [-0.5, 0.5])
          for (const h of [0, 1]) {
            const { x, y, depth } = projectPoint(view, [u, v, h])
            expect(x).toBeGreaterThan(0)
            expect(x).toBeLessThan(chart.width)
            expect(y).toBeGreaterThan(0)
            expect(y).toBeLessThan(chart.height)
            expect(depth).toBeGreaterThan(0.5)
          }
    }
  })
})

describe('moveViewpoint', () => {
  it('stays above the ground and within reach, and goes round and round', () => {
    const down = moveViewpoint(usualViewpoint, { elevation: -9, zoom: 1e6 })
    expect(down.elevation).toBeGreaterThan(0)
    expect(down.zoom).toBeLessThan(10)
    expect(moveViewpoint(usualViewpoint, { elevation: 9 }).elevation).toBe(topViewpoint.elevation)
    const turned = moveViewpoint(usualViewpoint, { azimuth: 4 * Math.PI })
    expect(turned.azimuth).toBeCloseTo(usualViewpoint.azimuth, 9)
  })
})

describe('castRay', () => {
  it('finds the place of the relief that is seen at a pixel', () => {
    for (const viewpoint of [usualViewpoint, topViewpoint, { azimuth: 2.2, elevation: 0.4, zoom: 1.5 }]) {
      const view = viewOf(viewpoint)
      const top = toBox(grid, { x: 6.5, y: 2.5 }, 0.96)
      const seen = projectPoint(view, top)
      const hit = castRay(hill, rayThrough(view, seen.x, seen.y))
      expect(hit?.[0]).toBeCloseTo(top[0], 1)
      expect(hit?.[1]).toBeCloseTo(top[1], 1)
      expect(hit && hit[2] - heightAt(hill, { x: 6.5 + 17 * hit[0], y: 2.5 + 7 * hit[1] })).toBeCloseTo(0, 3)
    }
  })

  it('finds the heatmap’s place while the relief lies flat, and nothing beside it', () => {
    const view = viewOf(usualViewpoint, 0)
    const hit = castRay(hill, rayThrough(view, xScale(3), yScale(1)))
    expect(hit?.[0]).toBeCloseTo(toBox(grid, { x: 3, y: 1 }, 0)[0], 3)
    expect(hit?.[1]).toBeCloseTo(toBox(grid, { x: 3, y: 1 }, 0)[1], 3)
    expect(castRay(hill, rayThrough(view, 5, 5))).toBeUndefined()
    expect(castRay(hill, rayThrough(viewOf(), 2, 2))).toBeUndefined()
  })

  it('goes through holes', () => {
    const empty = { grid, values: new Float64Array(41 * 41).fill(Number.NaN) }
    expect(castRay(empty, rayThrough(viewOf(), 320, 350))).toBeUndefined()
  })
})

describe('meetLevel', () => {
  it('meets the level of a bend under a pixel, and none above the horizon', () => {
    const view = viewOf()
    const seen = projectPoint(view, [0.2, -0.1, 0.6])
    const met = meetLevel(rayThrough(view, seen.x, seen.y), 0.6)
    expect(met?.[0]).toBeCloseTo(0.2, 6)
    expect(met?.[1]).toBeCloseTo(-0.1, 6)
    const low = viewOf({ azimuth: 0, elevation: 0.08, zoom: 1 })
    expect(meetLevel(rayThrough(low, 320, -4000), 0)).toBeUndefined()
  })
})

describe('isHidden', () => {
  it('tells what stands behind the hill', () => {
    const low = viewOf({ azimuth: 0, elevation: 0.3, zoom: 1 })
    const at = (x: number, y: number) => toBox(grid, { x, y }, heightAt(hill, { x, y }))
    expect(isHidden(hill, low, at(6.5, 5))).toBe(true)
    expect(isHidden(hill, low, at(6.5, 0))).toBe(false)
    expect(isHidden(hill, low, at(14, 5))).toBe(false)
    expect(isHidden(hill, viewOf(topViewpoint), at(6.5, 5))).toBe(false)
  })
})
