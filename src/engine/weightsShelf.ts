import { EngineError } from '../protocol/engineError.ts'
import type { WeightsId } from '../protocol/identifiers.ts'
import type { StoredWeights } from '../protocol/training.ts'

/** The weight vectors that the engine holds, by the ids that the page gave them. */
export interface WeightsShelf {
  /** Keeps a vector; one with the same id is replaced. */
  put(stored: StoredWeights): void
  /** The vectors of `ids`, in order, all of one length. @throws EngineError `invalid-request` naming every unknown id, `shape-mismatch` */
  get(ids: readonly WeightsId[]): readonly StoredWeights[]
  /** Forgets; unknown ids are forgotten already. */
  remove(ids: readonly WeightsId[]): void
}

/** What a network needs of its vectors. */
export interface WeightsLayout {
  readonly parameterCount: number
  readonly bufferCount: number
}

/** Makes an empty shelf. */
export function createWeightsShelf(): WeightsShelf {
  const held = new Map<WeightsId, StoredWeights>()
  return {
    put: (stored) => void held.set(stored.id, stored),
    get(ids) {
      const found = ids.map((id) => held.get(id))
      const missing = ids.filter((_, i) => !found[i])
      if (missing.length > 0) {
        throw new EngineError('invalid-request', `unknown weights: ${[...new Set(missing)].join(', ')}`)
      }
      const vectors = found.filter((stored) => stored !== undefined)
      checkSameLength(vectors)
      return vectors
    },
    remove: (ids) => {
      for (const id of ids) held.delete(id)
    },
  }
}

/** Refuses vectors that are not a network's. @throws EngineError `shape-mismatch` with both sizes */
export function checkLayout(vectors: readonly StoredWeights[], layout: WeightsLayout): void {
  for (const { id, weights, buffers } of vectors) {
    if (weights.length !== layout.parameterCount) {
      throw mismatch(id, 'weights', { got: weights.length, wanted: layout.parameterCount })
    }
    if (buffers.length !== layout.bufferCount) {
      throw mismatch(id, 'running statistics', { got: buffers.length, wanted: layout.bufferCount })
    }
  }
}

function checkSameLength([first, ...others]: readonly StoredWeights[]): void {
  if (!first) return
  checkLayout(others, { parameterCount: first.weights.length, bufferCount: first.buffers.length })
}

function mismatch(
  id: WeightsId,
  what: string,
  { got, wanted }: { got: number; wanted: number },
): EngineError {
  return new EngineError('shape-mismatch', `shape mismatch: ${id} has ${got} ${what}, expected ${wanted}`)
}
