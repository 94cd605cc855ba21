import { findTrajectoryComponents } from '../../core/directions/trajectoryComponents.ts'
import { measureBasis } from '../../core/planes/geometry.ts'
import type { ComponentsRequest, ComponentsResult } from '../../protocol/directions.ts'
import { combineVectors } from '../combineVectors.ts'
import { invalid, requireDistinct, requireNumber } from '../requireValue.ts'
import type { WeightsShelf } from '../weightsShelf.ts'

/** Principal directions of held vectors, put on the shelf. @throws EngineError `invalid-request` where there are fewer than were asked for */
export function findComponents(request: ComponentsRequest, shelf: WeightsShelf): ComponentsResult {
  const { trajectory, ids } = request
  requireNumber('moments of the trajectory', trajectory.length, {
    min: 2,
    max: 256,
    because: 'all are compared with all',
  })
  requireNumber('components', ids.length, { min: 1, max: trajectory.length - 1 })
  requireDistinct('components', ids)
  const held = shelf.get(trajectory)
  const vectors = held.map(({ weights }) => weights)
  const { coefficients, explained } = findTrajectoryComponents(measureBasis(vectors), ids.length)
  if (coefficients.length < ids.length) {
    throw invalid(
      'components',
      ids.length,
      `at most ${coefficients.length}: the moments differ in no more directions`,
    )
  }
  const buffers = new Float32Array(held[0]?.buffers.length ?? 0)
  const stored = ids.map((id, k) => ({
    id,
    weights: combineVectors(vectors, coefficients[k] ?? []),
    buffers,
  }))
  for (const direction of stored) shelf.put(direction)
  return { stored, explained }
}
