import { meetLevel, placesUnder, type Ray } from './castRay.ts'
import type { BoxPoint, ReliefShape } from './reliefShape.ts'

/** How far outside the window a place is followed, in the box's shares: near the horizon a pixel is far away. */
const reach = 1.5

/**
 * Follows what is moved over a relief from a place on it: the answer tells which place of the relief lies on a line of
 * sight. It is the one that is seen; what was taken behind a slope stays behind it until it comes out. Beside the relief
 * the last height goes on as a level, so that the place can leave the window.
 */
export function followPlaces(from: BoxPoint): (shape: ReliefShape, ray: Ray) => BoxPoint | undefined {
  let last = from
  let hasComeOut = false
  return (shape, ray) => {
    const [seen, ...behind] = placesUnder(shape, ray)
    if (!seen) {
      const [u, v, h] = meetLevel(ray, last[2]) ?? []
      return u === undefined || v === undefined || h === undefined ? undefined : [clamp(u), clamp(v), h]
    }
    const place = hasComeOut ? seen : behind.reduce((a, b) => (far(b, last) < far(a, last) ? b : a), seen)
    hasComeOut ||= place === seen
    last = place
    return place
  }
}

function far([u, v]: BoxPoint, [x, y]: BoxPoint): number {
  return Math.hypot(u - x, v - y)
}

function clamp(share: number): number {
  return Math.min(reach, Math.max(-reach, share))
}
