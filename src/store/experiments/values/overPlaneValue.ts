import type { Grid } from '../../../core/planes/grid.ts'
import type { CompareValues } from '../../../protocol/ensembles.ts'

/** Every point P of a plane compared with w₁ on the test split. */
export interface OverPlaneValue {
  /** Key of the plane and where it was sampled: it is seen over landscapes with the same two. */
  readonly planeKey: string
  readonly grid: Grid
  /** Row-major as a landscape is; `correct` is −1 where nothing is computed yet. */
  readonly values: CompareValues
  readonly computed: number
}
