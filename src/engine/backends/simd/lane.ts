import type { Dataset, SplitName } from '../../../core/data/dataset.ts'
import type { Network } from '../../../core/networks/network.ts'
import { instantiateKernels } from '../../../kernels/loader.ts'
import type { CurvatureRequest, StepReport, TrainerRequest, TrainerState } from '../backend.ts'
import { CurvatureJob, type CurvatureSlice, type CurvatureTask } from './curvatureJob.ts'
import { EvaluationJob } from './evaluationJob.ts'
import type { EvaluationSpec, PointRange, PointSums } from './evaluationSpec.ts'
import { Pacer } from './pacer.ts'
import { openSessionMemory, type SessionMemory } from './sessionMemory.ts'
import { TrainerJob } from './trainerJob.ts'
import type { PackedPlan } from './trainerPlan.ts'

/** What a slice of evaluating came to; sums are there once the range is finished. */
export interface EvaluationSlice {
  readonly finished: boolean
  readonly reached: number
  readonly sums?: Partial<Record<SplitName, PointSums>>
}

/** What a slice of training came to; the report is there once the plan is finished. */
export interface TrainingSlice {
  readonly finished: boolean
  readonly done: number
  readonly report?: StepReport
}

/** What a lane is opened with. */
export interface LaneOptions {
  readonly module: WebAssembly.Module
  readonly network: Network
  readonly data: Dataset
  readonly limitBytes: number
}

/**
 * One thread's kernels for one session: its own copy of the data, its jobs by numbers that
 * the caller chooses, so that it need not wait for one answer before it asks on. Every call returns within the
 * milliseconds it is given, so that whoever drives it can stop, pause or turn to another job between calls.
 */
export class Lane {
  private readonly session: SessionMemory
  private readonly evaluations = new Map<number, EvaluationJob>()
  private readonly ranges = new Map<number, PointRange>()
  private readonly trainers = new Map<number, TrainerJob>()
  private readonly curvatures = new Map<number, CurvatureJob>()
  private readonly curvaturePacer = new Pacer()
  private readonly evaluationPacer = new Pacer()
  private readonly trainingPacer = new Pacer()

  private constructor(session: SessionMemory) {
    this.session = session
  }

  /** @throws KernelMemoryError */
  static async open(options: LaneOptions): Promise<Lane> {
    return new Lane(openSessionMemory(await instantiateKernels(options.module), options))
  }

  /** @throws KernelMemoryError */
  openEvaluation(id: number, spec: EvaluationSpec): void {
    this.evaluations.set(id, new EvaluationJob(this.session, spec, this.evaluationPacer))
  }

  /** Takes on a range, or with none goes on with the last, for about so long. */
  evaluate(id: number, milliseconds: number, range?: PointRange): EvaluationSlice {
    const job = requireJob(this.evaluations, id)
    if (range) {
      job.begin(range)
      this.ranges.set(id, range)
    }
    const slice = job.advance(milliseconds)
    const current = this.ranges.get(id)
    if (!slice.finished || !current) return slice
    const sums = current.parts === undefined ? job.points(current.start, current.end) : job.tiles()
    return { ...slice, sums }
  }

  /** The recomputed running statistics of the last point. */
  readBuffers(id: number): Float32Array {
    return requireJob(this.evaluations, id).buffers()
  }

  /** Softmax outputs of the last point, samples × classes. */
  readProbabilities(id: number): Float32Array {
    return requireJob(this.evaluations, id).probabilities()
  }

  closeEvaluation(id: number): void {
    this.evaluations.get(id)?.dispose()
    this.evaluations.delete(id)
    this.ranges.delete(id)
  }

  /** @throws KernelMemoryError, EngineError `invalid-request` */
  openTrainer(id: number, request: TrainerRequest): void {
    this.trainers.set(id, new TrainerJob(this.session, request, this.trainingPacer))
  }

  /** Takes on a plan, or with none goes on with the last, for about so long. */
  train(id: number, milliseconds: number, plan?: PackedPlan): TrainingSlice {
    const job = requireJob(this.trainers, id)
    if (plan) job.begin(plan)
    const slice = job.advance(milliseconds)
    return slice.finished ? { ...slice, report: job.report() } : slice
  }

  readTrainer(id: number): TrainerState {
    return requireJob(this.trainers, id).state()
  }

  writeTrainer(id: number, vectors: readonly Float32Array[]): void {
    requireJob(this.trainers, id).setTrained(vectors)
  }

  closeTrainer(id: number): void {
    this.trainers.get(id)?.dispose()
    this.trainers.delete(id)
  }

  /** @throws KernelMemoryError */
  openCurvature(id: number, request: CurvatureRequest): void {
    this.curvatures.set(id, new CurvatureJob(this.session, request, this.curvaturePacer))
  }

  /** Takes on a task, or with none goes on with the last, for about so long. */
  multiply(id: number, milliseconds: number, task?: CurvatureTask): CurvatureSlice {
    const job = requireJob(this.curvatures, id)
    if (task) job.begin(task)
    return job.advance(milliseconds)
  }

  closeCurvature(id: number): void {
    this.curvatures.get(id)?.dispose()
    this.curvatures.delete(id)
  }

  /** Runs the kernels' peak loop; see `Kernels.peak`. */
  peak(rounds: number): number {
    return this.session.kernels.peak(rounds)
  }

  /** Bytes of linear memory that the lane holds. */
  heldBytes(): number {
    return this.session.memory.heldBytes
  }
}

function requireJob<T>(jobs: ReadonlyMap<number, T>, id: number): T {
  const job = jobs.get(id)
  if (!job) throw new RangeError(`no job ${id}`)
  return job
}
