import {
  answerPaused,
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
import type { StepPlan, StepReport, TrainerRequest, TrainerState } from '../backend.ts'
import { compileTraining, inputTensor } from './compilePrograms.ts'
import { ContextWriter } from './contextWriter.ts'
import { Layout, tileStride } from './layout.ts'
import type { Pacer } from './pacer.ts'
import { allocateLayout, padFloats, type SessionMemory } from './sessionMemory.ts'
import { checkBatches, layPlan, type PlanAddresses, writePlan } from './trainerPlan.ts'

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

/** Weights and optimiser state inside one instance, and the plan they are following. */
export class TrainerJob {
  private readonly session: SessionMemory
  private readonly request: TrainerRequest
  private readonly stateBlock: number
  private readonly at: State
  private readonly pacer: Pacer
  private work: { readonly block: number; readonly tiles: number } | undefined
  private plan: { readonly block: number; readonly at: PlanAddresses; readonly steps: number } | undefined

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
  begin(plan: StepPlan): void {
    this.dropPlan()
    const largest = Math.max(0, ...plan.batches.map((batch) => batch.length))
    checkBatches(this.session, plan)
    const tiles = Math.ceil(largest / 16)
    if (!this.work || this.work.tiles < tiles) this.compile(tiles)
    const { block, value } = allocateLayout(this.session.memory, newLayout, (layout) =>
      layPlan(layout, plan, this.request.basis.length),
    )
    this.plan = { block, at: value, steps: plan.batches.length }
    writePlan(this.session, value, plan)
    const context = new ContextWriter(this.session.memory, this.at.context)
    context.integers(
      [trainSteps, plan.batches.length],
      [trainOffsets, value.offsets],
      [trainRows, value.rows],
    )
    context.integers(
      [trainRates, value.rates],
      [trainCoefficients, value.coefficients],
      [trainNll, value.nll],
    )
    context.integers([trainPenalty, value.penalty], [trainCorrect, value.correct], [trainDone, 0])
    context.integers([atHalted, 0], [atPhase, 0], [atUnit, 0])
  }

  /** Goes on with the plan for about so long; answers how many steps are done and whether that was all. */
  advance(milliseconds: number): { readonly done: number; readonly finished: boolean } {
    const { kernels, memory } = this.session
    let answer = answerPaused
    this.pacer.run(milliseconds, (budget) => {
      answer = kernels.train(this.at.context, budget)
      return budget - (memory.f64[(this.at.context + atBudget) / 8] as number)
    })
    const done = memory.i32[(this.at.context + trainDone) / 4] as number
    return { done, finished: answer !== answerPaused }
  }

  /** What the finished steps saw. */
  report(): StepReport {
    const { memory } = this.session
    const context = this.at.context / 4
    const done = memory.i32[context + trainDone / 4] as number
    const halted = memory.i32[context + atHalted / 4] !== 0
    const at = this.plan?.at
    if (!at) throw new EngineError('internal', 'no plan to report on')
    return {
      nll: memory.f64.slice(at.nll / 8, at.nll / 8 + done),
      penalty: memory.f64.slice(at.penalty / 8, at.penalty / 8 + done),
      correct: memory.i32.slice(at.correct / 4, at.correct / 4 + done),
      finite: !halted,
    }
  }

  get stateBytes(): number {
    return 4 * (this.at.basis.length + this.at.slots.flat().length) * this.session.network.parameterCount
  }

  state(): TrainerState {
    const { memory, network } = this.session
    const copy = (address: number, count: number) => memory.f32.slice(address / 4, address / 4 + count)
    return {
      basis: this.at.basis.map((address) => copy(address, network.parameterCount)),
      buffers: copy(this.at.buffers, network.bufferCount),
      slots: this.at.slots.flat().map((address) => copy(address, network.parameterCount)),
      steps: memory.i32[(this.at.context + atStep) / 4] as number,
    }
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
