import type { DataName } from './setting.ts'

/** Test error as a share, and mean nll in nats. */
export interface Score {
  readonly error: number
  readonly nll: number
}

export const methodNames = ['fge', 'sse', 'independent', 'single'] as const
export type MethodName = (typeof methodNames)[number]

/** Scores after each number of `budgetCounts`, in order. */
export type EnsembleResults = Readonly<Record<MethodName, readonly Score[]>>

/** A profile on the train split: nll over t, over arc length, its highest value and its barrier. */
export interface PathResults {
  readonly avg: number
  readonly int: number
  readonly worst: number
  readonly barrier: number
  /** Length of the path over that of the segment. */
  readonly lengthRatio: number
  /** Highest test error along the path, as a share. */
  readonly worstError: number
}

/** Curves between two networks that were trained from two seeds. */
export interface CurveResults {
  readonly endsDistance: number
  /** Test error of the worse end, as a share. */
  readonly endError: number
  readonly segment: PathResults
  /** Of objective (2), one for each seed. */
  readonly curves: readonly PathResults[]
  /** Between the bends of every two of them. */
  readonly bendDistances: readonly number[]
  /** From the middle of the segment to each bend. */
  readonly bendOffsets: readonly number[]
  /** By objective (1) from the first seed, and how far its bend lies from that of objective (2). */
  readonly arcLength: PathResults
  readonly objectivesApart: number
}

/** The segment to the second network before and after its units were permuted towards the first. */
export interface AlignmentResults {
  readonly before: PathResults
  readonly after: PathResults
  readonly distance: { readonly before: number; readonly after: number }
}

/** One pair of networks of one width and the curve between them. */
export interface WidthResults {
  readonly width: number
  readonly parameters: number
  /** Train nll of the worse end. */
  readonly endNll: number
  readonly segment: PathResults
  readonly curve: PathResults
}

/** Everything that was measured from one seed. */
export interface SeedResults {
  readonly ensembles: EnsembleResults
  readonly curves: CurveResults
  readonly alignment: AlignmentResults
  readonly widths: readonly WidthResults[]
}

/** One run of one seed: its results, or what went wrong. */
export interface SeedRun {
  readonly data: DataName
  readonly seed: number
  readonly seconds: number
  readonly results?: SeedResults
  readonly failed?: string
}
