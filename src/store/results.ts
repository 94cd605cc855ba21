import type { SplitName } from '../core/data/dataset.ts'
import type { BasisGeometry } from '../core/planes/geometry.ts'
import type { Grid } from '../core/planes/grid.ts'
import type { Plane } from '../core/planes/plane.ts'
import type { SplitValues } from '../protocol/evaluation.ts'
import type { WeightsId } from '../protocol/identifiers.ts'
import type { BackendReport, DataSummary, Problem } from '../protocol/problem.ts'
import type { PublishedPath, PublishedPlane } from '../protocol/publishedResult.ts'
import type { Divergence, EpochRecord } from '../protocol/training.ts'
import type { ExperimentResults } from './experiments/experimentValues.ts'
import type { PlaneKind } from './planes/planeKinds.ts'

/** Every result carries the key of the choices that made it; it is fresh while the present choices have the same key. Empty when it is unfinished. */
interface Keyed {
  readonly key: string
}

export interface DataResult extends Keyed {
  readonly summary: DataSummary
}

/** A trained endpoint. */
export interface EndpointResult extends Keyed {
  readonly id: WeightsId
  readonly history: readonly EpochRecord[]
  readonly diverged?: Divergence
  readonly backend: BackendReport
  readonly elapsedMs: number
}

/** A trained curve; `geometry` is of its control points in order. */
export interface CurveResult extends Keyed {
  readonly controlPoints: readonly WeightsId[]
  readonly geometry: BasisGeometry
  readonly history: readonly EpochRecord[]
  readonly diverged?: Divergence
  readonly backend: BackendReport
  readonly elapsedMs: number
}

export type BothSplits = Readonly<Record<SplitName, SplitValues>>

/** Values along a path at `ts`; `dl` are distances between consecutive points, `squaredNorms` ‖w(t)‖². */
export interface PathValues extends BothSplits {
  readonly dl: Float64Array
  readonly squaredNorms: Float64Array
}

/** Curve and segment evaluated at the same t. */
export interface ProfileResult extends Keyed {
  /** Profiles with the same segment share it, and the endpoints' stored values. */
  readonly segmentKey: string
  /** Data and network that it belongs to: only profiles of the same problem compare. */
  readonly problemKey: string
  readonly ts: readonly number[]
  readonly curve: PathValues
  readonly segment: PathValues
  /** Both endpoints under the batch-norm statistics that this profile does not use; absent without batch norm. */
  readonly otherEnds?: BothSplits
  readonly backend: BackendReport
  /** Points that were evaluated anew, and how long that took. */
  readonly evaluated: number
  readonly elapsedMs: number
}

/** A point of weight space seen in a plane: its projection and how far away it really is. */
export interface PlacedPoint {
  readonly x: number
  readonly y: number
  readonly distance: number
}

/** Where the curve runs in a plane: its points and control points, projected, a held bend moved. */
export interface DrawnCurve {
  readonly points: readonly PlacedPoint[]
  readonly controlPoints: readonly PlacedPoint[]
  /** Largest distance of any point of the curve from the plane. */
  readonly awayFromPlane: number
}

/** A curve in training, seen in the plane that follows its bend: û stays, v̂ turns with the bend. */
export interface LiveCurve extends DrawnCurve {
  readonly plane: Plane | undefined
  readonly uLength: number
  /** Height of the bend over the segment, and the greatest it ever had. */
  readonly height: number
  readonly highest: number
}

/** A plane with its basis; the geometry is of `basis`, and the plane's coefficients run over it. */
export interface PlaneFrame {
  readonly kind: PlaneKind
  readonly basis: readonly WeightsId[]
  readonly geometry: BasisGeometry
  readonly plane: Plane
  /** Index in `basis` of the control points, in curve order; empty when the plane shows modes without a curve. */
  readonly controlPoints: readonly number[]
  /** Number (from 1) of the bend that the plane goes through; 0 for a plane of modes. */
  readonly bend: number
  /** Networks that are marked in a plane of another kind than `curve` and `modes`, in order. */
  readonly marks?: readonly PlaneMark[]
  /** Trainings of endpoints, drawn in the plane. */
  readonly trails?: readonly Trail[]
  /** Shares of the trajectory's variance along both directions. */
  readonly explained?: readonly number[]
  /** Of the Hessian along both directions. */
  readonly eigenvalues?: readonly number[]
}

