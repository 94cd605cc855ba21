import type { Dataset, SplitName } from '../../core/data/dataset.ts'
import type { Network } from '../../core/networks/network.ts'
import type { BatchNormMode, SplitValues } from '../../protocol/evaluation.ts'
import type { PredictInputs } from '../../protocol/prediction.ts'
import type { BackendName } from '../../protocol/problem.ts'

/**
 * The seam between the lab and the arithmetic. A backend compiles (network, data) once into a session; the session
 * evaluates linear combinations of weight vectors and trains them. It knows nothing of curves, planes, ids or jobs:
 * an endpoint is a basis of one vector, a curve a basis of its control points with one row of coefficients a step.
 *
 * Several backends may live in one thread and their calls may overlap: each call leaves the thread at its breaths only,
 * and takes back whatever is global (tfjs's current engine) when it goes on. Arrays that go in are copied or read before
 * the call returns, except the data set, which a session keeps; arrays that come out are the caller's. One session's
 * calls may overlap; one trainer's may not.
 */
export interface Backend {
  readonly name: BackendName
  /** Name of the graphics adapter, empty on the CPU. */
  readonly adapter: string
  /** @throws EngineError `out-of-memory`, `device-lost`, `unsupported` */
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

/** Points whose class probabilities are wanted on N rows: of a split, or row-major N×features, one row or more. */
export interface PredictRequest
  extends Pick<PointsRequest, 'basis' | 'buffers' | 'coefficients' | 'batchNorm'> {
  readonly inputs: PredictInputs
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
  /** State to go on from, as `TrainerState` gave it; zeros and step 0 when absent. */
  readonly resume?: { readonly slots: readonly Float32Array[]; readonly steps: number }
}

/** Many steps at once: rows of the train split per step, learning rate per step, coefficients steps×B. */
export interface StepPlan {
  readonly batches: readonly Int32Array[]
  readonly learningRates: Float64Array
  readonly coefficients: Float64Array
  /** Numbers of steps, ascending and from 1 on, after which the state is wanted; none when absent. */
  readonly marks?: readonly number[]
}

/**
 * What each step saw before it changed the weights. Ends early before the first step whose loss, or whose new weights, are
 * not finite: `nll.length` steps were taken in full and the trainer stands after them.
 */
export interface StepReport {
  readonly nll: Float64Array
  /** ½·wd·‖w(t)‖². */
  readonly penalty: Float64Array
  readonly correct: Int32Array
  readonly finite: boolean
  /** The states at those marks that were reached, in order; they may share the vectors that are not trained. */
  readonly states: readonly TrainerState[]
}

export interface TrainerState {
  readonly basis: readonly Float32Array[]
  readonly buffers: Float32Array
  /** One per trained vector, in order: momentum for SGD; for Adam all first moments, then all second ones. */
  readonly slots: readonly Float32Array[]
  readonly steps: number
}

/** Owns weights and optimiser state while they change. */
export interface Trainer {
  advance(plan: StepPlan, control: JobControl): Promise<StepReport>
  state(): Promise<TrainerState>
  /** Puts other numbers in the place of the trained vectors, in their order; all else stays. */
  setTrained(vectors: readonly Float32Array[]): Promise<void>
  dispose(): void
}

/** A point whose Hessian is asked for: of the mean nll over rows of the train split, batch norm frozen at `buffers`. */
export interface CurvatureRequest {
  readonly weights: Float32Array
  readonly buffers: Float32Array
  readonly rows: Int32Array
}

/** The Hessian at one point. */
export interface Curvature {
  /** H·v, exact but for rounding in float32. */
  multiply(direction: Float32Array, control: JobControl): Promise<Float64Array>
  dispose(): void
}

export interface Session {
  evaluate(request: PointsRequest, control: JobControl): Promise<Partial<Record<SplitName, SplitValues>>>
  /**
   * Softmax outputs, float32 K×N×C, row-major, held whole: who asks bounds their size. Batch norm is as in `evaluate`, its
   * recomputed statistics are those of train. A row whose logits hold a NaN or +∞ is NaN throughout, the others are not.
   */
  predict(request: PredictRequest, control: JobControl): Promise<Float32Array>
  /** Running statistics recomputed at `weights` by one pass over train (design: batch norm recomputed), flat. */
  recomputeBuffers(weights: Float32Array, control: JobControl): Promise<Float32Array>
  createTrainer(request: TrainerRequest): Promise<Trainer>
  createCurvature(request: CurvatureRequest): Promise<Curvature>
  dispose(): void
}
