import type { NamedDataset, SplitName } from '../core/data/dataset.ts'
import type { BasisGeometry } from '../core/planes/geometry.ts'
import type { AlignEvent, AlignRequest, AlignResult } from './alignment.ts'
import type {
  ComponentsRequest,
  ComponentsResult,
  DefineMaskedRequest,
  DefineRandomRequest,
  ProjectedPoint,
  ProjectRequest,
} from './directions.ts'
import type {
  ComparePart,
  CompareRequest,
  CompareResult,
  EnsembleRequest,
  EnsembleResult,
  TrainSnapshotsEvent,
  TrainSnapshotsRequest,
  TrainSnapshotsResult,
} from './ensembles.ts'
import type { EvaluatePart, EvaluateRequest, EvaluateResult } from './evaluation.ts'
import type { MeasureNormsRequest, ResultsFile, WriteNetworkRequest } from './exporting.ts'
import type { HessianEvent, HessianRequest, HessianResult } from './hessian.ts'
import type { JobId, WeightsId } from './identifiers.ts'
import type { PredictRequest, PredictResult } from './prediction.ts'
import type { BackendChoice, BackendReport, DataSpec, DataSummary, Problem } from './problem.ts'
import type { Outcome } from './progress.ts'
import type { ReadSamplesRequest, SampleRows } from './samples.ts'
import type { StudyRecord } from './study.ts'
import type {
  StoredWeights,
  TrainCurveEvent,
  TrainCurveRequest,
  TrainCurveResult,
  TrainEvent,
  TrainRequest,
  TrainResult,
} from './training.ts'

/** Make a new weight vector out of held ones. */
export type DefineRequest =
  | {
      readonly kind: 'combination'
      readonly id: WeightsId
      readonly basis: readonly WeightsId[]
      readonly coefficients: readonly number[]
    }
  /** A seeded direction orthogonal to `to − from`, as long as `to − from`; stands in for v̂ where a plane is degenerate. */
  | {
      readonly kind: 'orthogonal'
      readonly id: WeightsId
      readonly from: WeightsId
      readonly to: WeightsId
      readonly seed: number
    }
  | DefineRandomRequest
  | DefineMaskedRequest

/** Data that were opened from files. */
export interface LoadedData extends NamedDataset {
  readonly id: string
}

/** A part of opened data on their way: what they are, rows from the first on, and the end. */
export type DataPart =
  | {
      readonly kind: 'start'
      readonly id: string
      readonly classNames: readonly string[]
      readonly inputShape: readonly number[]
      readonly classCount: number
      readonly counts: Readonly<Record<SplitName, number>>
    }
  | {
      readonly kind: 'rows'
      readonly id: string
      readonly split: SplitName
      /** Number of the first row, from 0. */
      readonly start: number
      readonly inputs: Float32Array
      readonly labels: Int32Array
    }
  | { readonly kind: 'end'; readonly id: string }

/**
 * The worker's verbs: train changes weights, evaluate only reads, define is cheap, load and export cross bytes, release
 * frees. Requests are plain and self-contained; every call may be answered by an EngineError.
 */
