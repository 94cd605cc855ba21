import type { SplitName } from '../../../core/data/dataset.ts'
import {
  answerPaused,
  atBasis,
  atBasisSize,
  atBudget,
  atInput,
  atInputStride,
  atPhase,
  atPoint,
  atProgram,
  atRows,
  atSamples,
  atSharedStride,
  atStatisticSamples,
  atTiles,
  atUnit,
  evaluateBatches,
  evaluateBatchTiles,
  evaluateChunk,
  evaluateCoefficients,
  evaluateInputStride,
  evaluatePoints,
  evaluatePrograms,
  evaluateSplitBytes,
  evaluateSplits,
  evaluateSplitTable,
  evaluateTrainTiles,
  phasePoint,
  phaseShare,
  splitCorrect,
  splitEnd,
  splitFirst,
  splitLabels,
  splitNll,
  splitProducts,
  splitSamples,
  splitTileCorrect,
  splitTileNll,
  splitTiles,
} from '../../../kernels/operations.ts'
import { ContextWriter } from './contextWriter.ts'
import { type EvaluationLayout, layEvaluation } from './evaluationLayout.ts'
import type { EvaluationSpec, PointRange, PointSums } from './evaluationSpec.ts'
import { Layout } from './layout.ts'
import type { Pacer } from './pacer.ts'
import { allocateLayout, type SessionMemory, writeRows } from './sessionMemory.ts'

/** Evaluates ranges of a request's points, or of their tiles, in slices of a few milliseconds. */
export class EvaluationJob {
  private readonly session: SessionMemory
  private readonly spec: EvaluationSpec
  private readonly block: number
  private readonly at: EvaluationLayout
  private readonly pacer: Pacer
  private tiled = 0
  private shared: boolean

  /** @throws KernelMemoryError */
  constructor(session: SessionMemory, spec: EvaluationSpec, pacer: Pacer) {
    this.session = session
    this.spec = spec
    this.pacer = pacer
    this.shared = !spec.shareFirstLayer
    const { block, value } = allocateLayout(
      session.memory,
      (base) => new Layout(base),
      (layout) => layEvaluation(layout, session, spec),
    )
    this.block = block
    this.at = value
    this.fill()
  }

  /** Sets the next range of points, and which share of their tiles (all, unless told). */
  begin(range: PointRange): void {
    const { part = 0, parts = 1 } = range
    const context = new ContextWriter(this.session.memory, this.at.context)
    context.integers([atPoint, range.start], [evaluatePoints, range.end], [atUnit, 0])
    context.integers([atPhase, this.shared ? phasePoint : phaseShare])
    for (const [index, { tiles }] of this.at.splits.entries()) {
      const table = evaluateSplitTable + index * evaluateSplitBytes
      context.integers([table + splitFirst, Math.floor((tiles * part) / parts)])
      context.integers([table + splitEnd, Math.floor((tiles * (part + 1)) / parts)])
    }
    this.shared = true
  }

  /** Goes on for about so long; answers whether the range is finished. */
  advance(milliseconds: number): { readonly finished: boolean; readonly reached: number } {
    const { kernels, memory } = this.session
    let answer = answerPaused
    this.pacer.run(milliseconds, (budget) => {
      const left = this.tile(budget)
      if (this.tiled < this.at.tilings.length) return budget - left
      answer = kernels.evaluate(this.at.context, left)
      return budget - this.remaining()
    })
    const reached = memory.i32[(this.at.context + atPoint) / 4] as number
    return { finished: answer !== answerPaused, reached }
  }

  /** Sums of points [start, end) by split. */
  points(start: number, end: number): Partial<Record<SplitName, PointSums>> {
    const { memory } = this.session
    return this.bySplit(({ nll, correct }) => ({
      nll: memory.f64.slice(nll / 8 + start, nll / 8 + end),
      correct: memory.i32.slice(correct / 4 + start, correct / 4 + end),
    }))
  }

  /** The last point's sums tile by tile, of which only the tiles of the range are its own. */
  tiles(): Partial<Record<SplitName, PointSums>> {
    const { memory } = this.session
    return this.bySplit(({ tileNll, tileCorrect, tiles }) => ({
      nll: memory.f64.slice(tileNll / 8, tileNll / 8 + tiles),
      correct: memory.i32.slice(tileCorrect / 4, tileCorrect / 4 + tiles),
    }))
  }

