import type { SplitName } from '../../../core/data/dataset.ts'
import type { BasisGeometry } from '../../../core/planes/geometry.ts'
import type { Grid } from '../../../core/planes/grid.ts'
import type { Plane } from '../../../core/planes/plane.ts'
import type { SplitValues } from '../../../protocol/evaluation.ts'

/** A landscape that an experiment evaluated, over some of its weights. */
export interface SeenPlane {
  readonly plane: Plane
  /** Of the weights that the plane's coefficients run over. */
  readonly geometry: BasisGeometry
  /** Index among them of the control points of the curve that is drawn; none where there is no curve. */
  readonly controlPoints: readonly number[]
  readonly grid: Grid
  readonly values: Readonly<Record<SplitName, SplitValues>>
  /** ‖w‖² of every point of the grid. */
  readonly squaredNorms: Float64Array
}
