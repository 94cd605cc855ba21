import type { SplitName } from '../../../core/data/dataset.ts'
import type { Network } from '../../../core/networks/network.ts'
import { contextBytes } from '../../../kernels/operations.ts'
import { recomputeBatch } from './batchNormChecks.ts'
import { countElements } from './compilation.ts'
import {
  combineOperation,
  compileEvaluation,
  firstMap,
  gatherOperation,
  inputTensor,
  productStride,
} from './compilePrograms.ts'
import type { EvaluationSpec } from './evaluationSpec.ts'
import { type Layout, type Tensor, tileStride } from './layout.ts'
import { ProgramWriter } from './programWriter.ts'
import { padFloats, type ResidentSplit, type SessionMemory } from './sessionMemory.ts'

interface ProgramRange {
  readonly begin: number
  readonly end: number
}

/** A split in tiles, and where its sums go. */
interface SplitLayout {
  readonly name: SplitName
  readonly inputs: number
  readonly labels: number
  readonly tiles: number
  readonly samples: number
  readonly products: number
  readonly tileNll: number
  readonly tileCorrect: number
  readonly nll: number
  readonly correct: number
}

/** A pass that transposes one split into tiles. */
interface Tiling extends ProgramRange {
  readonly rows: number
  readonly samples: number
  readonly tiles: number
}

/** Where everything of one evaluation lies. */
export interface EvaluationLayout {
  readonly context: number
  readonly basis: readonly number[]
  readonly basisTable: number
  /** Bytes from a basis vector's start to its running statistics. */
  readonly bufferOffset: number
  readonly coefficients: number
  readonly buffers: number
  readonly probabilities: Tensor | undefined
  /** Where inputs that are in no split are written. */
  readonly extraRows: number
  readonly splits: readonly SplitLayout[]
  readonly trainTiles: number
  readonly batches: number
  readonly batchTiles: number
  readonly inputStride: number
  readonly productStride: number
  readonly chunk: number
  readonly tilings: readonly Tiling[]
  /** Combine, statistics, prepare, forward, share. */
  readonly programs: readonly ProgramRange[]
}

/** Bytes of values that a run of the forward program should stay below, so that they fit the first caches. */
const chunkBytes = 24 * 1024

/** Lays an evaluation out. */
export function layEvaluation(
  layout: Layout,
  session: SessionMemory,
  spec: EvaluationSpec,
): EvaluationLayout {
  const { network } = session
  const bufferOffset = 4 * padFloats(network.parameterCount)
  const stored = network.bufferCount > 0 && !spec.recompute
  const floats = bufferOffset / 4 + (stored ? padFloats(network.bufferCount) : 0)
  const context = layout.take(contextBytes)
  const basis = spec.basis.map(() => layout.take(4 * floats))
  const weights = layout.take(4 * floats)
  const buffers = stored ? weights + bufferOffset : layout.take(4 * network.bufferCount)
  const points = spec.coefficients.length / Math.max(1, basis.length)
  const recompute = spec.recompute && network.bufferCount > 0
  const data = laySplits(layout, session, { spec, points, recompute })
  const chunk = chooseChunk(session)
  const probabilities = spec.probabilities && layProbabilities(layout, session, data)
  const programs = compileEvaluation({
    network,
    layout,
    chunk,
    batchTiles: recomputeBatch / 16,
    addresses: { weights, gradients: 0, buffers },
    recompute,
    sharedBasis: spec.shareFirstLayer ? basis : undefined,
    probabilities,
  })
  const combine = new ProgramWriter()
  combine.emit(combineOperation(weights, { floats, basisSize: basis.length, squares: false }))
  const { statistics, prepare, forward, share } = programs
  return {
    context,
    basis,
    basisTable: layout.place(Int32Array.from(basis)),
    bufferOffset,
    coefficients: layout.take(spec.coefficients.byteLength),
    buffers,
    probabilities,
    ...data,
    batches: recompute ? Math.ceil(session.splits.train.count / recomputeBatch) : 0,
    batchTiles: recomputeBatch / 16,
    inputStride: tileStride(session.features),
    productStride: sharedStride(network, basis.length),
    chunk,
    programs: [combine, statistics, prepare, forward, share].map((program) => placeProgram(layout, program)),
  }
}

