import type { FeatureScale } from '../../core/data/featureScales.ts'
import type { Grid } from '../../core/planes/grid.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import type { SampleRows } from '../../protocol/samples.ts'

/** Which path the network at t is on. */
export type MomentPath = 'curve' | 'segment'

/** The samples that are looked at. Train only where data have two features, whose points are drawn. */
export interface MomentSamples {
  /** Key of the data. */
  readonly key: string
  /** Its rows are all there where data have two features, and none of them elsewhere. */
  readonly test: SampleRows
  readonly train: SampleRows | undefined
  /** How the two features were standardised. */
  readonly scales: readonly FeatureScale[]
}

/** What networks along a path make of the samples: K moments. */
export interface MomentPredictions {
  /** Key of the source that they are of. */
  readonly key: string
  readonly ts: readonly number[]
  readonly classCount: number
  /** K×N×C of the test split, and the likeliest classes, K×N, −1 where a network overflows. */
  readonly test: Float32Array
  readonly testClasses: Int32Array
  /** Classes of the train split, K×N, where its points are drawn. */
  readonly trainClasses: Int32Array | undefined
  readonly backend: BackendReport
}

/** Probabilities over a window of data with two features, at K moments: K×(rows·columns)×C. */
export interface DecisionField {
  readonly key: string
  readonly ts: readonly number[]
  /** In the units of the data. */
  readonly grid: Grid
  readonly classCount: number
  readonly probabilities: Float32Array
}

/** Inputs of single samples of the test split by their row, as they were before standardising. */
export interface SampleInputs {
  readonly key: string
  readonly rows: ReadonlyMap<number, Float32Array>
}

/** What is known of the network at t. Part of no study and of no step of undo: it is soon computed again. */
export interface MomentValues {
  readonly samples?: MomentSamples
  readonly inputs?: SampleInputs
  readonly predictions: Partial<Readonly<Record<MomentPath, MomentPredictions>>>
  /** Coarse, at many t where that is cheap. */
  readonly coarse?: DecisionField
  /** At the resolution of the screen, at one t. */
  readonly sharp?: DecisionField
  /** Why nothing came, and for which source. */
  readonly failed?: { readonly key: string; readonly message: string }
}

/** Samples under the pointer. */
export interface HoveredSamples {
  readonly split: 'train' | 'test'
  readonly rows: readonly number[]
}

/** Before anything is known. */
export const noMomentValues: MomentValues = { predictions: {} }
