import { sameShape } from '../../core/inference/alignTensors.ts'
import { matchTensors } from '../../core/inference/matchTensors.ts'
import { formatTensorShape } from '../../core/inference/tensorError.ts'
import type { Network } from '../../core/networks/network.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { isBatchCounter, isRunningStatistic, type TensorShape } from '../../core/networks/stateTensor.ts'
import { readDirections } from '../../formats/hdf5/lossSurface.ts'
import type { NamedTensor } from '../../formats/tensor.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { DirectionsRequest, ReadDirection } from '../../protocol/fileReader.ts'
import type { KeptFile } from './keptFile.ts'
import { findTensors } from './matchWeights.ts'

type FindFile = (number: number) => KeptFile

/** What the entries of a direction stand for, in their order. */
interface Entries {
  readonly of: 'weights' | 'states'
  readonly tensors: readonly TensorShape[]
}

/**
 * Puts loss-landscape's directions into the layout of an architecture. Their entries have no names: they are those of
 * `parameters()` (directions of weights) or of the state dict (of states), told apart by number and shapes.
 *
 * @throws EngineError `shape-mismatch` where they are neither, `format` for numbers that are not finite; FormatError
 */
export function matchDirections(request: DirectionsRequest, find: FindFile): ReadDirection[] {
  const { name, content } = find(request.file)
  if (content.kind !== 'tensors') {
    throw new EngineError('invalid-request', `${name}: holds ${content.kind}, wanted directions`)
  }
  const network = planNetwork(request.architecture)
  const candidates = [
    ...(request.checkpoint ? orderedEntries(findTensors(request.checkpoint, find)) : []),
    ...orderedEntries(stateTensors(network)),
  ]
  const { x, y } = readDirections(content)
  return [x, ...(y ? [y] : [])].map((direction) => match(network, name, direction, candidates))
}

/** The ways in which entries can follow the tensors of a state dict; old versions of PyTorch had no counters of batches. */
function orderedEntries(tensors: readonly TensorShape[]): Entries[] {
  const states = tensors.filter(({ name }) => !isBatchCounter(name))
  return [
    { of: 'weights', tensors: states.filter(({ name }) => !isRunningStatistic(name)) },
    { of: 'states', tensors },
    { of: 'states', tensors: states },
  ]
}

/** The state dict of a network as PyTorch orders it: after a batch norm's parameters its statistics and its counter. */
function stateTensors({ parameters, buffers }: Network): TensorShape[] {
  let next = 0
  return parameters.flatMap((slot): TensorShape[] => {
    if (slot.kind !== 'shift') return [slot]
    const statistics = buffers.slice(next, next + 2)
    next += 2
    return [slot, ...statistics, { name: slot.name.replace(/[^.]+$/, 'num_batches_tracked'), shape: [] }]
  })
}

function match(
  network: Network,
  name: string,
  direction: readonly NamedTensor[],
  candidates: readonly Entries[],
): ReadDirection {
  const found = candidates.find(
    ({ tensors }) =>
      tensors.length === direction.length &&
      direction.every(({ shape }, i) => sameShape(shape, tensors[i]?.shape ?? [])),
  )
  if (!found) throw new EngineError('shape-mismatch', describeMismatch(name, direction, candidates))
  const named = direction.map((tensor, i) => ({ ...tensor, name: found.tensors[i]?.name ?? '' }))
  const { weights, buffers } = matchTensors(
    network,
    named.filter((tensor) => !isBatchCounter(tensor.name)),
  )
  const stray = [...weights, ...buffers].find((value) => !Number.isFinite(value))
  if (stray !== undefined) throw new EngineError('format', `${name}: ${stray} is no finite number`)
  // What a direction does not name stays where it is.
  return { weights, buffers: found.of === 'states' ? buffers : new Float32Array(buffers.length) }
}

function describeMismatch(
  name: string,
  direction: readonly NamedTensor[],
  candidates: readonly Entries[],
): string {
  const near = candidates.find(({ tensors }) => tensors.length === direction.length)
  if (!near) {
    const counts = [...new Set(candidates.map(({ tensors }) => tensors.length))].join(' or ')
    return `${name}: a direction of ${direction.length} tensors, the network has ${counts}`
  }
  const at = direction.findIndex(({ shape }, i) => !sameShape(shape, near.tensors[i]?.shape ?? []))
  const [got, wanted] = [direction[at]?.shape ?? [], near.tensors[at]?.shape ?? []]
  return `${name}, dataset ${at}: it is ${formatTensorShape(got)}, ${near.tensors[at]?.name} is ${formatTensorShape(wanted)}`
}
