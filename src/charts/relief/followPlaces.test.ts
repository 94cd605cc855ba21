import { describe, expect, it } from 'vitest'
import { landscapeScales } from '../landscapeScales.ts'
import { isHidden, rayThrough } from './castRay.ts'
import { followPlaces } from './followPlaces.ts'
import { type BoxPoint, fromBox, heightAt } from './reliefShape.ts'
import { createView, projectPoint, usualViewpoint } from './viewpoint.ts'

const grid = { x: { min: -2, max: 15, count: 41 }, y: { min: -1, max: 6, count: 41 } }
const size = { width: 640, height: 700 }

/** A wall along x through the middle of a plain. */
const wall = {
  grid,
  values: Float64Array.from({ length: 41 * 41 }, (_, k) => (Math.abs(Math.floor(k / 41) - 20) < 2 ? 1 : 0.1)),
}
const { plot } = landscapeScales(wall, size)
const view = createView({ size, plot, viewpoint: usualViewpoint, share: 1 })

const on = (u: number, v: number): BoxPoint => [u, v, heightAt(wall, fromBox(grid, [u, v]))]
const rayTo = (place: BoxPoint, down = 0) => {
  const { x, y } = projectPoint(view, place)
  return rayThrough(view, x, y + down)
}

describe('followPlaces', () => {
  it('finds the place of the relief that is seen', () => {
    const follow = followPlaces(on(0.1, -0.3))
    for (const place of [on(0.1, -0.3), on(0.2, -0.2), on(-0.1, -0.4), on(0.3, 0.47)]) {
      const met = follow(wall, rayTo(place))
      expect(met?.[0]).toBeCloseTo(place[0], 3)
      expect(met?.[1]).toBeCloseTo(place[1], 3)
    }
  })

  it('stays behind a slope that hides what was taken, until it comes out', () => {
    const hidden = on(0, 0.12)
    expect(isHidden(wall, view, hidden)).toBe(true)
    const follow = followPlaces(hidden)
    expect(follow(wall, rayTo(hidden))?.[1]).toBeCloseTo(0.12, 2)
    expect(follow(wall, rayTo(on(0, 0.47)))?.[1]).toBeCloseTo(0.47, 3)
    // Once out it is where it is seen: before the wall.
    expect(follow(wall, rayTo(hidden))?.[1]).toBeLessThan(0)
  })

  it('leaves the window at the last height, and goes no farther than a window around it', () => {
    const follow = followPlaces(on(0, -0.4))
    follow(wall, rayTo(on(0, -0.5)))
    expect(follow(wall, rayTo([0, -0.5, 0], 20))?.[1]).toBeLessThan(-0.5)
    const far = follow(wall, rayThrough(view, -5000, 690)) ?? []
    expect(Math.abs(far[0] ?? 9)).toBe(1.5)
    expect(follow(wall, rayThrough(view, 320, -5000))).toBeUndefined()
  })
})
