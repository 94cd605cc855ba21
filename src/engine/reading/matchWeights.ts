import { fingerprintNumbers } from '../../core/fingerprint.ts'
import { cutFlatVector } from '../../core/inference/flatVector.ts'
import { matchTensors } from '../../core/inference/matchTensors.ts'
import type { Network } from '../../core/networks/network.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { formatOpenedFile } from '../../core/openedId.ts'
import { isShardIndex, joinShards } from '../../formats/arrays/joinShards.ts'
import { readCurveCheckpoint } from '../../formats/official/curveCheckpoint.ts'
import type { NamedTensor } from '../../formats/tensor.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { ReadCurve, ReadWeights, WeightsRequest } from '../../protocol/fileReader.ts'
import type { KeptFile } from './keptFile.ts'

type FindFile = (number: number) => KeptFile

/** Puts a checkpoint's tensors into the layout of an architecture. @throws TensorError, ShapeError, FormatError, EngineError `invalid-request` */
export function matchWeights(request: WeightsRequest, find: FindFile): ReadWeights {
  const { name } = find(request.file)
  return match(planNetwork(request.architecture), name, findTensors(request, find))
}

/** The same for every control point of a curve checkpoint, which share their running statistics. */
export function matchCurve(request: WeightsRequest, find: FindFile): ReadCurve {
  const { name } = find(request.file)
  const network = planNetwork(request.architecture)
  const { controlPoints, buffers } = readCurveCheckpoint(findTensors(request, find))
  const matched = controlPoints.map((point) => match(network, name, [...point, ...buffers]))
  const hash = fingerprintNumbers(matched.flatMap((point) => [point.weights, point.buffers]))
  return { id: formatOpenedFile({ name, hash }), controlPoints: matched }
}

/** The tensors of a checkpoint, whole or in shards, in the order of its files. @throws EngineError `invalid-request`, FormatError */
export function findTensors(
  { file, shards }: Omit<WeightsRequest, 'architecture'>,
  find: FindFile,
): readonly NamedTensor[] {
  const { name, content } = find(file)
  if (content.kind === 'tensors') {
    // Parts that were opened without their index.
    return (shards ?? [file]).flatMap((part) => {
      const { content: own } = find(part)
      return own.kind === 'tensors' ? own.tensors : []
    })
  }
  if (content.kind === 'json' && isShardIndex(content.value)) {
    const parts = (shards ?? []).flatMap((shard): [string, readonly NamedTensor[]][] => {
      const part = find(shard)
      return part.content.kind === 'tensors' ? [[part.name, part.content.tensors]] : []
    })
    return joinShards(content.value, new Map(parts))
  }
  throw new EngineError('invalid-request', `${name}: holds ${content.kind}, wanted tensors`)
}

function match(network: Network, name: string, tensors: readonly NamedTensor[]): ReadWeights {
  const named = cutFlatVector(network, tensors, (vector, { name: slotName, shape, offset, size }) => ({
    ...vector,
    name: slotName,
    shape,
    data: vector.data.subarray(offset, offset + size),
  }))
  const { weights, buffers, missing, unexpected } = matchTensors(network, named)
  const stray = weights.findIndex((value) => !Number.isFinite(value))
  if (stray >= 0) {
    const slot = network.parameters.find(({ offset, size }) => stray >= offset && stray < offset + size)
    throw new EngineError('format', `${name}, tensor ${slot?.name}: ${weights[stray]} is no finite number`)
  }
  const hash = fingerprintNumbers([weights, buffers])
  return { id: formatOpenedFile({ name, hash }), weights, buffers, missing, unexpected }
}
