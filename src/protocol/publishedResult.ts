import type { SplitName } from '../core/data/dataset.ts'
import type { Grid } from '../core/planes/grid.ts'
import type { QuantityName } from '../core/quantities.ts'

/** Which file a published result comes from: those of dnn-mode-connectivity, then those of loss-landscape. */
export type PublishedSource = 'plane' | 'curve' | 'chain' | 'surface' | 'line' | 'projection'

/** What published results hold beside our own quantities: eigenvalues of the Hessian. */
export type PublishedQuantity = QuantityName | 'min_eig' | 'max_eig'

/** One quantity at every point of a published result. */
export interface PublishedLayer {
  readonly split: SplitName
  readonly quantity: PublishedQuantity
  /** In nats, or shares 0…1 for error and accuracy, or an eigenvalue; of a plane row-major, row 0 the smallest y. */
  readonly values: Float64Array
  /** 0 where a point was not computed; all were without it. */
  readonly known?: Uint8Array
}

/** A place in a published plane, in the units of its axes. */
export interface PublishedPoint {
  readonly x: number
  readonly y: number
}

/** A plane as a file gives it; without layers where the file has only a trajectory. */
export interface PublishedPlane {
  readonly kind: 'plane'
  readonly source: 'plane' | 'surface' | 'projection'
  /** Name of the file. */
  readonly name: string
  readonly grid: Grid
  readonly layers: readonly PublishedLayer[]
  /** Control points in curve order; empty where the plane is of no curve. */
  readonly controlPoints: readonly PublishedPoint[]
  /** Points of the curve, or of the trajectory of a training. */
  readonly path: readonly PublishedPoint[]
  /** t of the points of a curve; empty for a trajectory. */
  readonly ts: readonly number[]
  /** The file of the directions, as it was called where the surface was made. */
  readonly directionFile?: string
}

/** Values along a curve, a chain of networks or one direction. */
export interface PublishedPath {
  readonly kind: 'path'
  readonly source: 'curve' | 'chain' | 'line'
  readonly name: string
  /** t of a curve, number of the network in a chain (0 is the first), steps along the direction of a line; ascending. */
  readonly ts: Float64Array
  /** Distance of each point of a curve from the one before. */
  readonly dl?: Float64Array
  readonly layers: readonly PublishedLayer[]
  readonly directionFile?: string
}

/** A result of another program as the page shows it. */
export type PublishedResult = PublishedPlane | PublishedPath
