import { type LayerPlace, readSetting } from '../networks/layerSettings.ts'
import type { TensorSlot } from '../networks/network.ts'

/** A tensor that has no place in the flat vector yet; `suffix` follows the layer's name. */
export interface TensorDraft extends Pick<TensorSlot, 'shape' | 'kind' | 'fanIn' | 'fanOut'> {
  readonly suffix: string
}

/** What one layer makes of its input shape. */
export interface LayerInference {
  readonly outShape: readonly number[]
  readonly parameters?: readonly TensorDraft[]
  readonly buffers?: readonly TensorDraft[]
  /** Multiply-adds of one sample. */
  readonly multiplyAdds?: number
}

/** Weight and bias of a linear layer or a convolution; fans are those of the weight for both. */
export function draftWeights(
  shape: readonly number[],
  fans: { readonly fanIn: number; readonly fanOut: number },
  withBias: boolean,
): TensorDraft[] {
  const weight: TensorDraft = { suffix: 'weight', kind: 'weight', shape, ...fans }
  return withBias ? [weight, { suffix: 'bias', kind: 'bias', shape: shape.slice(0, 1), ...fans }] : [weight]
}

/** Whether the layer has a bias: yes unless it says no. */
export function readBias(layer: { readonly bias?: boolean }, place: LayerPlace): boolean {
  const accepts = (value: unknown) => typeof value === 'boolean'
  return readSetting(place, 'bias', { value: layer.bias, accepts, wanted: 'true or false' }) ?? true
}
