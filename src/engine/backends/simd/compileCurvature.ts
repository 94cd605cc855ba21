import type { Network, PlannedLayer } from '../../../core/networks/network.ts'
import { opLossTangent } from '../../../kernels/operations.ts'
import { Compilation, elementwiseFlops, type VectorAddresses } from './compilation.ts'
import { type GatherAddresses, gatherOperation } from './compilePrograms.ts'
import {
  addTensors,
  type Dual,
  type DualBlock,
  type DualCompilation,
  type DualGradient,
  newTensor,
} from './dualBlocks.ts'
import { compileDualActivation, compileDualMap, compileDualNorm, compileDualPool } from './dualLayers.ts'
import type { Layout } from './layout.ts'
import { ProgramWriter, perTile } from './programWriter.ts'

/** Where the vectors of a Hessian-vector product lie: the product is the sum of both gradients. */
export interface CurvatureAddresses {
  readonly point: VectorAddresses
  readonly direction: VectorAddresses
}

/**
 * The Hessian of the mean nll of a batch times a direction, batch norm frozen: the network and its gradient are differentiated
 * along the direction, value by value (Pearlmutter 1994), which is exact.
 */
export function compileCurvature(options: {
  readonly network: Network
  readonly layout: Layout
  readonly tiles: number
  readonly addresses: CurvatureAddresses
  readonly gather: GatherAddresses
  readonly buffers: Float32Array
}): ProgramWriter {
  const { network, layout, tiles, addresses, gather, buffers } = options
  const writer = new ProgramWriter()
  const shared = { mode: 'train' as const, network, layout, tiles, writer, prepare: new ProgramWriter() }
  const compilation: DualCompilation = {
    main: new Compilation({ ...shared, addresses: addresses.point }),
    along: new Compilation({ ...shared, addresses: addresses.direction }),
    buffers,
  }
  writer.emit(gatherOperation(gather))
  const block = compileLayers(compilation, network.layers, { value: gather.batch })
  block.backward(emitLoss(compilation, block.output))
  return writer
}

function emitLoss(compilation: DualCompilation, { value, tangent }: Dual): DualGradient {
  if (!tangent) throw new RangeError('a network without weights has no curvature')
  const start = {
    gradient: newTensor(compilation, value.elements),
    tangent: newTensor(compilation, value.elements),
  }
  compilation.main.emit({
    code: opLossTangent,
    units: perTile,
    flops: elementwiseFlops(value.elements, 12),
    words: [value, tangent, value.elements, start.gradient, start.tangent],
  })
  return start
}

function compileLayers(
  compilation: DualCompilation,
  layers: readonly PlannedLayer[],
  input: Dual,
): DualBlock {
  const blocks: DualBlock[] = []
  let current = input
  for (const planned of layers) {
    const block = compileLayer(compilation, planned, current)
    blocks.push(block)
    current = block.output
  }
  return {
    output: current,
    backward(arrived) {
      let gradient: DualGradient | undefined = arrived
      for (const block of blocks.toReversed()) gradient = gradient && block.backward(gradient)
      return gradient
    },
  }
}

function compileLayer(compilation: DualCompilation, planned: PlannedLayer, input: Dual): DualBlock {
  const { layer } = planned
  switch (layer.type) {
    case 'linear':
    case 'conv2d':
      return compileDualMap(compilation, planned, input)
    case 'batchnorm':
      return compileDualNorm(compilation, planned, input)
    case 'residual':
      return compileResidual(compilation, planned, input)
    case 'maxpool':
    case 'avgpool':
    case 'globalavgpool':
      return compileDualPool(compilation, planned, input)
    case 'flatten':
    case 'dropout':
      return { output: input, backward: (gradient) => gradient }
    default:
      return compileDualActivation(compilation, layer, input)
  }
}

function compileResidual(compilation: DualCompilation, planned: PlannedLayer, input: Dual): DualBlock {
  const body = compileLayers(compilation, planned.body ?? [], input)
  const shortcut = compileLayers(compilation, planned.shortcut ?? [], input)
  const [a, b] = [body.output, shortcut.output]
  const value = addTensors(compilation, a.value, b.value)
  const first = a.tangent ?? b.tangent
  const tangent = first && addTensors(compilation, first, a.tangent && b.tangent)
  return {
    output: tangent ? { value, tangent } : { value },
    backward(arrived) {
      const [fromBody, fromShortcut] = [body.backward(arrived), shortcut.backward(arrived)]
      if (!input.tangent || !fromBody || !fromShortcut) return undefined
      return {
        gradient: addTensors(compilation, fromBody.gradient, fromShortcut.gradient),
        tangent: addTensors(compilation, fromBody.tangent, fromShortcut.tangent),
      }
    },
  }
}