  /** The last point's recomputed running statistics. */
  buffers(): Float32Array {
    const start = this.at.buffers / 4
    return this.session.memory.f32.slice(start, start + this.session.network.bufferCount)
  }

  /** Softmax outputs of the last point, samples × classes, row-major. */
  probabilities(): Float32Array {
    const { probabilities: tensor, splits } = this.at
    const [split] = splits
    if (!tensor || !split) throw new RangeError('no probabilities were asked for')
    const { f32 } = this.session.memory
    const classes = tensor.elements
    const rows = new Float32Array(split.samples * classes)
    for (let sample = 0; sample < split.samples; sample++) {
      const at = (tensor.address + (sample >> 4) * tensor.stride) / 4 + (sample & 15)
      for (let c = 0; c < classes; c++) rows[sample * classes + c] = f32[at + 16 * c] as number
    }
    return rows
  }

  dispose(): void {
    this.session.memory.release(this.block)
  }

  private bySplit(read: (split: EvaluationLayout['splits'][number]) => PointSums) {
    const result: Partial<Record<SplitName, PointSums>> = {}
    for (const split of this.at.splits) result[split.name] = read(split)
    return result
  }

  private remaining(): number {
    return this.session.memory.f64[(this.at.context + atBudget) / 8] as number
  }

  // Transposes the splits into tiles, once per request; answers what is left of the budget.
  private tile(budget: number): number {
    const { kernels, memory } = this.session
    const context = new ContextWriter(memory, this.at.context)
    let left = budget
    for (let tiling = this.at.tilings[this.tiled]; tiling && left > 0; tiling = this.at.tilings[this.tiled]) {
      if (memory.i32[(this.at.context + atRows) / 4] !== tiling.rows || !this.tilingBegun) {
        context.integers([atProgram, tiling.begin], [atUnit, 0], [atRows, tiling.rows])
        context.integers([atSamples, tiling.samples], [atTiles, tiling.tiles])
        this.tilingBegun = true
      }
      const reached = kernels.resume(this.at.context, tiling.end, left)
      left = this.remaining()
      if (!reached) break
      this.tiled++
      this.tilingBegun = false
      if (this.tiled === this.at.tilings.length) context.integers([atUnit, 0])
    }
    return left
  }

  private tilingBegun = false

  private fill(): void {
    const { at, spec, session } = this
    const { memory, network } = session
    for (const [index, address] of at.basis.entries()) {
      memory.f32.set(spec.basis[index] as Float32Array, address / 4)
      const buffers = spec.buffers[index]
      if (buffers && !spec.recompute) memory.f32.set(buffers, (address + at.bufferOffset) / 4)
    }
    memory.f64.set(spec.coefficients, at.coefficients / 8)
    const inputs = spec.probabilities?.inputs
    if (inputs) {
      writeRows(memory, at.extraRows, {
        values: inputs,
        features: session.features,
        rowFloats: session.rowBytes / 4,
      })
    }
    const context = new ContextWriter(memory, at.context)
    context.integers([atBasis, at.basisTable], [atBasisSize, at.basis.length])
    context.integers([evaluateCoefficients, at.coefficients], [evaluateChunk, at.chunk])
    context.integers([evaluateInputStride, at.inputStride], [atInputStride, at.inputStride], [atInput, 0])
    context.integers([atSharedStride, at.productStride], [evaluateSplits, at.splits.length])
    context.integers([evaluateBatches, at.batches], [evaluateBatchTiles, at.batchTiles])
    context.integers([evaluateTrainTiles, at.trainTiles])
    context.integers([atStatisticSamples, network.bufferCount > 0 ? session.splits.train.count : 0])
    for (const [index, program] of at.programs.entries()) {
      context.integers(
        [evaluatePrograms + 8 * index, program.begin],
        [evaluatePrograms + 8 * index + 4, program.end],
      )
    }
    for (const [index, split] of at.splits.entries()) this.fillSplit(context, index, split)
  }

  private fillSplit(context: ContextWriter, index: number, split: EvaluationLayout['splits'][number]): void {
    const table = evaluateSplitTable + index * evaluateSplitBytes
    context.integers([table + splitTiles, split.inputs], [table + splitLabels, split.labels])
    context.integers([table + splitSamples, split.samples], [table + splitProducts, split.products])
    context.integers([table + splitTileNll, split.tileNll], [table + splitTileCorrect, split.tileCorrect])
    context.integers([table + splitNll, split.nll], [table + splitCorrect, split.correct])
  }
}
