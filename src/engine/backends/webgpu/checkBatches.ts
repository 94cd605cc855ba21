import type { Network } from '../../../core/networks/network.ts'
import { normalizesSingleValues } from '../../../core/networks/normalizesSingleValues.ts'
import { EngineError } from '../../../protocol/engineError.ts'
import { batchSize } from './kernels/normalizeKernel.ts'

/**
 * Whether the pass over batches of 128 has a variance everywhere.
 *
 * @throws EngineError `invalid-request` for a batch in which a channel has a single value
 */
export function checkBatches(network: Network, trainCount: number): void {
  if (network.bufferCount === 0 || trainCount % batchSize !== 1 || !normalizesSingleValues(network)) return
  throw new EngineError('invalid-request', 'batch norm needs two values a channel, got a batch of 1')
}
