import { scaleDirection } from '../../core/directions/scaleDirection.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { createRandom } from '../../core/random.ts'
import type { DefineMaskedRequest, DefineRandomRequest } from '../../protocol/directions.ts'
import type { StoredWeights } from '../../protocol/training.ts'
import { invalid } from '../requireValue.ts'
import { checkLayout, type WeightsShelf } from '../weightsShelf.ts'

/** Draws a seeded normal direction and scales it to a held network. @throws EngineError `shape-mismatch`, `invalid-request` */
export function defineRandom(request: DefineRandomRequest, shelf: WeightsShelf): StoredWeights {
  const network = planNetwork(request.architecture)
  const stored = shelf.get([request.like])
  checkLayout(stored, network)
  const { weights } = stored[0] as StoredWeights
  const random = createRandom(request.seed, 'direction', request.index)
  const drawn = Float64Array.from(weights, () => random.normal())
  const direction = scaleDirection(drawn, weights, network.parameters, request)
  return direct(request.id, Float32Array.from(direction), network.bufferCount)
}

/** Copies some stretches of a held network. @throws EngineError `invalid-request` where one lies outside */
export function defineMasked({ id, from, ranges }: DefineMaskedRequest, shelf: WeightsShelf): StoredWeights {
  const { weights, buffers } = shelf.get([from])[0] as StoredWeights
  const masked = new Float32Array(weights.length)
  for (const [start, end] of ranges) {
    if (!(start >= 0 && start <= end && end <= weights.length)) {
      throw invalid('range', `${start} to ${end}`, `places from 0 to ${weights.length}`)
    }
    masked.set(weights.subarray(start, end), start)
  }
  return direct(id, masked, buffers.length)
}

// A plane along a direction keeps the statistics of its origin.
function direct(id: StoredWeights['id'], weights: Float32Array, bufferCount: number): StoredWeights {
  return { id, weights, buffers: new Float32Array(bufferCount) }
}
