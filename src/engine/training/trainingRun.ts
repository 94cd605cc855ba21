import type { Divergence, EpochRecord, TrainingRecipe } from '../../protocol/training.ts'
import type { Session, Trainer, TrainerRequest, TrainerState } from '../backends/backend.ts'
import type { Job } from '../jobs.ts'
import type { Lease } from '../sessions.ts'

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
  /** Puts another trainer in the place of the session's own. */
  readonly createTrainer?: (session: Session, request: TrainerRequest) => Promise<Trainer>
}

/** What a run has come to; it outlives the session, so that the run can go on in another. */
export interface TrainingRun {
  /** State after the last epoch in `history`; all finite. */
  snapshot: TrainerState
  readonly history: EpochRecord[]
  diverged?: Divergence
}

/** Who looks on while a run trains. Several epochs may go by between two looks. */
export interface TrainingWatch {
  /** Whether the state after so many epochs of the run is to be kept. */
  wants(epoch: number): boolean
  /** Shows such a state; the trainer does not change it. */
  keep(epoch: number, state: TrainerState): void
  /** Called between plans with the steps done in this run; `state` reads what the trainer holds. */
  see(stepsDone: number, state: () => Promise<TrainerState>): Promise<void>
}

/** The surroundings of a run: where it computes, who may interrupt it, who watches, and the clock that sizes plans. */
export interface TrainingSurroundings {
  readonly lease: Lease
  readonly job: Job
  readonly watch: TrainingWatch
  now(): number
}
