import type { BasisGeometry } from '../../core/planes/geometry.ts'
import { officialGrid } from '../../core/planes/grid.ts'
import { createPlane, type Plane, PlaneError } from '../../core/planes/plane.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import type { RunScope } from '../running/jobs.ts'
import { evaluatePlane } from './evaluatePlane.ts'
import type { ManyPlane } from './values/manyCurvesValue.ts'

/** Share of the window around the three points. */
const margin = 0.2

interface ManyPlaneOrder {
  readonly choices: Choices
  readonly weights: readonly WeightsId[]
  /** Of the weights. */
  readonly geometry: BasisGeometry
  readonly through: ManyPlane['through']
}

/** Evaluates the plane through three networks, by their index among the weights. @throws EngineError `invalid-request` where they lie on one line */
export async function evaluateManyPlane(
  study: Study,
  { choices, weights, geometry, through }: ManyPlaneOrder,
  scope: RunScope,
): Promise<ManyPlane> {
  const plane = planeThrough(geometry, through)
  const frame = { kind: 'modes', basis: weights, geometry, plane, controlPoints: [], bend: 0 } as const
  const grid = officialGrid(plane, choices.resolution, margin)
  const { seen } = await evaluatePlane(study, { choices, frame, grid, part: 0 }, scope)
  return { through, seen }
}

function planeThrough(geometry: BasisGeometry, [origin, along, towards]: ManyPlane['through']): Plane {
  try {
    return createPlane(geometry, { origin, along, towards })
  } catch (error) {
    if (!(error instanceof PlaneError)) throw error
    throw new EngineError('invalid-request', 'these three networks lie on one line: no plane is told by them')
  }
}
