import type { ActivationLayer } from '../../../core/networks/architecture.ts'

/** Which statistics batch norm layers use: those of each batch (to recompute them) or the running ones. */
export type ProgramMode = 'batch' | 'running'

/** Places of a batch norm's four vectors inside a point's parameters, in elements. */
export interface NormPlace {
  readonly scale: number
  readonly shift: number
  readonly mean: number
  readonly variance: number
  readonly eps: number
}

/** What follows a layer inside the same kernel: batch norm by running statistics, then an activation. */
export interface Epilogue {
  norm?: NormPlace
  activation?: ActivationLayer
}

/** A window that slides over the pixels of an image; a linear layer is one of a single pixel. */
export interface Window {
  readonly kernelHeight: number
  readonly kernelWidth: number
  readonly stride: number
  readonly padding: number
  readonly dilation: number
}

/** Channels × height × width; features are channels of one pixel. */
export interface ImageShape {
  readonly channels: number
  readonly height: number
  readonly width: number
}

/** Where a linear layer or a convolution keeps its weights: see `packLayout`. */
export interface MapPlace {
  readonly weight: number
  readonly bias?: number
  /** Output channels that one thread computes, and blocks of them in a group. */
  readonly blockSize: number
  readonly blocksPerGroup: number
  readonly groups: number
}

interface StepBase extends Epilogue {
  /** Values read and written: 0 is the data, the others are outputs of earlier steps. */
  readonly x: number
  readonly y: number
  readonly input: ImageShape
  readonly output: ImageShape
  /** Floating-point operations of one sample. */
  readonly flops: number
}

/** A linear layer or a convolution. */
export interface MapStep extends StepBase {
  readonly kind: 'map'
  readonly window: Window
  readonly place: MapPlace
}

/** Maximum or mean over a window; the mean counts padded zeros. */
export interface PoolStep extends StepBase {
  readonly kind: 'pool'
  readonly takes: 'max' | 'mean'
  readonly window: Window
}

/** Element by element: the sum with a second value where there is one, then the epilogue. */
export interface PointwiseStep extends StepBase {
  readonly kind: 'pointwise'
  readonly z?: number
}

/** Batch norm by the statistics of each batch of 128, which it also writes down. */
export interface NormalizeStep extends StepBase {
  readonly kind: 'normalize'
  norm: NormPlace
}

/** One dispatch for a chunk of points × samples. */
export type Step = MapStep | PoolStep | PointwiseStep | NormalizeStep

/** A network compiled to dispatches; values live in slots that are used again when their value is no longer needed. */
export interface Program {
  readonly steps: readonly Step[]
  /** Value of the logits. */
  readonly result: number
  /** Slot of each value; that of the data is −1. */
  readonly slots: readonly number[]
  /** Elements of one sample that each slot holds. */
  readonly slotSizes: readonly number[]
  /** Work of each step for one sample, in floating-point operations and their like in memory traffic. */
  readonly costs: readonly number[]
  /** Their sum. */
  readonly cost: number
}

/** Elements of an image. */
export function sizeOfImage({ channels, height, width }: ImageShape): number {
  return channels * height * width
}
