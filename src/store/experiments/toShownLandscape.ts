import type { WeightsId } from '../../protocol/identifiers.ts'
import type { ShownLandscape } from '../landscape/landscapeSelectors.ts'
import type { SeenPlane } from './values/seenPlane.ts'

/** The same as the page draws one; its weights are only counted, so that they need no names. */
export function toShownLandscape(seen: SeenPlane): ShownLandscape {
  const { plane, geometry, controlPoints, grid, values, squaredNorms } = seen
  const basis = Array.from({ length: geometry.size }, (_, index) => `seen-${index}` as WeightsId)
  const frame = { kind: 'modes', basis, geometry, plane, controlPoints, bend: 0 } as const
  return { frame, grid, values, squaredNorms, computed: squaredNorms.length }
}
