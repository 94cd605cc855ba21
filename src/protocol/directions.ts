import type { DirectionScaling } from '../core/directions/scaleDirection.ts'
import type { Architecture } from '../core/networks/architecture.ts'
import type { WeightsId } from './identifiers.ts'
import type { StoredWeights } from './training.ts'

/** A seeded normal direction at a network, scaled as Li and others (2018) do; its running statistics are 0. */
export interface DefineRandomRequest {
  readonly kind: 'random'
  readonly id: WeightsId
  readonly architecture: Architecture
  /** The network whose filters or layers give the direction its lengths. */
  readonly like: WeightsId
  readonly seed: number
  /** Tells several directions of one seed apart: 0, 1, … */
  readonly index: number
  readonly scaling: DirectionScaling
  /** Leaves biases and batch norm where they are. */
  readonly ignoresBiasAndNorm: boolean
}

/** A copy of a network that is 0 outside some stretches of its weights; its running statistics are 0. */
export interface DefineMaskedRequest {
  readonly kind: 'masked'
  readonly id: WeightsId
  readonly from: WeightsId
  /** Start and end of each stretch, in elements of the flat vector. */
  readonly ranges: readonly (readonly [start: number, end: number])[]
}

/** Find the directions in which held vectors differ most: principal components of their differences from their mean. */
export interface ComponentsRequest {
  /** At least two vectors, at most 256, such as the frames of a training. */
  readonly trajectory: readonly WeightsId[]
  /** Names of the directions, unit vectors, one for each wanted component. */
  readonly ids: readonly WeightsId[]
}

export interface ComponentsResult {
  readonly stored: readonly StoredWeights[]
  /** Share of the trajectory's variance along each direction, largest first. */
  readonly explained: readonly number[]
}

/** Drop perpendiculars from held vectors on the plane origin + x·u + y·v, each given as B coefficients over a basis. */
export interface ProjectRequest {
  readonly basis: readonly WeightsId[]
  readonly origin: readonly number[]
  readonly u: readonly number[]
  readonly v: readonly number[]
  readonly points: readonly WeightsId[]
}

/** Where perpendiculars meet the plane, in units of u and v, and how long they are. */
export interface ProjectedPoint {
  readonly x: number
  readonly y: number
  /** In weight-space distance. */
  readonly distance: number
}
