import type { TensorDraft } from '../inference/layerInference.ts'
import type { TensorSlot } from './network.ts'

/** Tensors one after another in a flat vector of `count` elements. */
export interface TensorLayout {
  readonly slots: TensorSlot[]
  count: number
}

/** A vector without tensors. */
export function createLayout(): TensorLayout {
  return { slots: [], count: 0 }
}

/** Gives a layer's tensors the next places and returns their slots. */
export function appendTensors(
  layout: TensorLayout,
  name: string,
  drafts: readonly TensorDraft[],
): TensorSlot[] {
  return drafts.map(({ suffix, shape, kind, fanIn, fanOut }) => {
    const size = shape.reduce((product, side) => product * side, 1)
    const slot = { name: `${name}.${suffix}`, shape, offset: layout.count, size, kind, fanIn, fanOut }
    layout.slots.push(slot)
    layout.count += size
    return slot
  })
}
