import type { PlanePoint } from '../../charts/overlayData.ts'
import type { Grid } from '../../core/planes/grid.ts'

/** Corners of the plane, the one that is taken where all are as good first; with the middle of a card there, in shares from the lower left. */
const corners = {
  'top-right': { x: 0.8, y: 0.86 },
  'top-left': { x: 0.2, y: 0.86 },
  'bottom-right': { x: 0.8, y: 0.14 },
  'bottom-left': { x: 0.2, y: 0.14 },
} as const

/** A corner of the plane. */
export type Corner = keyof typeof corners

/** The edge that is farther from what must stay in view: where a card is as wide as the plane. */
export function placeAtEdge({ y }: Grid, points: readonly PlanePoint[]): 'top' | 'bottom' {
  const shares = points.map((point) => (point.y - y.min) / (y.max - y.min))
  return Math.min(...shares) > 1 - Math.max(...shares) ? 'bottom' : 'top'
}

/** The corner that is farthest from what must stay in view. */
export function placeCard({ x, y }: Grid, points: readonly PlanePoint[]): Corner {
  const shares = points.map((point) => ({
    x: (point.x - x.min) / (x.max - x.min),
    y: (point.y - y.min) / (y.max - y.min),
  }))
  const room = ([, corner]: (typeof entries)[number]) =>
    Math.min(...shares.map((share) => Math.hypot(share.x - corner.x, share.y - corner.y)))
  const entries = Object.entries(corners) as [Corner, { readonly x: number; readonly y: number }][]
  return entries.reduce((best, entry) => (room(entry) > room(best) + 1e-9 ? entry : best))[0]
}
