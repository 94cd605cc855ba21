import { type CellCounts, countCells } from '../../core/planes/cellCounts.ts'
import type { PublishedLayer, PublishedPlane } from '../../protocol/publishedResult.ts'

/** A usual reason for an odd picture that shows in the numbers of a file alone. */
export type PublishedOddity =
  /** Shares of its points. */
  | { readonly cause: 'not-finite' | 'clipped' | 'not-computed'; readonly share: number }
  /** Cells between w₁ and w₂. */
  | { readonly cause: 'window-wide'; readonly cells: number }
  | { readonly cause: 'one-value' | 'all-lost' }

/** With fewer cells between the endpoints than these nothing is seen of what lies there. */
const fewestCells = 4

/** How the points of a layer came out under a range of colours, of a path every finite value as it is. */
export function countPublished(
  { values, known }: PublishedLayer,
  range: readonly [lo: number, hi: number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): CellCounts {
  return countCells(values, range, known)
}

/** The usual reasons that hold for a layer of a file, the gravest first; empty where none is found. */
export function findPublishedOddities(
  counts: CellCounts,
  plane?: PublishedPlane,
): readonly PublishedOddity[] {
  const { total, computed, notFinite, below, above, min, max } = counts
  const finite = computed - notFinite
  if (finite === 0) return [{ cause: 'all-lost' }]
  const clipped = (below + above) / finite
  const cells = plane && cellsBetween(plane)
  return [
    ...(computed < total ? [{ cause: 'not-computed', share: 1 - computed / total } as const] : []),
    ...(notFinite / computed > 0.05 ? [{ cause: 'not-finite', share: notFinite / computed } as const] : []),
    ...(min === max && total > 1 ? [{ cause: 'one-value' } as const] : []),
    ...(clipped > 0.9 ? [{ cause: 'clipped', share: clipped } as const] : []),
    ...(cells !== undefined && cells < fewestCells ? [{ cause: 'window-wide', cells } as const] : []),
  ]
}

/** Cells of the grid between the ends of its curve; undefined where the plane has no ends. */
function cellsBetween({ controlPoints, grid: { x } }: PublishedPlane): number | undefined {
  const [first, last] = [controlPoints[0], controlPoints.at(-1)]
  if (!first || !last || controlPoints.length < 2 || x.count < 2) return undefined
  return Math.abs(last.x - first.x) / ((x.max - x.min) / (x.count - 1))
}
