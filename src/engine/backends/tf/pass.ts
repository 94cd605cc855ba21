import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core'
import type { TensorSlot } from '../../../core/networks/network.ts'

/** Which statistics batch norm normalises by: those of the batch it sees, or running ones (absent without batch norm). */
export type NormalizeBy =
  | { readonly statistics: 'batch' }
  | { readonly statistics: 'running'; readonly buffers?: Tensor1D }

/** Seed and step of a training step's dropout masks; see `dropoutScale`. */
export interface DropoutKey {
  readonly seed: number
  readonly step: number
}

/** What the layers of one forward pass share. */
export interface Pass {
  /** The tensor in a slot of the weights, in PyTorch's shape. */
  parameter(slot: TensorSlot | undefined): Tensor
  /** The running statistics in a slot of the buffers; only where they are normalised by. */
  buffer(slot: TensorSlot | undefined): Tensor1D
  readonly normalizeBy: NormalizeBy['statistics']
  /** Absent outside training. */
  readonly dropout?: DropoutKey
  /** Statistics of the batch by the offset of their slot, filled while normalising by them. */
  readonly batchStatistics: Map<number, Tensor1D>
  /** Dropout layers met so far. */
  dropoutLayers: number
}
