import type { Grid } from '../../core/planes/grid.ts'

/** What somebody looks at, and so what is worth computing. */
export interface MomentWants {
  /** Whether the panel is in sight at all. */
  readonly isVisible: boolean
  /** Window of the decision boundary in the units of the data, with the points of the screen; none where it is not seen. */
  readonly window: Grid | undefined
  /** Whether both paths are compared at every t. */
  readonly compares: boolean
  /** Rows of the test split whose inputs are shown. */
  readonly rows: readonly number[]
  /** Compute every t, however long it takes. */
  readonly everything: boolean
}

/** Nobody looks. */
export const noMomentWants: MomentWants = {
  isVisible: false,
  window: undefined,
  compares: false,
  rows: [],
  everything: false,
}

/** Samples of a coarse picture: many t of it are held, and each must be painted within a frame. */
const coarseSamples = 3200

/** The same window with fewer points, at most about `coarseSamples`. */
export function coarsen({ x, y }: Grid): Grid {
  return coarsenBy({ x, y }, Math.max(1, Math.sqrt((x.count * y.count) / coarseSamples)))
}

/** The same window with points a `step` apart. */
export function coarsenBy({ x, y }: Grid, step: number): Grid {
  const count = (points: number) => Math.max(2, Math.round(points / step))
  return { x: { ...x, count: count(x.count) }, y: { ...y, count: count(y.count) } }
}

/** A text that is the same for the same window and points. */
export function gridKey({ x, y }: Grid): string {
  return [x.min, x.max, x.count, y.min, y.max, y.count].join(' ')
}

/** Whether a window is the same, whatever its points are. */
export function isSameWindow(a: Grid, b: Grid): boolean {
  return a.x.min === b.x.min && a.x.max === b.x.max && a.y.min === b.y.min && a.y.max === b.y.max
}

/** Index of t among `ts`; −1 where it is not there. */
export function indexOfT(ts: readonly number[], t: number): number {
  return ts.findIndex((one) => Math.abs(one - t) < 1e-5)
}
