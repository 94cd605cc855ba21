import type { PlannedLayer } from '../../../core/networks/network.ts'
import { epilogueNone, epilogueRelu, opAdd, opShared } from '../../../kernels/operations.ts'
import { compileBatchNorm, foldBatchNorm, forwardOnly } from './batchNorms.ts'
import {
  type Block,
  type Compilation,
  countElements,
  elementwiseFlops,
  type Gradient,
} from './compilation.ts'
import type { Tensor } from './layout.ts'
import { compileLinearMap, isLinearMap } from './linearMaps.ts'
import { compileActivation, compileDropout, compilePool } from './plainLayers.ts'
import { compilePooledConvolution, findPooledConvolution } from './pooledConvolution.ts'
import { noTensor, perTile } from './programWriter.ts'

/** A list of layers, the gradients of which are kept only while training. */
export function compileSequence(
  compilation: Compilation,
  layers: readonly PlannedLayer[],
  input: Tensor,
): Block {
  const blocks: Block[] = []
  let current = input
  for (let index = 0; index < layers.length; ) {
    const { block, used } = compileNext(compilation, layers.slice(index, index + 3), {
      input: current,
      // Only a list's own values may be overwritten, and only where no gradient will ask for them.
      reuse: compilation.mode !== 'train' && current.address !== input.address,
    })
    const { output } = block
    const dead = current.address !== input.address && current.address !== output.address
    if (compilation.mode !== 'train' && dead) compilation.release(current)
    blocks.push(block)
    current = output
    index += used
  }
  return { output: current, backward: (gradient) => backThrough(blocks, gradient) }
}

function backThrough(blocks: readonly Block[], gradient: Gradient): Gradient | undefined {
  let arrived: Gradient | undefined = gradient
  for (const block of blocks.toReversed()) {
    if (!arrived) return undefined
    arrived = block.backward(arrived)
  }
  return arrived
}

interface Compiled {
  readonly block: Block
  /** Layers that the block covers: a batch norm, a ReLU and a max pool can be part of the map before them. */
  readonly used: number
}

function compileNext(
  compilation: Compilation,
  layers: readonly PlannedLayer[],
  at: { readonly input: Tensor; readonly reuse: boolean },
): Compiled {
  const [planned, second, third] = layers
  if (!planned) throw new RangeError('no layer to compile')
  const { input, reuse } = at
  const clamped = second?.layer.type === 'relu'
  const used = clamped ? 2 : 1
  if (planned.path === compilation.sharedPath) {
    return { block: compileShared(compilation, planned, clamped), used }
  }
  if (isLinearMap(planned)) {
    if (compilation.mode === 'evaluate' && second?.layer.type === 'batchnorm') {
      const folded = foldBatchNorm(compilation, planned, second)
      const both = third?.layer.type === 'relu'
      const block = compileLinearMap(compilation, planned, input, { clamped: both, ...folded })
      return { block, used: both ? 3 : 2 }
    }
    const pooled = compilation.mode === 'train' && findPooledConvolution(layers)
    if (pooled) return { block: compilePooledConvolution(compilation, pooled, input), used: pooled.used }
    return { block: compileLinearMap(compilation, planned, input, { clamped }), used }
  }
  if (planned.layer.type === 'batchnorm') {
    return { block: compileBatchNorm(compilation, planned, input, { clamped, reuse }), used }
  }
  if (planned.layer.type === 'residual') {
    return { block: compileResidual(compilation, planned, input, clamped), used }
  }
  return { block: compilePlain(compilation, planned, at), used: 1 }
}

function compilePlain(
  compilation: Compilation,
  planned: PlannedLayer,
  { input, reuse }: { readonly input: Tensor; readonly reuse: boolean },
): Block {
  const { layer } = planned
  switch (layer.type) {
    case 'maxpool':
    case 'avgpool':
    case 'globalavgpool':
      return compilePool(compilation, planned, input)
    case 'flatten':
      return { output: input, backward: (gradient) => gradient }
    case 'dropout':
      if (compilation.mode === 'train') return compileDropout(compilation, layer.rate, input)
      return forwardOnly(input)
    case 'relu':
    case 'leakyrelu':
    case 'tanh':
    case 'sigmoid':
    case 'gelu':
    case 'silu':
      return compileActivation(compilation, layer, input, reuse)
    default:
      throw new RangeError(`layer ${planned.path} (${layer.type}) has no kernel of its own`)
  }
}

function compileShared(compilation: Compilation, planned: PlannedLayer, clamped: boolean): Block {
  const elements = countElements(planned.outShape)
  const output = compilation.tensor(elements, { trained: true, clamped })
  compilation.emit({
    code: opShared,
    units: perTile,
    flops: elementwiseFlops(elements, 2),
    words: [output, elements, clamped ? epilogueRelu : epilogueNone],
  })
  return forwardOnly(output)
}

function compileResidual(
  compilation: Compilation,
  planned: PlannedLayer,
  input: Tensor,
  clamped: boolean,
): Block {
  const body = compileSequence(compilation, planned.body ?? [], input)
  const shortcut = compileSequence(compilation, planned.shortcut ?? [], input)
  const trained = body.output.trained || shortcut.output.trained
  const output = compilation.tensor(body.output.elements, { trained, clamped })
  emitAdd(compilation, [body.output, shortcut.output, output], clamped)
  if (compilation.mode !== 'train') {
    for (const { output: part } of [body, shortcut]) {
      if (part.address !== input.address) compilation.release(part)
    }
  }
  return {
    output,
    backward(gradient) {
      const arrived = compilation.unmask(gradient, output)
      // The body may write into its gradient, so the shortcut gets the original and the body a copy.
      const copy = compilation.tensor(arrived.elements, { trained: true, clamped: false })
      emitAdd(compilation, [arrived, noTensor, copy], false)
      const first = body.backward({ tensor: copy, masked: false })
      const second = shortcut.backward({ tensor: arrived, masked: false })
      return addGradients(compilation, first, second)
    },
  }
}

function addGradients(
  compilation: Compilation,
  first: Gradient | undefined,
  second: Gradient | undefined,
): Gradient | undefined {
  if (!first || !second) return first ?? second
  emitAdd(compilation, [first.tensor, second.tensor, first.tensor], false)
  compilation.release(second.tensor)
  return { tensor: first.tensor, masked: first.masked && second.masked }
}

function emitAdd(
  compilation: Compilation,
  [a, b, y]: readonly [Tensor, Tensor | readonly number[], Tensor],
  clamped: boolean,
): void {
  const second = 'length' in b ? [...b] : [b]
  const words = [a, ...second, y, a.elements, clamped ? epilogueRelu : epilogueNone]
  compilation.emit({ code: opAdd, units: perTile, flops: elementwiseFlops(a.elements), words })
}