/** A network of the basis that has a name. */
export interface PlaneMark {
  readonly index: number
  readonly name: 'w1' | 'w2' | 'aligned' | 'origin'
}

/** Runs beside the trainings of endpoints: that of a bend in the curve's training, and those that collect snapshots. */
export const trailRuns = ['bend', 'fge', 'sse'] as const

/** How a training went, seen in a plane. */
export interface Trail {
  /** What went there; an endpoint without it. */
  readonly run?: (typeof trailRuns)[number]
  /** Endpoint or bend, from 0; 0 of a run that collects snapshots, which is the first of its kind. */
  readonly end: number
  /** Of FGE the first is that of the network it starts from. */
  readonly epochs: readonly number[]
  /** Where the network was after each of them. */
  readonly points: readonly PlacedPoint[]
}

export interface LandscapeResult extends Keyed {
  /** Landscapes with the same plane share points. */
  readonly planeKey: string
  readonly frame: PlaneFrame
  readonly grid: Grid
  /** One value a grid point; NaN with correct −1 where not computed yet. */
  readonly values: BothSplits
  readonly squaredNorms: Float64Array
  /** Grid points that are computed, of all. */
  readonly computed: number
  readonly backend: BackendReport
  readonly elapsedMs: number
}

/** A surface of a file against what the engine finds at the same points. */
export interface Comparison {
  /** The file of the surface. */
  readonly surface: string
  /** The network and its one or two directions; a point is 1, a, b of them. */
  readonly basis: readonly WeightsId[]
  readonly network: string
  readonly problem: Problem
  /** As of the surface's grid, under the statistics of the checkpoint; absent until it is computed. */
  readonly found?: {
    readonly values: BothSplits
    readonly backend: BackendReport
    readonly elapsedMs: number
  }
}

/** Results of other programs that were opened from files. */
export interface PublishedResults {
  readonly planes: readonly PublishedPlane[]
  readonly paths: readonly PublishedPath[]
  /** Seen in place of the study, or beside it: then only paths are, in its chart. */
  readonly place: 'alone' | 'beside'
  /** File of the plane that is seen where there are several. */
  readonly shown?: string
  /** The layer that is seen, such as `train nll`; the first that suits without it. */
  readonly layer?: string
  readonly comparison?: Comparison
}

/** What came back so far. Immutable: a changed result is a new object. */
export interface Results {
  readonly data: DataResult | undefined
  readonly endpoints: readonly [
    EndpointResult | undefined,
    EndpointResult | undefined,
    EndpointResult | undefined,
  ]
  readonly curve: CurveResult | undefined
  readonly profile: ProfileResult | undefined
  readonly landscape: LandscapeResult | undefined
  readonly published?: PublishedResults | undefined
  readonly experiments?: ExperimentResults | undefined
}

/** A study before anything ran. */
export const noResults: Results = {
  data: undefined,
  endpoints: [undefined, undefined, undefined],
  curve: undefined,
  profile: undefined,
  landscape: undefined,
}

/** Ids of all weights that `results` needs. */
export function referencedWeights(results: Results): WeightsId[] {
  return [
    ...results.endpoints.flatMap((endpoint) => (endpoint ? [endpoint.id] : [])),
    ...(results.curve?.controlPoints ?? []),
    ...(results.landscape?.frame.basis ?? []),
    ...(results.published?.comparison?.basis ?? []),
    ...Object.values(results.experiments ?? {}).flatMap(({ weights }) => weights),
  ]
}
