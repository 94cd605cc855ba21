import type { OverlayData } from '../../charts/overlayData.ts'
import type { PublishedPlane } from '../../protocol/publishedResult.ts'
import { selectTrajectory } from '../../store/published/publishedSelectors.ts'
import type { PublishedResults } from '../../store/results.ts'
import { publishedTexts } from '../texts/published.ts'

/** What lies on a published plane: ends, bends and curve, or the origin and the path of a training. */
export function createPublishedOverlay(published: PublishedResults, plane: PublishedPlane): OverlayData {
  const { grid, controlPoints, path, source } = plane
  if (source !== 'plane') return trajectoryOverlay(published, plane)
  const [first, last] = [controlPoints[0], controlPoints.at(-1)]
  const ends = [first, last].filter((point) => point !== undefined)
  const bends = controlPoints.slice(1, -1)
  // A plane without a curve goes through three modes; the third stands where the bend would.
  if (path.length === 0) {
    const third = bends.map((point) => ({ ...point, label: publishedTexts.third }))
    const modes = ends.map((point, i) => ({ ...point, label: publishedTexts.ends[i] ?? '' }))
    return { grid, fixed: true, endpoints: [...modes, ...third], bends: [], segment: ends }
  }
  return {
    grid,
    fixed: true,
    endpoints: ends.map((point, i) => ({ ...point, label: publishedTexts.ends[i] ?? '' })),
    bends: bends.map((point, i) => ({
      ...point,
      label: bends.length === 1 ? 'bend' : `bend ${i + 1}`,
      selected: i === 0,
    })),
    segment: ends,
    controlPolygon: controlPoints,
    curve: path,
  }
}

function trajectoryOverlay(published: PublishedResults, plane: PublishedPlane): OverlayData {
  const trajectory = selectTrajectory(published, plane)
  const [start, end] = [trajectory[0], trajectory.at(-1)]
  const origin = { x: 0, y: 0, label: publishedTexts.origin }
  const isAtOrigin = end !== undefined && Math.hypot(end.x, end.y) < 1e-9
  const marks = [
    ...(start ? [{ ...start, label: publishedTexts.start }] : []),
    ...(end && !isAtOrigin ? [{ ...end, label: publishedTexts.end }] : []),
  ]
  return {
    grid: plane.grid,
    fixed: true,
    endpoints: [...marks, start && isAtOrigin ? { ...origin, label: publishedTexts.end } : origin],
    bends: [],
    curve: trajectory,
  }
}
