import { type CurveKind, curveRows, uniformTs } from '../../core/curves/curve.ts'
import type { BasisGeometry } from '../../core/planes/geometry.ts'
import { type Plane, projectCoefficients } from '../../core/planes/plane.ts'
import { combineRows, unitRow } from '../landscape/frame.ts'
import type { PlacedPoint } from '../results.ts'
import { padPlane } from './evaluatePlane.ts'

/** Points along which a curve is drawn. */
const drawnPoints = 49

interface Surroundings {
  /** Over the first weights of the geometry at least. */
  readonly plane: Plane
  readonly geometry: BasisGeometry
}

/** Every weight of a geometry projected onto a plane. */
export function placeWeights({ plane, geometry }: Surroundings): readonly PlacedPoint[] {
  const { size } = geometry
  const wide = padPlane(plane, size)
  return Array.from({ length: size }, (_, index) => projectCoefficients(wide, geometry, unitRow(size, index)))
}

/** A curve through weights, by index, projected onto a plane. */
export function placeCurveThrough(
  { plane, geometry }: Surroundings,
  kind: CurveKind,
  controlPoints: readonly number[],
): readonly PlacedPoint[] {
  const { size } = geometry
  const wide = padPlane(plane, size)
  const rows = combineRows(
    curveRows(kind, controlPoints.length, uniformTs(drawnPoints)),
    controlPoints.map((index) => unitRow(size, index)),
  )
  return Array.from({ length: drawnPoints }, (_, k) =>
    projectCoefficients(wide, geometry, rows.subarray(k * size, (k + 1) * size)),
  )
}
