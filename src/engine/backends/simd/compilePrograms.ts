import type { Network, PlannedLayer } from '../../../core/networks/network.ts'
import {
  blockFloats,
  opCombine,
  opFiniteLoss,
  opFiniteUpdate,
  opGather,
  opLoss,
  opUpdate,
} from '../../../kernels/operations.ts'
import {
  Compilation,
  elementwiseFlops,
  type StatisticSums,
  type VectorAddresses,
  weightAndBias,
} from './compilation.ts'
import { compileSequence } from './compileSequence.ts'
import { type Layout, runInput, type Tensor, tileStride } from './layout.ts'
import { isLinearMap, mapOperation } from './linearMaps.ts'
import { noTensor, type Operation, ProgramWriter, perTile } from './programWriter.ts'

/** Row-major data and where a gathered batch goes. */
export interface GatherAddresses {
  readonly rows: number
  readonly rowBytes: number
  readonly labels: number
  readonly batch: Tensor
  readonly batchLabels: number
}

/** A tensor for gathered inputs. */
export function inputTensor(address: number, features: number): Tensor {
  return { address, stride: tileStride(features), elements: features, trained: false, clamped: false }
}

/** Picks rows out of the data. */
export function gatherOperation(at: GatherAddresses): Operation {
  const { elements } = at.batch
  const words = [at.rows, at.rowBytes, elements, at.batch, at.labels, at.batchLabels]
  return { code: opGather, units: perTile, flops: elementwiseFlops(elements, 2), words }
}

/** Forms a point's weights; `squares` asks for their squared norm too. */
export function combineOperation(
  target: number,
  options: { readonly floats: number; readonly basisSize: number; readonly squares: boolean },
): Operation {
  const { floats, basisSize, squares } = options
  return {
    code: opCombine,
    units: Math.ceil(floats / blockFloats),
    flops: 2 * basisSize * Math.min(floats, blockFloats),
    words: [target, floats, squares ? 1 : 0],
  }
}

/** One training step: weights, batch, forward, loss, backward, running statistics, update. */
export function compileTraining(options: {
  readonly network: Network
  readonly layout: Layout
  readonly tiles: number
  readonly addresses: VectorAddresses
  readonly gather: GatherAddresses
  readonly floats: number
  readonly basisSize: number
  readonly squares: boolean
}): ProgramWriter {
  const { network, layout, floats, addresses } = options
  const writer = new ProgramWriter()
  const compilation = new Compilation({ mode: 'train', ...options, writer, prepare: new ProgramWriter() })
  writer.emit(combineOperation(addresses.weights, options))
  writer.emit(gatherOperation(options.gather))
  const block = compileSequence(compilation, network.layers, options.gather.batch)
  const start = layout.tensor(block.output.elements, options.tiles, { trained: true, clamped: false })
  writer.emit(lossOperation(block.output, start))
  writer.emit({ code: opFiniteLoss, units: 1, flops: 64, words: [] })
  block.backward({ tensor: start, masked: false })
  const units = Math.ceil(floats / blockFloats)
  const flops = 8 * options.basisSize * Math.min(floats, blockFloats)
  const update = { units, flops, words: [addresses.gradients, addresses.weights, floats] }
  writer.emit({ code: opFiniteUpdate, ...update })
  for (const operation of compilation.closing) writer.emit(operation)
  writer.emit({ code: opUpdate, ...update })
  return writer
}

function lossOperation(logits: Tensor, gradient?: Tensor, probabilities?: Tensor): Operation {
  return {
    code: opLoss,
    units: perTile,
    flops: elementwiseFlops(logits.elements, 8),
    words: [
      logits,
      logits.elements,
      ...(gradient ? [gradient] : noTensor),
      ...(probabilities ? [probabilities] : noTensor),
    ],
  }
}

/** The programs of an evaluation, in the order in which the driver keeps them. */
export interface EvaluationPrograms {
  readonly statistics: ProgramWriter
  readonly prepare: ProgramWriter
  readonly forward: ProgramWriter
  readonly share: ProgramWriter
}

/** Programs that evaluate one point after another; with `recompute` the statistics of batch norm come first. */
export function compileEvaluation(options: {
  readonly network: Network
  readonly layout: Layout
  /** Tiles of one run of the forward program, and of a batch of the recomputing pass. */
  readonly chunk: number
  readonly batchTiles: number
  readonly addresses: VectorAddresses
  readonly recompute: boolean
  /** Present when the first layer's products are shared: where each basis vector lies. */
  readonly sharedBasis: readonly number[] | undefined
  /** Where the softmax outputs of the one split go, if they are wanted. */
  readonly probabilities: Tensor | undefined
}): EvaluationPrograms {
  const { network, layout, addresses } = options
  const sums = new Map<string, StatisticSums>()
  const common = { network, layout, addresses, sums }
  const features = network.architecture.input.reduce((product, side) => product * side, 1)
  const input = { ...inputTensor(runInput, features), stride: 0 }
  const prepare = new ProgramWriter()
  const statistics = new ProgramWriter()
  if (options.recompute) {
    const pass = { mode: 'statistics' as const, tiles: options.batchTiles, writer: statistics }
    compileSequence(
      new Compilation({ ...common, ...pass, prepare: new ProgramWriter() }),
      network.layers,
      input,
    )
  }
  const shared = options.sharedBasis ? firstMap(network) : undefined
  const forward = new ProgramWriter()
  const pass = { mode: 'evaluate' as const, tiles: options.chunk, writer: forward, prepare }
  const compilation = new Compilation({ ...common, ...pass, sharedPath: shared?.path })
  const share = new ProgramWriter()
  const { output } = compileSequence(compilation, network.layers, input)
  forward.emit(lossOperation(output, undefined, options.probabilities))
  if (shared) emitShared(compilation, { planned: shared, basis: options.sharedBasis ?? [], input, share })
  return { statistics, prepare, forward, share }
}

/** The layer whose products with the basis could be shared: the first that is not a mere change of shape. */
export function firstMap(network: Network): PlannedLayer | undefined {
  const first = network.layers.find(({ layer }) => layer.type !== 'flatten' && layer.type !== 'dropout')
  return first && isLinearMap(first) ? first : undefined
}

function emitShared(
  compilation: Compilation,
  at: { planned: PlannedLayer; basis: readonly number[]; input: Tensor; share: ProgramWriter },
): void {
  const { weight, bias } = weightAndBias(at.planned)
  const elements = at.planned.outShape.reduce((product, side) => product * side, 1)
  for (const [index, vector] of at.basis.entries()) {
    const output = { ...at.input, address: index * elements * 64, elements }
    const weights = vector + 4 * weight.offset
    const addresses = { input: at.input, output, weights, bias: bias ? vector + 4 * bias.offset : 0 }
    at.share.emit(mapOperation(compilation, at.planned, { ...addresses, clamped: false, shared: true }))
  }
}

/** Distance between the tiles of shared products. */
export function productStride(elements: number, basisSize: number): number {
  return tileStride(elements * basisSize)
}
