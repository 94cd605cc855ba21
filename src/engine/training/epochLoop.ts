import type { EpochRecord } from '../../protocol/training.ts'
import type { StepPlan, Trainer, TrainerState } from '../backends/backend.ts'
import { createChunkSizer } from './chunkSizer.ts'
import { EpochSums } from './epochSums.ts'
import { joinPlans, learningRateOf, planEpoch, slicePlan } from './planEpochs.ts'
import { createTestFigures, type TestFigures } from './testFigures.ts'
import type { TrainingRun, TrainingSurroundings, TrainingTask } from './trainingRun.ts'

/** Most bytes of the states that one plan asks for. */
const mostStateBytes = 2 ** 23

interface LoopSurroundings extends TrainingSurroundings {
  /** A trainer that goes on from the run's snapshot. */
  createTrainer(): Promise<Trainer>
  readonly stepsPerEpoch: number
}

/**
 * Takes a run's epochs: several with one plan where they are short, one in several pieces where it is long. What stands
 * between the plans costs as much as a short epoch itself.
 */
export class EpochLoop {
  readonly #task: TrainingTask
  readonly #run: TrainingRun
  readonly #around: LoopSurroundings
  readonly #sizer = createChunkSizer()
  readonly #testFigures: TestFigures
  /** Plans of epochs to come, made while the backend was busy. */
  readonly #ahead = new Map<number, StepPlan>()
  #trainer: Trainer | undefined
  /** Set when a stretch of epochs diverged: they are taken again one by one, to find the last that is finite. */
  #single = false

  constructor(task: TrainingTask, run: TrainingRun, around: LoopSurroundings) {
    this.#task = task
    this.#run = run
    this.#around = around
    this.#testFigures = createTestFigures(task, around)
  }

  /** Takes the next epochs, one at least, and tells the run of them; or of its divergence. */
  async goOn(): Promise<void> {
    const { createTrainer, stepsPerEpoch } = this.#around
    this.#trainer ??= await createTrainer()
    const size = this.#sizer.next()
    if (size < stepsPerEpoch) return this.#takeEpoch(this.#trainer)
    await this.#takeStretch(this.#trainer, this.#single ? 1 : Math.round(size / stepsPerEpoch))
  }

  dispose(): void {
    this.#trainer?.dispose()
    this.#trainer = undefined
  }

  /** One epoch in pieces. */
  async #takeEpoch(trainer: Trainer): Promise<void> {
    const { job, watch, stepsPerEpoch } = this.#around
    const first = this.#run.history.length
    const plan = this.#takePlan(first + 1)
    const sums = new EpochSums()
    for (let taken = 0; taken < stepsPerEpoch; ) {
      const end = Math.min(taken + this.#sizer.next(), stepsPerEpoch)
      const marks = end === stepsPerEpoch ? [end - taken] : []
      const piece = { ...slicePlan(plan, taken, end), marks }
      const report = await this.#advance(trainer, piece)
      sums.add(report, piece)
      taken += report.nll.length
      if (!report.finite || !report.states.every(isAllFinite)) return this.#diverge(first + 1, taken)
      await job.breathe()
      const [state] = report.states
      if (state) await this.#finishEpochs([sums], new Map([[first + 1, state]]))
      else await watch.see(first * stepsPerEpoch + taken, () => trainer.state())
    }
  }

  /** Several epochs at once, or fewer where too many states are wanted on the way. */
  async #takeStretch(trainer: Trainer, wanted: number): Promise<void> {
    const { stepsPerEpoch, job } = this.#around
    const first = this.#run.history.length
    const { count, marked } = this.#chooseMarks(first, wanted)
    const plans = Array.from({ length: count }, (_, i) => this.#takePlan(first + 1 + i))
    const plan = joinPlans(
      plans,
      marked.map((epoch) => (epoch - first) * stepsPerEpoch),
    )
    const advancing = this.#advance(trainer, plan)
    this.#planAhead(first + count, count)
    const report = await advancing
    if (!report.finite || !report.states.every(isAllFinite)) {
      if (count === 1) return this.#diverge(first + 1, report.nll.length)
      this.#single = true
      this.dispose()
      return
    }
    await job.breathe()
    const sums = plans.map((_, i) => {
      const epoch = new EpochSums()
      epoch.add(report, plan, i * stepsPerEpoch, (i + 1) * stepsPerEpoch)
      return epoch
    })
    await this.#finishEpochs(sums, new Map(report.states.map((state, i) => [marked[i] as number, state])))
  }

