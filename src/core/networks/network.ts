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
  /** Multiply-adds times two of one sample's forward pass: linear layers and convolutions, valid taps only. */
  readonly forwardFlops: number
}

/** Sizes beyond which an architecture is refused, because no machine that opens a browser tab would finish it. */
export const LIMITS = {
  /** 160 MB a vector, and a study holds about ten of them: ends, bends, momentum, gradients. */
  parameters: 40_000_000,
  /** Values that one layer hands to the next for one sample: 4 MB, half a gigabyte for a batch of 128. */
  layerSize: 2 ** 20,
  /** Operations of one sample's forward pass: ten times the paper's widest network, seconds on one core. */
  forwardFlops: 100e9,
  /** Kernel, stride, padding and dilation in pixels: the longest side that a square image within `layerSize` can have. */
  side: 1024,
  /** Layers with those inside residual layers; four times the deepest network of the paper. */
  layers: 2000,
  /** Residual layers inside one another. */
  depth: 8,
  /** Characters in a layer's name. */
  nameLength: 100,
} as const

/** Running statistics before any data was seen, flat: means 0, variances 1. */
export function initialBuffers(network: Network): Float32Array {
  const buffers = new Float32Array(network.bufferCount)
  for (const slot of network.buffers) {
    if (slot.kind === 'variance') buffers.fill(1, slot.offset, slot.offset + slot.size)
  }
  return buffers
}
