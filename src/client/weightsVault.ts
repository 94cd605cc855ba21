import type { WeightsId } from '../protocol/identifiers.ts'
import type { StoredWeights } from '../protocol/training.ts'

/** The page's copies of all weights that the engine was given or made; they outlive a worker. */
export interface WeightsVault {
  keep(stored: StoredWeights): void
  get(id: WeightsId): StoredWeights | undefined
  forget(ids: readonly WeightsId[]): void
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
    ids: () => [...kept.keys()],
    missingFrom: (held) => [...kept.values()].filter(({ id }) => !held.has(id)),
  }
}