  /** How many epochs after `first` fit into a plan, and those of them whose state is needed, the last included. */
  #chooseMarks(
    first: number,
    wanted: number,
  ): { readonly count: number; readonly marked: readonly number[] } {
    const { snapshot } = this.#run
    const { recipe, trained } = this.#task
    const vectors = trained.filter(Boolean).length * (recipe.optimizer === 'adam' ? 3 : 2)
    const stateBytes = vectors * (snapshot.basis[0]?.byteLength ?? 0) + snapshot.buffers.byteLength
    const most = Math.max(1, Math.floor(mostStateBytes / Math.max(1, stateBytes)))
    const end = Math.min(first + wanted, recipe.epochs)
    const marked: number[] = []
    for (let epoch = first + 1; epoch <= end && marked.length < most; epoch++) {
      if (epoch === end || this.#isWanted(epoch)) marked.push(epoch)
    }
    return { count: (marked.at(-1) ?? first + 1) - first, marked }
  }

  #isWanted(epoch: number): boolean {
    return this.#testFigures.isDue(epoch) || this.#around.watch.wants(epoch)
  }

  async #advance(trainer: Trainer, plan: StepPlan) {
    const { job, now } = this.#around
    const startMs = now()
    const report = await trainer.advance(plan, job)
    this.#sizer.record(plan.batches.length, now() - startMs)
    return report
  }

  #takePlan(inRun: number): StepPlan {
    const plan = this.#ahead.get(inRun) ?? planEpoch(this.#task, this.#around.lease, inRun)
    this.#ahead.delete(inRun)
    return plan
  }

  #planAhead(after: number, count: number): void {
    const end = Math.min(after + count, this.#task.recipe.epochs)
    for (let inRun = after + 1; inRun <= end; inRun++) this.#ahead.set(inRun, this.#takePlan(inRun))
  }

  /** Adds epochs to the run, whose last state is among those given. */
  async #finishEpochs(sums: readonly EpochSums[], states: ReadonlyMap<number, TrainerState>): Promise<void> {
    const { watch, stepsPerEpoch } = this.#around
    const first = this.#run.history.length
    const figures = await this.#testFigures.evaluate(states)
    const records = sums.map((epoch, i): EpochRecord => {
      const inRun = first + 1 + i
      const learningRate = learningRateOf(this.#task, inRun)
      const means = { ...epoch.means(), ...figures.get(inRun) }
      return { epoch: this.#task.epochOffset + inRun, learningRate, ...means }
    })
    const last = first + records.length
    const state = states.get(last)
    if (!state) throw new RangeError(`no state after epoch ${last}`)
    // Both at once and after the last await: a run that is interrupted must find them in step.
    this.#run.snapshot = state
    this.#run.history.push(...records)
    for (const [epoch, kept] of states) if (watch.wants(epoch)) watch.keep(epoch, kept)
    await watch.see(last * stepsPerEpoch, async () => state)
  }

  #diverge(inRun: number, taken: number): void {
    const step = Math.min(taken + 1, this.#around.stepsPerEpoch)
    const learningRate = learningRateOf(this.#task, inRun)
    this.#run.diverged = { epoch: this.#task.epochOffset + inRun, step, learningRate }
  }
}

function isAllFinite({ basis, buffers }: TrainerState): boolean {
  for (const vector of [...basis, buffers]) {
    for (let i = 0; i < vector.length; i++) if (!Number.isFinite(vector[i])) return false
  }
  return true
}
