import type { Augmentation } from '../core/data/augmentImages.ts'
import type { GeneratorName } from '../core/data/dataGenerators.ts'
import type { Architecture } from '../core/networks/architecture.ts'

/** Data made from a seed. `noise` is in units of the figure (its radius is 1). */
export interface GeneratedData {
  readonly source: GeneratorName
  readonly size: number
  readonly noise: number
  /** Used by blobs and spirals; others have two classes. */
  readonly classCount: number
  readonly seed: number
  /** Share of all rows that goes to the test split, 0 < share < 1. */
  readonly testShare: number
  /** Whether inputs are shifted and scaled to mean 0, deviation 1 per feature, fitted on train only. */
  readonly standardize: boolean
}

/** Names of the sets that ship with the app in `public/data`. */
export type ShippedDataName = 'digits' | 'iris' | 'wine' | 'breast_cancer'

/** A shipped set; its rows keep their order, the first go to train. */
export interface ShippedData {
  readonly source: ShippedDataName
  readonly testShare: number
  readonly standardize: boolean
  /** Varies the training images; they are as they are when absent. */
  readonly augment?: Augmentation
}

/** A set that was opened from files and given to the engine under this id; its splits are its own. */
export interface OpenedData {
  readonly source: 'opened'
  readonly id: string
  readonly standardize: boolean
  /** Varies the training images; they are as they are when absent. */
  readonly augment?: Augmentation
}

export type DataSpec = GeneratedData | ShippedData | OpenedData

/** What the person asked for; `auto` lets the engine decide once per study. */
export type BackendChoice = 'auto' | 'simd' | 'webgpu' | 'tf-cpu' | 'tf-webgpu'

/** What computes. */
export type BackendName = Exclude<BackendChoice, 'auto'>

/** Data, network and where it is computed: everything that a session needs. */
export interface Problem {
  readonly data: DataSpec
  readonly architecture: Architecture
  readonly backend: BackendChoice
}

/** Why `auto` or a fallback chose what runs; the page words it. */
export type BackendReason =
  | 'chosen'
  | 'gpu'
  | 'small-network'
  | 'no-simd'
  | 'no-webgpu'
  | 'insecure-context'
  | 'no-adapter'
  | 'software-adapter'
  | 'device-lost'
  | 'out-of-memory'
  | 'unsupported'

/** What runs, and why. Stands in every result, so that a number can be traced to its arithmetic. */
export interface BackendReport {
  readonly name: BackendName
  readonly reason: BackendReason
  /** Name of the graphics adapter, empty on the CPU. */
  readonly adapter: string
  /** Of `simd`: with fused multiply-add or without (their bytes differ), and its threads. */
  readonly build?: 'fused' | 'plain'
  readonly threads?: number
}

/** What the page shows of a data set. */
export interface DataSummary {
  readonly inputShape: readonly number[]
  readonly classCount: number
  readonly classNames: readonly string[]
  readonly trainCount: number
  readonly testCount: number
  /** Rows of each class in the train split. */
  readonly classSizes: readonly number[]
  readonly picture: DataPicture
  /** Title, source, citation and licence of a shipped set. */
  readonly attribution?: Attribution
}

export interface Attribution {
  readonly title: string
  readonly source: string
  readonly sourceUrl: string
  readonly citation: string
  /** What was done to the original, which the licence asks to be said. */
  readonly changes: string
  readonly licence: string
  readonly licenceUrl: string
}

/** Either points in the plane (the first two features, or two principal components) or small grey images. */
export type DataPicture =
  | {
      readonly kind: 'points'
      /** x, y interleaved, at most 600 points of the train split. */
      readonly points: Float32Array
      readonly labels: Uint8Array
      readonly projected: boolean
    }
  | {
      readonly kind: 'images'
      readonly width: number
      readonly height: number
      /** 0…255, one image after another, at most 40. */
      readonly pixels: Uint8Array
      readonly labels: Uint8Array
    }
