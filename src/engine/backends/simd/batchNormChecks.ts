import type { Network, PlannedLayer } from '../../../core/networks/network.ts'
import { EngineError } from '../../../protocol/engineError.ts'

/** Samples of a batch of the recomputing pass (design: batches of 128, in order). */
export const recomputeBatch = 128

/**
 * Checks that no batch norm would see a single value per channel in a batch of so many samples.
 *
 * @throws EngineError `invalid-request`
 */
export function requireTwoValues(network: Network, samples: number): void {
  if (samples > 1 || network.bufferCount === 0) return
  if (smallestPlane(network.layers) === 1) {
    throw new EngineError(
      'invalid-request',
      `batch norm needs two values a channel, got a batch of ${samples}`,
    )
  }
}

// Fewest pixels over which a batch norm averages within one sample.
function smallestPlane(layers: readonly PlannedLayer[]): number {
  let smallest = Number.POSITIVE_INFINITY
  for (const { layer, inShape, body = [], shortcut = [] } of layers) {
    if (layer.type === 'batchnorm') smallest = Math.min(smallest, (inShape[1] ?? 1) * (inShape[2] ?? 1))
    smallest = Math.min(smallest, smallestPlane(body), smallestPlane(shortcut))
  }
  return smallest
}
