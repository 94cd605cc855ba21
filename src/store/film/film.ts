import type { Grid } from '../../core/planes/grid.ts'
import type { CurveFrame, EpochRecord } from '../../protocol/training.ts'
import type { LiveCurve, PathValues } from '../results.ts'

/** One moment of a training: where the curve was, and once evaluated what the plane through it and the path along it were. */
export interface FilmFrame extends CurveFrame {
  readonly curve: LiveCurve
  /** The path along the curve as it was. */
  readonly path: { readonly ts: readonly number[]; readonly values: PathValues } | undefined
  /** Train nll over the film's grid, row-major. */
  readonly landscape: Float64Array | undefined
}

/** The training of the present curve, to be watched at human speed; every picture is of the real run. */
export interface Film {
  /** Key of the curve that it ends with. */
  readonly key: string
  readonly frames: readonly FilmFrame[]
  /** One window for the whole film, so that nothing jumps: as high as the bend ever got. */
  readonly grid: Grid
  readonly history: readonly EpochRecord[]
  readonly index: number
  /** `closed`: the finished study is seen, the film waits behind its button. */
  readonly status: 'playing' | 'paused' | 'closed'
}
