import { isFlatVector } from '../../core/inference/flatVector.ts'
import type { Architecture } from '../../core/networks/architecture.ts'
import type { TensorShape } from '../../core/networks/stateTensor.ts'
import type { ArraysSummary, CurveSummary, FileSummary, ResultsSummary } from '../../protocol/fileReader.ts'

/** Why a file has no place. `first` and `other` are names of files. */
export type UnplacedReason =
  | { readonly why: 'unknown' }
  | { readonly why: 'unreadable'; readonly message: string }
  | { readonly why: 'no-network' }
  | { readonly why: 'second-data'; readonly first: string }
  | { readonly why: 'second-curve'; readonly first: string }
  | { readonly why: 'second-architecture'; readonly first: string }
  | { readonly why: 'second-directions'; readonly first: string }
  | { readonly why: 'flat-vector'; readonly length: number }
  | { readonly why: 'fourth-endpoint' }
  | { readonly why: 'beside-study'; readonly first: string }
  | { readonly why: 'mismatch'; readonly other: string; readonly message: string }
  | { readonly why: 'no-architecture'; readonly message: string }
  | { readonly why: 'missing-shards'; readonly names: readonly string[] }

/** Where a file goes; `endpoint` counts from 0 in the order given. */
export type FilePlace =
  | { readonly role: 'data' | 'curve' | 'architecture' }
  | { readonly role: 'endpoint'; readonly index: number }
  | { readonly role: 'shard'; readonly of: string }
  | { readonly role: 'results'; readonly results: ResultsSummary }
  | { readonly role: 'directions' }
  | { readonly role: 'study' }
  | ({ readonly role: 'none' } & UnplacedReason)

/** What data will be made of; files by their number. */
export type DataAssignment =
  | { readonly kind: 'arrays'; readonly file: number; readonly arrays: ArraysSummary }
  | {
      readonly kind: 'table'
      readonly file: number
      /** A table of the same columns that is called test. */
      readonly test?: number
      readonly table: Extract<FileSummary, { readonly kind: 'table' }>
    }
  | {
      readonly kind: 'images'
      readonly files: readonly number[]
      readonly hasTest: boolean
      readonly channels: number
    }

/** A checkpoint of one network, whole or in shards. */
export interface EndpointAssignment {
  readonly file: number
  readonly shards?: readonly number[]
  readonly tensors: readonly TensorShape[]
}

/** What all files together come to. */
export interface Assignments {
  /** One for each file, in order. */
  readonly places: readonly FilePlace[]
  readonly data?: DataAssignment
  /** Three at most. */
  readonly endpoints: readonly EndpointAssignment[]
  readonly curve?: { readonly file: number; readonly curve: CurveSummary }
  readonly architecture?: { readonly file: number; readonly architecture: Architecture }
  /** What the file of the first network says of it. */
  readonly told?: Architecture
  /** Links of the studies that the networks say they come from. */
  readonly links?: readonly string[]
  /** A study, which is opened by itself. */
  readonly study?: number
  /** Files with results of other programs that can be drawn. */
  readonly results: readonly number[]
  /** The file of the directions of a surface. */
  readonly directions?: number
}

/** Nothing assigned. */
export const noAssignments: Assignments = { places: [], endpoints: [], results: [] }

/** Tensors that tell of the network: of the first endpoint that is no mere vector, else of the curve, else the vector. */
export function networkTensors({ endpoints, curve }: Assignments): readonly TensorShape[] | undefined {
  const telling = endpoints.find(({ tensors }) => !isFlatVector(tensors))
  return telling?.tensors ?? curve?.curve.tensors ?? endpoints[0]?.tensors
}
