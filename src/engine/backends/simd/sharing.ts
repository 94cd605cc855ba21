import type { Dataset } from '../../../core/data/dataset.ts'
import type { Network } from '../../../core/networks/network.ts'
import { firstMap } from './compilePrograms.ts'
import { sharedBytes } from './evaluationLayout.ts'
import { fanInOf } from './linearMaps.ts'

/** Most bytes of shared first-layer products; more of them would cost more memory traffic than arithmetic is saved. */
const mostSharedBytes = 2 ** 26

/**
 * Whether the first layer's products with the basis are computed once for all points. That turns the multiply-adds of an
 * output (one an input) into one a basis vector, each with a load of its own.
 */
export function paysToShare(
  network: Network,
  data: Dataset,
  { points, basisSize }: { readonly points: number; readonly basisSize: number },
): boolean {
  const first = firstMap(network)
  if (!first || points < 2 * basisSize || fanInOf(first) < 8 * basisSize) return false
  return sharedBytes(network, [data.train.count, data.test.count], basisSize) <= mostSharedBytes
}
