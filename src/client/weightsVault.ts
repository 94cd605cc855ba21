import type { WeightsId } from '../protocol/identifiers.ts'
import type { StoredWeights } from '../protocol/training.ts'

/** The page's copies of all weights that the engine was given or made; they outlive a worker. */
export interface WeightsVault {
  keep(stored: StoredWeights): void
  get(id: WeightsId): StoredWeights | undefined
  forget(ids: readonly WeightsId[]): void
  /** Bytes of weights, buffers and optimiser state; 0 where they are not kept. */
  bytesOf(id: WeightsId): number
  /** All that are kept. */
  ids(): readonly WeightsId[]
  /** Those that a worker holding `held` lacks. */
  missingFrom(held: ReadonlySet<WeightsId>): readonly StoredWeights[]
}

/** Makes an empty vault. */
export function createWeightsVault(): WeightsVault {
  const kept = new Map<WeightsId, StoredWeights>()
  return {
    keep: (stored) => void kept.set(stored.id, stored),
    get: (id) => kept.get(id),
    forget: (ids) => {
      for (const id of ids) kept.delete(id)
    },
    bytesOf: (id) => {
      const stored = kept.get(id)
      if (!stored) return 0
      const arrays = [stored.weights, stored.buffers, ...(stored.resume?.slots ?? [])]
      return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0)
    },
    ids: () => [...kept.keys()],
    missingFrom: (held) => [...kept.values()].filter(({ id }) => !held.has(id)),
  }
}
