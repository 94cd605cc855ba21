import type { SplitName } from '../core/data/dataset.ts'
import type { PredictionScores } from '../core/ensembles/predictionScores.ts'
import type { SnapshotPlan } from '../core/ensembles/snapshotPlan.ts'
import type { InitializerName } from '../core/networks/initializers.ts'
import type { BatchNormMode } from './evaluation.ts'
import type { WeightsId } from './identifiers.ts'
import type { BackendReport, Problem } from './problem.ts'
import type { Progress } from './progress.ts'
import type { Divergence, StoredWeights, TrainingRecipe } from './training.ts'

/** Train on by a cyclic schedule and keep the network at each mid-cycle (FGE) or cycle's end (SSE). */
export interface TrainSnapshotsRequest {
  readonly problem: Problem
  readonly seed: number
  readonly plan: SnapshotPlan
  /** The plan says how fast and how long. */
  readonly recipe: Omit<TrainingRecipe, 'learningRate' | 'epochs' | 'schedule'>
  /** A held network, whose momentum and batch order go on, or new weights from the seed. */
  readonly start: { readonly from: WeightsId } | { readonly initializer: InitializerName }
  /** Names of the snapshots, in order; as many as the plan collects or more (`layTimetable` tells). */
  readonly ids: readonly WeightsId[]
  /** Records of the trace an epoch, evenly spread over its iterations; 1 when absent, as in the official code. */
  readonly recordsPerEpoch?: number
}

/** A moment of the training, after `iteration` iterations (0: before the first). Test figures are evaluated with the running statistics of training. */
export interface SnapshotRecord {
  readonly iteration: number
  /** In epochs of this run; a fraction within one. */
  readonly epoch: number
  /** Of the iteration that ended here; of the first one at iteration 0. */
  readonly learningRate: number
  /** Mean over the batches since the record before, as they were trained on; absent at iteration 0. */
  readonly trainNll?: number
  readonly testNll: number
  readonly testAccuracy: number
  /** ‖w − w_start‖. */
  readonly distance: number
  /** Present where a network was collected. */
  readonly snapshot?: Snapshot
}

/** A collected network, and the ensemble of all so far on the test split: their probabilities averaged. */
export interface Snapshot {
  readonly id: WeightsId
  readonly single: PredictionScores
  readonly ensemble: PredictionScores
}

export interface TrainSnapshotsEvent {
  readonly progress: Progress
  /** All records so far. */
  readonly trace: readonly SnapshotRecord[]
  readonly backend: BackendReport
}

export interface TrainSnapshotsResult {
  readonly stored: readonly StoredWeights[]
  readonly trace: readonly SnapshotRecord[]
  /** Of every iteration that was taken. */
  readonly learningRates: Float64Array
  readonly diverged?: Divergence
  readonly backend: BackendReport
  readonly elapsedMs: number
}

/** Score K networks, their growing ensembles and their weight average on one split. */
export interface EnsembleRequest {
  readonly problem: Problem
  readonly basis: readonly WeightsId[]
  /** K×B, row-major: the members, in the order in which they join. */
  readonly coefficients: Float64Array
  readonly split: SplitName
  readonly batchNorm: BatchNormMode
}

export interface EnsembleResult {
  /** K of each: the single members, and the ensembles of the first, the first two, … */
  readonly members: readonly PredictionScores[]
  readonly ensembles: readonly PredictionScores[]
  /** The network at the mean of the members' weights, batch norm recomputed. */
  readonly weightAverage: PredictionScores
  /** K×K, row-major: share of samples on which two members differ. */
  readonly disagreement: Float64Array
  readonly backend: BackendReport
  readonly elapsedMs: number
}

/**
 * Compare K points, each a combination of B vectors, with reference networks: the ensemble of all references and the point,
 * and how often the point and the first reference say different classes. Probabilities do not leave the worker.
 */
export interface CompareRequest extends Omit<EnsembleRequest, 'coefficients'> {
  /** K×B, row-major. */
  readonly coefficients: Float64Array
  /** R×B, row-major, R ≥ 1: w₁ for a surface, φ(0) along a curve. */
  readonly references: Float64Array
}

/** What comparing consecutive points came to. */
export interface CompareValues {
  /** Of the ensemble of the references and the point: mean nll in nats, samples it has right, calibration error. */
  readonly ensembleNll: Float64Array
  readonly ensembleCorrect: Int32Array
  readonly ensembleCalibrationError: Float64Array
  /** Of the point alone. */
  readonly correct: Int32Array
  /** Samples on which the point and the first reference differ. */
  readonly differing: Int32Array
  /** Samples in the split. */
  readonly count: number
}

/** A stretch of finished points, sent while the rest is computed. */
export interface ComparePart {
  readonly start: number
  readonly values: CompareValues
  readonly progress: Progress
}

export interface CompareResult {
  readonly values: CompareValues
  readonly backend: BackendReport
  readonly elapsedMs: number
}
