import type { SplitName } from '../../core/data/dataset.ts'
import type { CellCounts } from '../../core/planes/cellCounts.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import type { Choices } from '../choices/choices.ts'
import type { ExperimentName } from '../experiments/experimentNames.ts'
import type { Trail } from '../results.ts'
import type { SeedName } from './usedSeeds.ts'

/** A picture that facts are told of: the landscape, the profile, the network at t, or an experiment. */
export type PictureName = 'landscape' | 'profile' | 'moment' | ExperimentName

/** A drawn point and how far it is from the plane that it is drawn in, in weight-space distance. */
export interface DrawnDistance {
  /** `weights` are the networks that span the plane of an experiment. */
  readonly point: 'endpoint' | 'bend' | 'weights' | 'snapshot' | 'curve' | 'aligned' | 'origin' | 'training'
  /** From 1, of a training its endpoint, of a snapshot 0 where the run began; of a curve and a training the distance is that of the farthest point. */
  readonly number: number
  /** Of a bend, where several curves are drawn: the seed of its curve, or the pair of modes that it joins. */
  readonly curve?: number
  /** Of a training that is not an endpoint's: what went there; of a snapshot in the plane of both runs: whose it is. */
  readonly run?: Trail['run']
  readonly distance: number
}

/** Rows of a split that a picture rests on. */
export interface UsedSamples {
  readonly split: SplitName
  readonly used: number
  /** Rows that the split has. */
  readonly of: number
  /** Part of the picture that they are for; all of it without it. */
  readonly only?: 'chain' | 'curvature'
}

/** What became of batch norm. */
export interface UsedStatistics {
  readonly mode: 'none' | Choices['batchNormMode']
  /**
   * What is not as the mode says: the networks of a race have those of their training, weight averages are recomputed, and
   * statistics are held fixed while curvature is measured.
   */
  readonly but?: 'race' | 'average' | 'held'
}

/** What must be known of a picture before it is believed. */
export interface PictureFacts {
  readonly isFresh: boolean
  readonly distances: readonly DrawnDistance[]
  readonly cells: CellCounts | undefined
  /** What gets colours of its own. */
  readonly range: readonly [lo: number, hi: number] | undefined
  /** Points along a path, and how many of their losses on either split are not finite. */
  readonly pathPoints: { readonly count: number; readonly notFinite: number } | undefined
  readonly statistics: UsedStatistics
  /** The decay that the shown quantity contains, ½·wd·‖w‖², of an experiment in its plane alone; absent where it has none. */
  readonly shownDecay: number | undefined
  /** Empty where nothing is known yet. */
  readonly samples: readonly UsedSamples[]
  readonly seeds: readonly { readonly name: SeedName; readonly value: number }[]
  readonly backend: BackendReport | undefined
  /** Train nll of the curve at t = 0, ½, 1 and of the segment at ½: as recorded, and as here; `elsewhere` where others than the picture's were recorded. */
  readonly recorded:
    | { readonly former: readonly number[]; readonly here: readonly number[] }
    | 'elsewhere'
    | undefined
}

/** What gets colours of its own in a picture of values. */
export type RangeOf = (values: Float64Array, choices: Choices) => readonly [lo: number, hi: number]