/** Bytes of the shared products of splits of so many samples. */
export function sharedBytes(network: Network, counts: readonly number[], basisSize: number): number {
  const tiles = counts.reduce((sum, count) => sum + Math.ceil(count / 16), 0)
  return tiles * sharedStride(network, basisSize)
}

function sharedStride(network: Network, basisSize: number): number {
  const first = firstMap(network)
  return first ? productStride(countElements(first.outShape), basisSize) : 0
}

// Tiles of one run: several where they are small, since every run costs a walk over the program.
function chooseChunk({ network }: SessionMemory): number {
  const widest = Math.max(...network.layers.map(({ outShape }) => countElements(outShape)))
  return Math.max(1, Math.min(8, Math.floor(chunkBytes / (2 * 64 * widest))))
}

function laySplits(
  layout: Layout,
  session: SessionMemory,
  options: { readonly spec: EvaluationSpec; readonly points: number; readonly recompute: boolean },
): Pick<EvaluationLayout, 'splits' | 'trainTiles' | 'tilings' | 'extraRows'> {
  const { spec, points, recompute } = options
  const extra = layExtra(layout, session, spec)
  const splitOf = (name: SplitName) => (extra && name === 'test' ? extra : session.splits[name])
  const needed = new Set<SplitName>(recompute ? [...spec.splits, 'train'] : spec.splits)
  const largest = Math.max(0, ...[...needed].map((name) => splitOf(name).count))
  const rows = layout.place(countUp(largest))
  const stride = tileStride(session.features)
  const tilings: Tiling[] = []
  const tiled = new Map<SplitName, { inputs: number; labels: number }>()
  for (const name of needed) {
    const { count, rows: from, labels } = splitOf(name)
    const tiles = Math.ceil(count / 16)
    const at = { inputs: layout.take(stride * tiles), labels: layout.take(64 * tiles) }
    tiled.set(name, at)
    const program = new ProgramWriter()
    const batch = inputTensor(at.inputs, session.features)
    program.emit(
      gatherOperation({ rows: from, rowBytes: session.rowBytes, labels, batch, batchLabels: at.labels }),
    )
    if (count > 0) tilings.push({ ...placeProgram(layout, program), rows, samples: count, tiles })
  }
  const products = spec.shareFirstLayer ? sharedStride(session.network, spec.basis.length) : 0
  const splits = spec.splits.map((name): SplitLayout => {
    const samples = splitOf(name).count
    const tiles = Math.ceil(samples / 16)
    return {
      name,
      ...(tiled.get(name) ?? { inputs: 0, labels: 0 }),
      tiles,
      samples,
      products: layout.take(products * tiles),
      tileNll: layout.take(8 * tiles),
      tileCorrect: layout.take(4 * tiles),
      nll: layout.take(8 * points),
      correct: layout.take(4 * points),
    }
  })
  return { splits, trainTiles: tiled.get('train')?.inputs ?? 0, tilings, extraRows: extra?.rows ?? 0 }
}

// Inputs that stand in for the test split; their labels stay 0, and what is made of these is not asked for.
function layExtra(layout: Layout, session: SessionMemory, spec: EvaluationSpec): ResidentSplit | undefined {
  const inputs = spec.probabilities?.inputs
  if (!inputs) return undefined
  const count = inputs.length / session.features
  return { rows: layout.take(count * session.rowBytes), labels: layout.take(4 * count), count }
}

function layProbabilities(
  layout: Layout,
  { network }: SessionMemory,
  { splits }: Pick<EvaluationLayout, 'splits'>,
): Tensor {
  const tiles = splits[0]?.tiles ?? 0
  const stride = tileStride(network.classCount)
  const address = layout.take(stride * tiles)
  return { address, stride, elements: network.classCount, trained: false, clamped: false }
}

// A loop, since Int32Array.from takes a tenth of a millisecond for a thousand rows.
function countUp(count: number): Int32Array {
  const numbers = new Int32Array(count)
  for (let row = 0; row < count; row++) numbers[row] = row
  return numbers
}

function placeProgram(layout: Layout, program: ProgramWriter): ProgramRange {
  const words = program.finish()
  const begin = layout.place(words)
  return { begin, end: begin + words.byteLength }
}
