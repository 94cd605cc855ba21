import type { EngineClient } from '../../client/createEngineClient.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import { type Results, referencedWeights } from '../results.ts'
import type { Snapshot, StudyStore } from '../state.ts'

/** Bytes of weights and arrays that all steps of undo and redo may hold beyond what the present study holds. */
export const undoBytes = 256 * 2 ** 20

/** Bytes that a record of a training takes in memory, about. */
const recordBytes = 64

/** The part of a study that this is about. */
interface Undoable {
  readonly store: StudyStore
  readonly client: Pick<EngineClient, 'weightsBytes'>
}

interface Held {
  readonly buffers: readonly ArrayBufferLike[]
  /** Plain objects in lists, such as a training's history. */
  readonly records: number
}

/** What a result holds, by the result: it never changes, and many steps share it. */
const heldBy = new WeakMap<object, Held>()

function collect(value: unknown): Held {
  if (typeof value !== 'object' || value === null) return { buffers: [], records: 0 }
  if (ArrayBuffer.isView(value)) return { buffers: [value.buffer], records: 0 }
  const known = heldBy.get(value)
  if (known) return known
  const parts = Object.values(value).map(collect)
  const held = {
    buffers: parts.flatMap(({ buffers }) => buffers),
    records: parts.reduce((sum, { records }) => sum + records, Array.isArray(value) ? value.length : 0),
  }
  heldBy.set(value, held)
  return held
}

/** Parts of results that are counted once, however many steps share them. */
function partsOf({ data, endpoints, curve, profile, landscape, published }: Results): object[] {
  return [data, ...endpoints, curve, profile, landscape, published].filter((part) => part !== undefined)
}

/** What is counted already. */
interface Counted {
  readonly buffers: Set<ArrayBufferLike>
  readonly weights: Set<WeightsId>
  readonly parts: Set<object>
}

/** Bytes that `results` add to what is counted; with `counted` left as it is. */
function measure({ client }: Undoable, results: Results, counted: Counted): number {
  const parts = partsOf(results).filter((part) => !counted.parts.has(part))
  const held = parts.map(collect)
  const buffers = new Set(held.flatMap((one) => one.buffers).filter((one) => !counted.buffers.has(one)))
  const weights = new Set(referencedWeights(results).filter((id) => !counted.weights.has(id)))
  const records = held.reduce((sum, one) => sum + one.records, 0)
  const arrays = [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0)
  return records * recordBytes + arrays + [...weights].reduce((sum, id) => sum + client.weightsBytes(id), 0)
}

function count(results: Results, counted: Counted): void {
  for (const part of partsOf(results)) {
    counted.parts.add(part)
    for (const buffer of collect(part).buffers) counted.buffers.add(buffer)
  }
  for (const id of referencedWeights(results)) counted.weights.add(id)
}

/** Forgets the steps farthest from the present that hold more than `limit` bytes together; steps back go before steps forward. */
export function trimUndo(study: Undoable, limit = undoBytes): void {
  const { results, past, future } = study.store.getState()
  const counted: Counted = { buffers: new Set(), weights: new Set(), parts: new Set() }
  count(results, counted)
  let left = limit
  const countFitting = (nearestFirst: readonly Snapshot[]) => {
    const tooFar = nearestFirst.findIndex((snapshot) => {
      const bytes = measure(study, snapshot.results, counted)
      if (bytes > left) return true
      left -= bytes
      count(snapshot.results, counted)
      return false
    })
    return tooFar < 0 ? nearestFirst.length : tooFar
  }
  const back = countFitting(past.toReversed())
  const forward = countFitting(future)
  if (back === past.length && forward === future.length) return
  study.store.setState({ past: past.slice(past.length - back), future: future.slice(0, forward) })
}
