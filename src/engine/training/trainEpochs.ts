import { createBatches } from '../../core/data/batches.ts'
import { normalizesSingleValues } from '../../core/networks/normalizesSingleValues.ts'
import { createRandom } from '../../core/random.ts'
import { learningRateFactor } from '../../core/schedules.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { EpochRecord, TrainingRecipe } from '../../protocol/training.ts'
import type { StepPlan, StepReport, Trainer, TrainerRequest, TrainerState } from '../backends/backend.ts'
import type { Job } from '../jobs.ts'
import type { Lease } from '../sessions.ts'
import { createChunkSizer } from './chunkSizer.ts'
import type { TrainingRun, TrainingTask, WatchTraining } from './trainingRun.ts'

/** Test figures are evaluated this many times in a run, at epochs that depend on nothing but their number. */
const testCount = 25

/** The surroundings of a run: where it computes, who may interrupt it, who watches, and the clock that sizes plans. */
export interface TrainingSurroundings {
  readonly lease: Lease
  readonly job: Job
  readonly watch: WatchTraining
  now(): number
}

/**
 * Trains until `task.recipe.epochs` epochs are in `run.history` or the run has diverged. Endpoint and curve differ only in
 * the task. Started again with the same run it goes on after the last whole epoch.
 */
export async function trainEpochs(
  task: TrainingTask,
  run: TrainingRun,
  surroundings: TrainingSurroundings,
): Promise<void> {
  refuseLongSteps(surroundings.lease, task.recipe)
  const trainer = await surroundings.lease.session.createTrainer(describeTrainer(task, run))
  try {
    const loop = new EpochLoop(task, run, { ...surroundings, trainer })
    while (run.history.length < task.recipe.epochs && !run.diverged) await loop.trainEpoch()
  } finally {
    trainer.dispose()
  }
}

/** Work of a step that tfjs on the CPU does in about three seconds; it cannot stop within one, and would seem to have died. */
const longestStepFlops = 2e9

/** @throws EngineError `unsupported` where a step could neither be cancelled nor watched */
export function refuseLongSteps({ report, network, data }: Lease, { batchSize }: TrainingRecipe): void {
  const flops = 3 * Math.min(batchSize, data.train.count) * network.forwardFlops
  if (report.name !== 'tf-cpu' || flops <= longestStepFlops) return
  const [size, limit] = [flops, longestStepFlops].map((value) => (value / 1e9).toPrecision(2))
  throw new EngineError(
    'unsupported',
    `a step is ${size} GFLOP, more than the ${limit} that tfjs on the CPU does without a pause: take smaller batches or another backend`,
  )
}

/** Steps of one epoch; all epochs have as many. */
export function countSteps({ data, network }: Lease, { batchSize }: TrainingRecipe): number {
  const options = { batchNorm: normalizesSingleValues(network) }
  return createBatches(data.train.count, batchSize, createRandom(0, 'batches'), options).length
}

/** Whether the optimiser's state fits the recipe's optimiser: SGD keeps one number a weight, Adam two. */
export function fitsOptimizer(
  slots: readonly Float32Array[],
  { optimizer }: Pick<TrainingRecipe, 'optimizer'>,
): boolean {
  return slots.length === (optimizer === 'adam' ? 2 : 1)
}

function describeTrainer({ recipe, trained, seed }: TrainingTask, { snapshot }: TrainingRun): TrainerRequest {
  const { optimizer, momentum, nesterov, weightDecay } = recipe
  return {
    basis: snapshot.basis,
    trained,
    buffers: snapshot.buffers,
    optimizer,
    momentum,
    nesterov,
    weightDecay,
    dropoutSeed: createRandom(seed, 'dropout').integer(2 ** 31),
    ...(snapshot.slots.length > 0 ? { resume: { slots: snapshot.slots, steps: snapshot.steps } } : {}),
  }
}

class EpochLoop {
  readonly #task: TrainingTask
  readonly #run: TrainingRun
  readonly #around: TrainingSurroundings & { readonly trainer: Trainer }
  readonly #sizer = createChunkSizer()

  constructor(
    task: TrainingTask,
    run: TrainingRun,
    around: TrainingSurroundings & { readonly trainer: Trainer },
  ) {
    this.#task = task
    this.#run = run
    this.#around = around
  }

