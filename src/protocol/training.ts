import type { CurveKind } from '../core/curves/curve.ts'
import type { InitializerName } from '../core/networks/initializers.ts'
import type { BasisGeometry } from '../core/planes/geometry.ts'
import type { ScheduleName } from '../core/schedules.ts'
import type { WeightsId } from './identifiers.ts'
import type { BackendReport, Problem } from './problem.ts'
import type { Progress } from './progress.ts'

/** How to descend. Weight decay is added to the gradient of all parameters (L2), for Adam too. */
export interface TrainingRecipe {
  readonly optimizer: 'sgd' | 'adam'
  readonly learningRate: number
  /** SGD only. */
  readonly momentum: number
  /** SGD only. */
  readonly nesterov: boolean
  readonly weightDecay: number
  readonly batchSize: number
  readonly epochs: number
  readonly schedule: ScheduleName
  /** Epochs that the schedule is made for, where the training breaks off before; `epochs` when absent. */
  readonly scheduleEpochs?: number
}

/** Train one endpoint from its seed, or go on from where a trained one stopped. */
export interface TrainRequest {
  readonly problem: Problem
  readonly seed: number
  readonly initializer: InitializerName
  readonly recipe: TrainingRecipe
  /** Name that the result will carry. */
  readonly id: WeightsId
  /** Continue this one (weights, running statistics, optimiser state) for `recipe.epochs` more, with its batch order going on. */
  readonly from?: WeightsId
  /** How many moments of the training to keep, first and last included; fewer where they would take too much memory. None when absent. */
  readonly filmFrames?: number
}

/** A network as it was after a whole epoch (0: before the first). It stays in the engine until released. */
export interface TrainFrame {
  readonly epoch: number
  readonly id: WeightsId
}

/** What one epoch came to. Train figures are means over the epoch's batches as they were trained on; test figures are evaluated with the running statistics. */
export interface EpochRecord {
  readonly epoch: number
  readonly learningRate: number
  readonly trainNll: number
  readonly trainAccuracy: number
  /** Absent in epochs where the test split was not evaluated. */
  readonly testNll?: number
  readonly testAccuracy?: number
}

/** The numbers behind an id, copied to the page so that they outlive the worker. */
export interface StoredWeights {
  readonly id: WeightsId
  readonly weights: Float32Array
  /** Running means and variances in layer order; empty without batch norm. */
  readonly buffers: Float32Array
  /** What an optimiser needs to go on; absent for bends. */
  readonly resume?: ResumeState
}

export interface ResumeState {
  /** Momentum, or Adam's two moments. */
  readonly slots: readonly Float32Array[]
  readonly steps: number
  readonly epochs: number
}

/** Named when a loss or weight stopped being finite; the weights returned are the last finite ones. */
export interface Divergence {
  readonly epoch: number
  readonly step: number
  readonly learningRate: number
}

export interface TrainResult {
  readonly stored: StoredWeights
  readonly history: readonly EpochRecord[]
  /** Present when moments were asked for. */
  readonly film?: readonly TrainFrame[]
  readonly diverged?: Divergence
  readonly backend: BackendReport
  readonly elapsedMs: number
}

export interface TrainEvent {
  readonly progress: Progress
  readonly history: readonly EpochRecord[]
  readonly backend: BackendReport
}

/** Find a curve between two endpoints: one t a minibatch, weight decay on φ(t). */
export interface TrainCurveRequest {
  readonly problem: Problem
  readonly kind: CurveKind
  readonly endpoints: readonly [WeightsId, WeightsId]
  /** Where the bends start, in order; the ids are not changed. Linear interpolation when absent. */
  readonly startBends?: readonly WeightsId[]
  /** Names of all control points of the result, first and last included; with fixed endpoints those two are the endpoints' own. */
  readonly controlPoints: readonly WeightsId[]
  readonly freeEndpoints: boolean
  readonly recipe: TrainingRecipe
  readonly seed: number
  /** How many moments of the training to keep as a film; fewer where they would take too much memory. None when absent. */
  readonly filmFrames?: number
  /** What is minimised along the curve; the paper's objective (2), `uniform`, when absent. */
  readonly objective?: CurveObjective
}

/** `uniform`: E over t ~ U(0, 1) of L(φ(t)), objective (2). `arc-length`: ∫L(φ)‖φ′‖dt / ∫‖φ′‖dt, objective (1). */
export type CurveObjective = 'uniform' | 'arc-length'

/** One moment of a curve's training, after a whole epoch (0: before the first). Its vectors stay in the engine until released. */
export interface CurveFrame {
  readonly epoch: number
  /** Of the control points as they were, in order. */
  readonly geometry: BasisGeometry
  readonly controlPoints: readonly WeightsId[]
}

/** Live profile of the curve in training: train nll at `ts`, and where there was time the test accuracy as a share. */
export interface LiveProfile {
  readonly ts: readonly number[]
  readonly trainNll: readonly number[]
  readonly testAccuracy?: readonly number[]
}

export interface TrainCurveEvent {
  readonly progress: Progress
  readonly history: readonly EpochRecord[]
  /** Inner products of the control points as they are now, in order. */
  readonly geometry: BasisGeometry
  /** Present when there was time for one. */
  readonly profile?: LiveProfile
  readonly backend: BackendReport
}

export interface TrainCurveResult {
  /** Control points that are new (the bends; the ends too when they were freed). */
  readonly stored: readonly StoredWeights[]
  readonly controlPoints: readonly WeightsId[]
  readonly history: readonly EpochRecord[]
  /** Empty when none was asked for. */
  readonly film: readonly CurveFrame[]
  readonly diverged?: Divergence
  readonly backend: BackendReport
  readonly elapsedMs: number
}
