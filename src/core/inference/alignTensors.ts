import type { Network, TensorSlot } from '../networks/network.ts'
import { indexByName, isBatchCounter, isRunningStatistic, type TensorShape } from '../networks/stateTensor.ts'

/** Which tensor of a state dict belongs to which slot of a network. */
export interface Alignment<T extends TensorShape> {
  readonly matchedBy: 'name' | 'order'
  /** Parameters, then buffers, in layout order. */
  readonly pairs: readonly { readonly slot: TensorSlot; readonly tensor: T }[]
  /** Slots without a tensor, by name. */
  readonly missing: readonly string[]
  /** Tensors without a slot, by name. */
  readonly unexpected: readonly string[]
  /** The first pair, in layout order, whose shapes differ. */
  readonly mismatch?: { readonly slot: TensorSlot; readonly tensor: T }
}

/**
 * Pairs tensors with a network's slots: by name where every parameter is found by name, else in the order of
 * `parameters()` where all shapes agree in that order. Where neither works the alignment is the one by name if it finds
 * anything, and says what is wrong. Counters of batches are ignored.
 */
export function alignTensors<T extends TensorShape>(network: Network, tensors: readonly T[]): Alignment<T> {
  const named = tensors.filter(({ name }) => !isBatchCounter(name))
  const byName = alignByName(network, named)
  const found = new Set(byName.pairs.map(({ slot }) => slot))
  if (network.parameters.every((slot) => found.has(slot))) return byName
  const byOrder = alignByOrder(network, named)
  const parametersFit = byOrder.missing.every(isRunningStatistic)
  if (parametersFit && byOrder.unexpected.length === 0 && byOrder.mismatch === undefined) return byOrder
  return found.size > 0 ? byName : byOrder
}

function alignByName<T extends TensorShape>(network: Network, tensors: readonly T[]): Alignment<T> {
  const find = indexByName(tensors)
  const claimed = new Map<T, TensorSlot>()
  for (const slot of [...network.parameters, ...network.buffers]) {
    const tensor = find(slot.name)
    if (tensor && !claimed.has(tensor)) claimed.set(tensor, slot)
  }
  const pairs = [...claimed].map(([tensor, slot]) => ({ slot, tensor }))
  return summarize('name', pairs, { network, tensors })
}

function alignByOrder<T extends TensorShape>(network: Network, tensors: readonly T[]): Alignment<T> {
  const isBuffer = ({ name }: T) => isRunningStatistic(name)
  const pair = (slots: readonly TensorSlot[], ordered: readonly T[]) =>
    slots.flatMap((slot, index) => {
      const tensor = ordered[index]
      return tensor ? [{ slot, tensor }] : []
    })
  const parameters = tensors.filter((tensor) => !isBuffer(tensor))
  const buffers = tensors.filter(isBuffer)
  // Some statistics without the others could belong to any of the layers.
  const statistics = buffers.length === network.buffers.length ? pair(network.buffers, buffers) : []
  const pairs = [...pair(network.parameters, parameters), ...statistics]
  return summarize('order', pairs, { network, tensors })
}

function summarize<T extends TensorShape>(
  matchedBy: 'name' | 'order',
  pairs: readonly { readonly slot: TensorSlot; readonly tensor: T }[],
  { network, tensors }: { readonly network: Network; readonly tensors: readonly T[] },
): Alignment<T> {
  const slots = new Set(pairs.map(({ slot }) => slot))
  const used = new Set(pairs.map(({ tensor }) => tensor))
  const mismatch = pairs.find(({ slot, tensor }) => !sameShape(slot.shape, tensor.shape))
  return {
    matchedBy,
    pairs,
    missing: [...network.parameters, ...network.buffers].flatMap((s) => (slots.has(s) ? [] : [s.name])),
    unexpected: tensors.flatMap((tensor) => (used.has(tensor) ? [] : [tensor.name])),
    ...(mismatch ? { mismatch } : {}),
  }
}

/** Whether two shapes have the same sides. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((side, index) => side === b[index])
}
