import {
  answerDone,
  answerHalted,
  atBasis,
  atBasisSize,
  atBudget,
  atHalted,
  atLabels,
  atMomentum,
  atNesterov,
  atOptimizer,
  atPhase,
  atSeed,
  atSlots,
  atStep,
  atTileCorrect,
  atTileNll,
  atTrained,
  atUnit,
  atWeightDecay,
  contextBytes,
  trainBegin,
  trainCoefficients,
  trainCorrect,
  trainDone,
  trainEnd,
  trainNll,
  trainOffsets,
  trainPenalty,
  trainRates,
  trainRows,
  trainSteps,
} from '../../../kernels/operations.ts'
import { EngineError } from '../../../protocol/engineError.ts'
import type { StepReport, TrainerRequest, TrainerState } from '../backend.ts'
import { compileTraining, inputTensor } from './compilePrograms.ts'
import { ContextWriter } from './contextWriter.ts'
import { Layout, tileStride } from './layout.ts'
import type { Pacer } from './pacer.ts'
import { allocateLayout, padFloats, type SessionMemory } from './sessionMemory.ts'
import {
  checkBatches,
  countPlanSteps,
  layPlan,
  type PackedPlan,
  type PlanAddresses,
  writePlan,
} from './trainerPlan.ts'

/** Where a trainer's lasting numbers lie. */
interface State extends PointerTables {
  readonly context: number
  readonly basis: readonly number[]
  /** By slot, then by trained vector. */
  readonly slots: readonly (readonly number[])[]
  readonly buffers: number
  readonly weights: number
  readonly gradients: number
}

/** A plan, the next of its marks, and the states that those before it asked for. */
interface RunningPlan {
  readonly block: number
  readonly at: PlanAddresses
  readonly steps: number
  readonly marks: readonly number[]
  readonly states: TrainerState[]
}

/** Weights and optimiser state inside one instance, and the plan they are following. */
export class TrainerJob {
  private readonly session: SessionMemory
  private readonly request: TrainerRequest
  private readonly stateBlock: number
  private readonly at: State
  private readonly pacer: Pacer
  private work: { readonly block: number; readonly tiles: number } | undefined
  private plan: RunningPlan | undefined

  /** @throws KernelMemoryError, EngineError `invalid-request` */
  constructor(session: SessionMemory, request: TrainerRequest, pacer: Pacer) {
    if (!request.trained.some(Boolean)) throw new EngineError('invalid-request', 'nothing to train')
    this.session = session
    this.request = request
    this.pacer = pacer
    const { block, value } = allocateLayout(session.memory, newLayout, (layout) => this.layState(layout))
    this.stateBlock = block
    this.at = value
    this.fillState()
  }

  /** Takes on a new plan. @throws KernelMemoryError, EngineError `invalid-request` */
  begin(plan: PackedPlan): void {
    this.dropPlan()
    const tiles = Math.ceil(checkBatches(this.session, plan) / 16)
    if (!this.work || this.work.tiles < tiles) this.compile(tiles)
    const { block, value } = allocateLayout(this.session.memory, newLayout, (layout) =>
      layPlan(layout, plan, this.request.basis.length),
    )
    const steps = countPlanSteps(plan)
    this.plan = { block, at: value, steps, marks: plan.marks, states: [] }
    writePlan(this.session, value, plan)
    const context = new ContextWriter(this.session.memory, this.at.context)
    context.integers([trainOffsets, value.offsets], [trainRows, value.rows])
    context.integers(
      [trainRates, value.rates],
      [trainCoefficients, value.coefficients],
      [trainNll, value.nll],
    )
    context.integers([trainPenalty, value.penalty], [trainCorrect, value.correct], [trainDone, 0])
    context.integers(
      [trainSteps, Math.min(plan.marks[0] ?? steps, steps)],
      [atHalted, 0],
      [atPhase, 0],
      [atUnit, 0],
    )
  }

  /** Goes on with the plan for about so long; answers how many steps are done and whether that was all. */
  advance(milliseconds: number): { readonly done: number; readonly finished: boolean } {
    const { memory } = this.session
    let finished = false
    this.pacer.run(milliseconds, (budget) => {
      const left = () => memory.f64[(this.at.context + atBudget) / 8] as number
      finished = this.takeSteps(budget)
      while (!finished && left() > 0) finished = this.takeSteps(left())
      return budget - left()
    })
    return { done: this.done, finished }
  }

  /** Takes steps up to the next mark; answers whether the plan has come to its end. */
  private takeSteps(budget: number): boolean {
    const answer = this.session.kernels.train(this.at.context, budget)
    const { plan } = this
    if (!plan || answer === answerHalted) return true
    if (answer !== answerDone) return false
    if (plan.marks[plan.states.length] === this.done) plan.states.push(this.state())
    const next = Math.min(plan.marks[plan.states.length] ?? plan.steps, plan.steps)
    new ContextWriter(this.session.memory, this.at.context).integers([trainSteps, next])
    return this.done === plan.steps
  }

  private get done(): number {
    return this.session.memory.i32[(this.at.context + trainDone) / 4] as number
  }

