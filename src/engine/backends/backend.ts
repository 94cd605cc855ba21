import type { Dataset, SplitName } from '../../core/dataset.ts'
import type { Network } from '../../core/network.ts'
import type { BatchNormMode, SplitValues } from '../../protocol/evaluation.ts'
import type { BackendName } from '../../protocol/problem.ts'

/**
 * The seam between the lab and the arithmetic. A backend compiles (network, data) once into a session; the session
 * evaluates linear combinations of weight vectors and trains them. It knows nothing of curves, planes, ids or jobs:
 * an endpoint is a basis of one vector, a curve a basis of its control points with one row of coefficients a step.
 */
export interface Backend {
  readonly name: BackendName
  readonly adapter: string
  /** @throws EngineError `out-of-memory`, `unsupported` */
  createSession(network: Network, data: Dataset): Promise<Session>
  dispose(): void
}

/** What a long computation asks of its surroundings, at least every 50 ms. */
export interface JobControl {
  /** Lets messages in; waits while the job is paused; throws when it is cancelled. Costs nothing when called often. */
  breathe(): Promise<void>
}

export interface PointsRequest {
  readonly basis: readonly Float32Array[]
  /** Flat running statistics of each basis vector; needed for `stored` only. */
  readonly buffers: readonly Float32Array[]
  /** K×B, row-major. */
  readonly coefficients: Float64Array
  readonly splits: readonly SplitName[]
  readonly batchNorm: BatchNormMode
  /** Called with finished stretches, in order. */
  readonly onPart?: (start: number, values: Partial<Record<SplitName, SplitValues>>) => void
}

export interface TrainerRequest {
  readonly basis: readonly Float32Array[]
  readonly trained: readonly boolean[]
  readonly buffers: Float32Array
  readonly optimizer: 'sgd' | 'adam'
  readonly momentum: number
  readonly nesterov: boolean
  /** wd of the term ½·wd·‖w(t)‖², whose gradient joins ∇L at w(t); on a basis of one this is PyTorch's weight decay. */
  readonly weightDecay: number
  readonly dropoutSeed: number
  /** State to go on from; zeros and step 0 when absent. */
  readonly resume?: { readonly slots: readonly Float32Array[]; readonly steps: number }
}

/** Many steps at once: rows of the train split per step, learning rate per step, coefficients steps×B. */
export interface StepPlan {
  readonly batches: readonly Int32Array[]
  readonly learningRates: Float64Array
  readonly coefficients: Float64Array
}

/** What each step saw before it changed the weights. Ends early when a loss is not finite: `nll.length` steps were taken in full. */
export interface StepReport {
  readonly nll: Float64Array
  /** ½·wd·‖w(t)‖². */
  readonly penalty: Float64Array
  readonly correct: Int32Array
  readonly finite: boolean
}

export interface TrainerState {
  readonly basis: readonly Float32Array[]
  readonly buffers: Float32Array
  readonly slots: readonly Float32Array[]
  readonly steps: number
}

/** Owns weights and optimiser state while they change. */
export interface Trainer {
  advance(plan: StepPlan, control: JobControl): Promise<StepReport>
  state(): Promise<TrainerState>
  dispose(): void
}

export interface Session {
  evaluate(request: PointsRequest, control: JobControl): Promise<Partial<Record<SplitName, SplitValues>>>
  /** Running statistics recomputed at `weights` by one pass over train (design: batch norm recomputed), flat. */
  recomputeBuffers(weights: Float32Array, control: JobControl): Promise<Float32Array>
  createTrainer(request: TrainerRequest): Promise<Trainer>
  dispose(): void
}
