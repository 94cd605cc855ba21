import type { BasisGeometry } from '../../../core/planes/geometry.ts'
import type { SplitValues } from '../../../protocol/evaluation.ts'
import type { SeenPlane } from './seenPlane.ts'

/** Ways to spend epochs on an ensemble. */
export const raceMethods = ['fge', 'sse', 'independent'] as const

export type RaceMethod = (typeof raceMethods)[number]

/** Ways that collect networks on the way of one training. */
export type SnapshotMethod = Exclude<RaceMethod, 'independent'>

/** How good probabilities are on the test split: nll in nats, error and calibration error as shares. */
export interface RaceScore {
  readonly nll: number
  readonly error: number
  readonly calibrationError: number
}

/** A network of a run with the ensemble of all so far, and the epochs that were spent until then. */
export interface RaceMember {
  readonly spent: number
  readonly single: RaceScore
  readonly ensemble: RaceScore
}

/** A run of a cyclic schedule as it went; epochs are counted with those before it, distances from where it began. */
export interface RaceTrace {
  readonly epochs: Float64Array
  readonly learningRates: Float64Array
  readonly errors: Float64Array
  readonly distances: Float64Array
  readonly collected: readonly (RaceMember & { readonly distance: number })[]
}

/** One line of the table: a way to spend one, two or three budgets, once for each repetition. */
export interface RaceRow {
  /** `average`: the networks of each FGE run averaged in weight space. */
  readonly method: RaceMethod | 'average'
  readonly budgets: number
  readonly networks: number
  readonly scores: readonly RaceScore[]
}

/** The chain of segments through consecutive snapshots; even steps in each. */
export interface SnapshotChain {
  readonly train: SplitValues
  readonly test: SplitValues
  readonly dl: Float64Array
  /** Of the start and the snapshots. */
  readonly geometry: BasisGeometry
}

/** The plane through where FGE starts, its last snapshot and the last one of the snapshot ensemble; both are of the first runs. */
export interface SnapshotPlane {
  /** Of the start, the snapshots of FGE, and those of the snapshot ensemble. */
  readonly geometry: BasisGeometry
  readonly seen: SeenPlane
}

/**
 * Fast geometric ensembling against snapshot ensembles and independent networks; the weights are the start, the snapshots of
 * the first FGE run and those of the first snapshot ensemble, as many as `traces` collected.
 */
export interface RaceValue {
  /** Epochs of the network that FGE starts from, and of one budget. */
  readonly before: number
  readonly budget: number
  /** Of the first run of each. */
  readonly traces: { readonly fge?: RaceTrace; readonly sse?: RaceTrace }
  /** Of the first repetition, over all budgets. */
  readonly members: Readonly<Record<RaceMethod, readonly RaceMember[]>>
  readonly rows: readonly RaceRow[]
  readonly chain?: SnapshotChain
  /** Absent where those three lie on one line. */
  readonly plane?: SnapshotPlane
}