  /** What the finished steps saw. */
  report(): StepReport {
    const { memory } = this.session
    const { plan, done } = this
    if (!plan) throw new EngineError('internal', 'no plan to report on')
    const { at, states } = plan
    return {
      nll: memory.f64.slice(at.nll / 8, at.nll / 8 + done),
      penalty: memory.f64.slice(at.penalty / 8, at.penalty / 8 + done),
      correct: memory.i32.slice(at.correct / 4, at.correct / 4 + done),
      finite: memory.i32[(this.at.context + atHalted) / 4] === 0,
      states,
    }
  }

  state(): TrainerState {
    const { memory, network } = this.session
    const copy = (address: number, count: number) => memory.f32.slice(address / 4, address / 4 + count)
    const before = this.plan?.states[0]
    return {
      basis: this.at.basis.map((address, index) => {
        const kept = this.request.trained[index] ? undefined : before?.basis[index]
        return kept ?? copy(address, network.parameterCount)
      }),
      buffers: copy(this.at.buffers, network.bufferCount),
      slots: this.at.slots.flat().map((address) => copy(address, network.parameterCount)),
      steps: memory.i32[(this.at.context + atStep) / 4] as number,
    }
  }

  setTrained(vectors: readonly Float32Array[]): void {
    const { f32 } = this.session.memory
    const places = this.at.basis.filter((_, index) => this.request.trained[index])
    for (const [index, vector] of vectors.entries()) f32.set(vector, (places[index] as number) / 4)
  }

  dispose(): void {
    this.dropPlan()
    if (this.work) this.session.memory.release(this.work.block)
    this.session.memory.release(this.stateBlock)
  }

  private dropPlan(): void {
    if (this.plan) this.session.memory.release(this.plan.block)
    this.plan = undefined
  }

  private layState(layout: Layout): State {
    const { network } = this.session
    const bytes = 4 * padFloats(network.parameterCount)
    const trained = this.request.trained.filter(Boolean).length
    const vector = () => layout.take(bytes)
    const context = layout.take(contextBytes)
    const basis = this.request.basis.map(vector)
    const slots = Array.from({ length: this.request.optimizer === 'adam' ? 2 : 1 }, () =>
      Array.from({ length: trained }, vector),
    )
    const state = {
      context,
      basis,
      slots,
      buffers: layout.take(4 * network.bufferCount),
      weights: vector(),
      gradients: vector(),
    }
    return { ...state, ...placePointers(layout, state, this.request.trained) }
  }

  private fillState(): void {
    const { memory } = this.session
    const { request, at } = this
    for (const [index, vector] of request.basis.entries())
      memory.f32.set(vector, (at.basis[index] as number) / 4)
    for (const [index, address] of at.slots.flat().entries()) {
      const slot = request.resume?.slots[index]
      if (slot) memory.f32.set(slot, address / 4)
    }
    memory.f32.set(request.buffers, at.buffers / 4)
    const context = new ContextWriter(memory, at.context)
    context.integers([atBasis, at.basisTable], [atBasisSize, request.basis.length])
    context.integers([atSlots, at.slotTable], [atTrained, at.trainedTable])
    context.integers(
      [atOptimizer, request.optimizer === 'adam' ? 1 : 0],
      [atNesterov, request.nesterov ? 1 : 0],
    )
    context.integers([atStep, request.resume?.steps ?? 0], [atSeed, request.dropoutSeed | 0])
    context.doubles([atMomentum, request.momentum], [atWeightDecay, request.weightDecay])
  }

  private compile(tiles: number): void {
    const { session } = this
    if (this.work) session.memory.release(this.work.block)
    this.work = undefined
    const { block, value } = allocateLayout(session.memory, newLayout, (layout) =>
      this.layWork(layout, tiles),
    )
    this.work = { block, tiles }
    const context = new ContextWriter(session.memory, this.at.context)
    context.integers([trainBegin, value.begin], [trainEnd, value.end], [atLabels, value.labels])
    context.integers([atTileNll, value.tileNll], [atTileCorrect, value.tileCorrect])
  }

  private layWork(layout: Layout, tiles: number) {
    const { network, features, rowBytes, splits } = this.session
    const labels = layout.take(64 * tiles)
    const batch = inputTensor(layout.take(tileStride(features) * tiles), features)
    const program = compileTraining({
      network,
      layout,
      tiles,
      addresses: this.at,
      gather: { rows: splits.train.rows, rowBytes, labels: splits.train.labels, batch, batchLabels: labels },
      floats: padFloats(network.parameterCount),
      basisSize: this.request.basis.length,
      squares: this.request.weightDecay > 0,
    })
    const words = program.finish()
    const begin = layout.place(words)
    const end = begin + words.byteLength
    return { begin, end, labels, tileNll: layout.take(8 * tiles), tileCorrect: layout.take(4 * tiles) }
  }
}

interface PointerTables {
  readonly basisTable: number
  readonly slotTable: number
  readonly trainedTable: number
}

function placePointers(
  layout: Layout,
  state: Pick<State, 'basis' | 'slots'>,
  trained: readonly boolean[],
): PointerTables {
  // The kernel wants all slots of one vector side by side.
  const columns =
    state.slots[0]?.flatMap((_, index) => state.slots.map((slot) => slot[index] as number)) ?? []
  return {
    basisTable: layout.place(Int32Array.from(state.basis)),
    slotTable: layout.place(Int32Array.from(columns)),
    trainedTable: layout.place(Int32Array.from(trained, Number)),
  }
}

function newLayout(base: number): Layout {
  return new Layout(base)
}