  async trainEpoch(): Promise<void> {
    const { recipe, epochOffset } = this.#task
    const inRun = this.#run.history.length + 1
    const epoch = epochOffset + inRun
    const learningRate = recipe.learningRate * learningRateFactor(recipe.schedule, inRun, recipe.epochs)
    const plan = this.#planEpoch(epoch, learningRate)
    const sums = { nll: 0, correct: 0, rows: 0 }
    const taken = await this.#takeSteps(plan, sums)
    const { trainer, watch } = this.#around
    const state = taken === plan.batches.length ? await trainer.state() : undefined
    if (!state || !isAllFinite(state)) {
      this.#run.diverged = { epoch, step: Math.min(taken + 1, plan.batches.length), learningRate }
      return
    }
    const means = { trainNll: sums.nll / sums.rows, trainAccuracy: sums.correct / sums.rows }
    const record = { epoch, learningRate, ...means, ...(await this.#testFigures(inRun, state)) }
    // Both at once and after the last await: a run that is interrupted must find them in step.
    this.#run.snapshot = state
    this.#run.history.push(record)
    await watch(inRun * plan.batches.length, async () => state)
  }

  #planEpoch(epoch: number, learningRate: number): StepPlan {
    const { recipe, seed, planCoefficients } = this.#task
    const { data, network } = this.#around.lease
    const batches = createBatches(data.train.count, recipe.batchSize, createRandom(seed, 'batches', epoch), {
      batchNorm: normalizesSingleValues(network),
    })
    const learningRates = new Float64Array(batches.length).fill(learningRate)
    return { batches, learningRates, coefficients: planCoefficients(epoch, batches.length) }
  }

  /** Takes the steps of a plan in pieces; returns how many were taken in full. */
  async #takeSteps(plan: StepPlan, sums: { nll: number; correct: number; rows: number }): Promise<number> {
    const { trainer, job, watch, now } = this.#around
    const total = plan.batches.length
    let taken = 0
    while (taken < total) {
      const piece = slicePlan(plan, taken, Math.min(taken + this.#sizer.next(), total))
      const startMs = now()
      const report = await trainer.advance(piece, job)
      this.#sizer.record(piece.batches.length, now() - startMs)
      addReport(sums, report, piece)
      taken += report.nll.length
      if (!report.finite) return taken
      await job.breathe()
      if (taken < total) await watch(this.#run.history.length * total + taken, () => trainer.state())
    }
    return taken
  }

  async #testFigures(inRun: number, state: TrainerState): Promise<Partial<EpochRecord>> {
    const { recipe, testsEndpoint } = this.#task
    const isDue = inRun % Math.ceil(recipe.epochs / testCount) === 0 || inRun === recipe.epochs
    if (!testsEndpoint || !isDue) return {}
    const { lease, job } = this.#around
    const values = await lease.session.evaluate(
      {
        basis: state.basis,
        buffers: [state.buffers],
        coefficients: Float64Array.of(1),
        splits: ['test'],
        batchNorm: 'stored',
      },
      job,
    )
    const { nll, correct, count } = values.test ?? { nll: [], correct: [], count: 1 }
    return { testNll: nll[0] ?? Number.NaN, testAccuracy: (correct[0] ?? 0) / count }
  }
}

function slicePlan({ batches, learningRates, coefficients }: StepPlan, start: number, end: number): StepPlan {
  const width = coefficients.length / batches.length
  return {
    batches: batches.slice(start, end),
    learningRates: learningRates.slice(start, end),
    coefficients: coefficients.slice(start * width, end * width),
  }
}

function addReport(
  sums: { nll: number; correct: number; rows: number },
  report: StepReport,
  plan: StepPlan,
): void {
  report.nll.forEach((nll, step) => {
    const rows = plan.batches[step]?.length ?? 0
    sums.nll += nll * rows
    sums.correct += report.correct[step] ?? 0
    sums.rows += rows
  })
}

function isAllFinite({ basis, buffers }: TrainerState): boolean {
  for (const vector of [...basis, buffers]) {
    for (let i = 0; i < vector.length; i++) if (!Number.isFinite(vector[i])) return false
  }
  return true
}
