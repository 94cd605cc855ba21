import type { CurveKind } from '../core/curves/curve.ts'
import type { Architecture } from '../core/networks/architecture.ts'
import type { BatchNormMode, SplitValues } from './evaluation.ts'
import type { WeightsId } from './identifiers.ts'
import type { Problem } from './problem.ts'

/** The sums of norms of K points, each a linear combination of B weight vectors. */
export interface MeasureNormsRequest {
  readonly architecture: Architecture
  readonly basis: readonly WeightsId[]
  /** K×B, row-major. */
  readonly coefficients: Float64Array
}

/** Where a safetensors file has the network that it holds, as JSON. */
export const architectureKey = 'isthmus.architecture'

/** Where it has the link of the study that it comes from. */
export const linkKey = 'isthmus.link'

/** Containers of named tensors that are written. */
export type TensorFileFormat = 'safetensors' | 'npz'

/** Write one network, or the control points of a curve as the official code of the paper names them. */
export interface WriteNetworkRequest {
  readonly problem: Problem
  readonly basis: readonly WeightsId[]
  /** One row of B for a network; for a curve one for each control point, M×B, row-major. A row of one 1 copies its vector bit for bit. */
  readonly coefficients: Float64Array
  /** The family of the curve; a single network without it. */
  readonly curve?: CurveKind
  /** Where the running statistics come from: measured at the network (a curve's at t = ½), or combined from those of the basis. */
  readonly batchNorm: BatchNormMode
  readonly format: TensorFileFormat
  /** Texts for the head of a safetensors file; an npz has no place for them. */
  readonly about: Readonly<Record<string, string>>
}

/** A column of a table, named with its unit. A number that is NaN is written as such in CSV, as null in JSON. */
export interface ResultColumn {
  readonly name: string
  readonly values: Float64Array | Int32Array | readonly string[]
}

/** An array with its name: `values` holds the product of `shape` elements, row-major; bytes are truth values, 0 or 1. */
export interface ResultArray {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: Float64Array | Float32Array | Int32Array | Uint8Array
}

/** Results as a file that other programs read; arrays are as long as the points or cells that they describe. */
export type ResultsFile =
  /** The official `plane.npz`; values row by row of y, `lengths` ‖u‖ and ‖v‖, `l2` what the loss has beside the nll. */
  | {
      readonly kind: 'plane'
      readonly ts: Float64Array
      readonly bendCoordinates: Float32Array
      readonly curveCoordinates: Float32Array
      readonly alphas: Float64Array
      readonly betas: Float64Array
      readonly lengths: readonly [u: number, v: number]
      readonly l2: Float64Array
      readonly train: SplitValues
      readonly test: SplitValues
    }
  /** The official `curve.npz`. */
  | {
      readonly kind: 'curve'
      readonly ts: Float64Array
      readonly dl: Float64Array
      readonly l2: Float64Array
      readonly train: SplitValues
      readonly test: SplitValues
    }
  | { readonly kind: 'csv'; readonly columns: readonly ResultColumn[] }
  /** An object with the texts and numbers of `about`, then `columns` by name. */
  | {
      readonly kind: 'json'
      readonly about: Readonly<Record<string, string | number>>
      readonly columns: readonly ResultColumn[]
    }
  /** An npz of `arrays`, and `about` as UTF-8 JSON in one of bytes, `about`. */
  | { readonly kind: 'arrays'; readonly arrays: readonly ResultArray[]; readonly about: object }
  /** The texts and numbers of `about`, then an outcome as JSON, its arrays as lists. */
  | {
      readonly kind: 'outcome'
      readonly about: Readonly<Record<string, string | number>>
      readonly outcome: object
    }
  /** A mesh over the grid of `xs` and `ys`; heights row by row of y, a height that is not finite leaves a hole. */
  | {
      readonly kind: 'relief'
      readonly xs: Float64Array
      readonly ys: Float64Array
      readonly heights: Float64Array
      /** Lines at the head of the file. */
      readonly comments: readonly string[]
    }