export interface EngineApi {
  /** Tells where shipped files lie (absolute, ends in `/`); called once, first. */
  configure(options: { readonly baseUrl: string }): Promise<void>
  /** Answers as long as the worker's loop turns. */
  ping(): Promise<void>
  /** Which backend a problem would run on. */
  probe(problem: Problem): Promise<BackendReport>
  /** What a choice of backend would give on this machine, for the badge's menu. */
  survey(): Promise<
    readonly { readonly choice: BackendChoice; readonly available: boolean; readonly report: BackendReport }[]
  >
  describeData(data: DataSpec): Promise<DataSummary>
  /** Gives the engine data that were opened from files, under the id by which problems name them. */
  loadData(loaded: LoadedData): Promise<void>
  /** The same for a large set, in parts, so that no thread has to copy all of it at once. */
  loadDataPart(part: DataPart): Promise<void>
  /** Forgets opened data; unknown ids are forgotten already. */
  releaseData(ids: readonly string[]): Promise<void>
  train(
    job: JobId,
    request: TrainRequest,
    onEvent: (event: TrainEvent) => void,
  ): Promise<Outcome<TrainResult>>
  trainCurve(
    job: JobId,
    request: TrainCurveRequest,
    onEvent: (event: TrainCurveEvent) => void,
  ): Promise<Outcome<TrainCurveResult>>
  /** Fast geometric and snapshot ensembling. */
  trainSnapshots(
    job: JobId,
    request: TrainSnapshotsRequest,
    onEvent: (event: TrainSnapshotsEvent) => void,
  ): Promise<Outcome<TrainSnapshotsResult>>
  evaluate(
    job: JobId,
    request: EvaluateRequest,
    onPart: (part: EvaluatePart) => void,
  ): Promise<Outcome<EvaluateResult>>
  /** How often a network takes samples of the train split, a spread of them where there are many, for each class: `[label, predicted]`, row-major. */
  countConfusion(request: { readonly problem: Problem; readonly id: WeightsId }): Promise<Int32Array>
  /** Labels of a split and the inputs of some of its rows, for who shows samples. */
  readSamples(request: ReadSamplesRequest): Promise<SampleRows>
  /** Class probabilities, for ensembles and decision boundaries: whole, since somebody asked for every one of them. */
  predict(job: JobId, request: PredictRequest): Promise<Outcome<PredictResult>>
  /** Scores networks, their ensembles and their weight average. */
  scoreEnsemble(job: JobId, request: EnsembleRequest): Promise<Outcome<EnsembleResult>>
  /** Ensemble and disagreement of many points with fixed networks. */
  compare(
    job: JobId,
    request: CompareRequest,
    onPart: (part: ComparePart) => void,
  ): Promise<Outcome<CompareResult>>
  /** Permutes a network's hidden units towards another network. */
  align(
    job: JobId,
    request: AlignRequest,
    onEvent: (event: AlignEvent) => void,
  ): Promise<Outcome<AlignResult>>
  /** Outer eigenvalues and eigenvectors of the Hessian at a point. */
  hessian(
    job: JobId,
    request: HessianRequest,
    onEvent: (event: HessianEvent) => void,
  ): Promise<Outcome<HessianResult>>
  define(request: DefineRequest): Promise<StoredWeights>
  /** Inner products of held vectors, in order. */
  measure(basis: readonly WeightsId[]): Promise<BasisGeometry>
  /** Σ‖p‖ over the parameter tensors p of each point, for the official `plane.npz`. */
  measureNorms(job: JobId, request: MeasureNormsRequest): Promise<Outcome<Float64Array>>
  /** The bytes of a file of named tensors. */
  writeNetwork(job: JobId, request: WriteNetworkRequest): Promise<Outcome<Uint8Array<ArrayBuffer>>>
  /** The bytes of a file of results. */
  writeResults(file: ResultsFile): Promise<Uint8Array<ArrayBuffer>>
  /** Principal directions of held vectors. */
  findComponents(request: ComponentsRequest): Promise<ComponentsResult>
  /** Where held vectors stand over a plane, in order. */
  project(request: ProjectRequest): Promise<readonly ProjectedPoint[]>
  load(stored: StoredWeights): Promise<void>
  export(id: WeightsId): Promise<StoredWeights>
  release(ids: readonly WeightsId[]): Promise<void>
  /** Reads a study file of the app by its path, such as `studies/moons.safetensors`. */
  readStudy(path: string): Promise<StudyRecord>
  writeStudy(record: StudyRecord): Promise<Uint8Array<ArrayBuffer>>
  cancel(job: JobId): Promise<void>
  pause(job: JobId): Promise<void>
  resume(job: JobId): Promise<void>
}
