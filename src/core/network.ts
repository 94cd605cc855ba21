import type { Architecture, Layer } from './architecture.ts'

/** A named tensor inside the flat weights or the flat buffers: `shape` as PyTorch stores it, `offset` in elements. */
export interface TensorSlot {
  readonly name: string
  readonly shape: readonly number[]
  readonly offset: number
  readonly size: number
  readonly kind: 'weight' | 'bias' | 'scale' | 'shift' | 'mean' | 'variance'
  /** Inputs that feed one output unit; 0 for batch norm. */
  readonly fanIn: number
  /** Outputs that one input unit feeds; 0 for batch norm. */
  readonly fanOut: number
}

/** A layer whose shapes are known and whose tensors have their places. */
export interface PlannedLayer {
  readonly layer: Layer
  /** Position such as `3` or `3.body.0`, for errors and tensor names. */
  readonly path: string
  readonly inShape: readonly number[]
  readonly outShape: readonly number[]
  /** weight, bias (linear, conv2d) or scale, shift (batchnorm), those that exist, in `parameters()` order. */
  readonly parameters: readonly TensorSlot[]
  /** mean, variance of a batchnorm. */
  readonly buffers: readonly TensorSlot[]
  /** Planned branches of a residual layer. */
  readonly body?: readonly PlannedLayer[]
  readonly shortcut?: readonly PlannedLayer[]
}

/** An architecture with all shapes inferred and one flat layout for weights and buffers. */
export interface Network {
  readonly architecture: Architecture
  readonly layers: readonly PlannedLayer[]
  readonly parameters: readonly TensorSlot[]
  readonly buffers: readonly TensorSlot[]
  readonly parameterCount: number
  readonly bufferCount: number
  readonly classCount: number
  /** Multiply-adds times two of one sample's forward pass, valid taps only. */
  readonly forwardFlops: number
}
