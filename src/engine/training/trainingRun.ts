import type { Divergence, EpochRecord, TrainingRecipe } from '../../protocol/training.ts'
import type { TrainerState } from '../backends/backend.ts'

/** What is trained and how; nothing in it changes. */
export interface TrainingTask {
  readonly recipe: TrainingRecipe
  readonly seed: number
  /** Epochs done before this run: batch order and records count on from there. */
  readonly epochOffset: number
  readonly trained: readonly boolean[]
  /** steps×B: where each step of an epoch evaluates. */
  readonly planCoefficients: (epoch: number, steps: number) => Float64Array
  /** Whether test figures join the records, evaluated at the only vector with its running statistics. */
  readonly testsEndpoint: boolean
}

/** What a run has come to; it outlives the session, so that the run can go on in another. */
export interface TrainingRun {
  /** State after the last epoch in `history`; all finite. */
  snapshot: TrainerState
  readonly history: EpochRecord[]
  diverged?: Divergence
}

/** Called between plans with the steps done in this run; `state` reads what the trainer holds. */
export type WatchTraining = (stepsDone: number, state: () => Promise<TrainerState>) => Promise<void>
