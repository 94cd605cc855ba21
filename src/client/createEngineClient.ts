import type { AlignEvent, AlignRequest, AlignResult } from '../protocol/alignment.ts'
import type { EngineApi, LoadedData } from '../protocol/engineApi.ts'
import type {
  ComparePart,
  CompareRequest,
  CompareResult,
  EnsembleRequest,
  EnsembleResult,
  TrainSnapshotsEvent,
  TrainSnapshotsRequest,
  TrainSnapshotsResult,
} from '../protocol/ensembles.ts'
import type { EvaluatePart, EvaluateRequest, EvaluateResult } from '../protocol/evaluation.ts'
import type { MeasureNormsRequest, WriteNetworkRequest } from '../protocol/exporting.ts'
import type { HessianEvent, HessianRequest, HessianResult } from '../protocol/hessian.ts'
import type { WeightsId } from '../protocol/identifiers.ts'
import type { PredictRequest, PredictResult } from '../protocol/prediction.ts'
import type { Outcome } from '../protocol/progress.ts'
import type {
  TrainCurveEvent,
  TrainCurveRequest,
  TrainCurveResult,
  TrainEvent,
  TrainRequest,
  TrainResult,
} from '../protocol/training.ts'
import type { WorkerLike } from './workerHost.ts'
import { type CallOptions, type RestartNotice, WorkerKeeper } from './workerKeeper.ts'

/** Verbs that look the same on both sides of the border. */
type PlainVerb =
  | 'probe'
  | 'survey'
  | 'describeData'
  | 'loadData'
  | 'releaseData'
  | 'countConfusion'
  | 'readSamples'
  | 'define'
  | 'measure'
  | 'project'
  | 'findComponents'
  | 'writeResults'
  | 'load'
  | 'export'
  | 'release'
  | 'readStudy'
  | 'writeStudy'
  | 'pause'
  | 'resume'

/**
 * The engine as the page sees it: the worker's verbs, with AbortSignals in place of `cancel`, over a worker that is
 * replaced when it dies. Calls that fail reject with an EngineError; those that a dying worker took along with `worker-died`.
 */
export interface EngineClient extends Pick<EngineApi, PlainVerb> {
  train(request: TrainRequest, options?: CallOptions<TrainEvent>): Promise<Outcome<TrainResult>>
  trainCurve(
    request: TrainCurveRequest,
    options?: CallOptions<TrainCurveEvent>,
  ): Promise<Outcome<TrainCurveResult>>
  evaluate(request: EvaluateRequest, options?: CallOptions<EvaluatePart>): Promise<Outcome<EvaluateResult>>
  predict(
    request: PredictRequest,
    options?: Omit<CallOptions<never>, 'onEvent'>,
  ): Promise<Outcome<PredictResult>>
  measureNorms(
    request: MeasureNormsRequest,
    options?: Omit<CallOptions<never>, 'onEvent'>,
  ): Promise<Outcome<Float64Array>>
  writeNetwork(
    request: WriteNetworkRequest,
    options?: Omit<CallOptions<never>, 'onEvent'>,
  ): Promise<Outcome<Uint8Array<ArrayBuffer>>>
  trainSnapshots(
    request: TrainSnapshotsRequest,
    options?: CallOptions<TrainSnapshotsEvent>,
  ): Promise<Outcome<TrainSnapshotsResult>>
  scoreEnsemble(
    request: EnsembleRequest,
    options?: Omit<CallOptions<never>, 'onEvent'>,
  ): Promise<Outcome<EnsembleResult>>
  compare(request: CompareRequest, options?: CallOptions<ComparePart>): Promise<Outcome<CompareResult>>
  align(request: AlignRequest, options?: CallOptions<AlignEvent>): Promise<Outcome<AlignResult>>
  hessian(request: HessianRequest, options?: CallOptions<HessianEvent>): Promise<Outcome<HessianResult>>
  /** Ids of all weights that were made or loaded and not released. */
  heldWeights(): readonly WeightsId[]
  /** Bytes of held weights with all that belongs to them; 0 where they are not held. */
  weightsBytes(id: WeightsId): number
  /** Ids of all opened data that were given and not released. */
  heldData(): readonly string[]
  /** Opened data by their id; undefined where they were not given or are released. */
  findData(id: string): LoadedData | undefined
  /** Tells when a worker was given up; returns the function that ends the subscription. */
  onRestart(listener: (notice: RestartNotice) => void): () => void
  /** Ends the worker; running and later calls reject. */
  dispose(): void
}

/** What can be put in place of the defaults. */
export interface EngineClientOptions {
  readonly createWorker?: () => WorkerLike
  /** Where shipped files lie, absolute, ends in `/`; beside the page when absent. */
  readonly baseUrl?: string
}

/** Makes a client. Its worker starts with the first call. */
export function createEngineClient({
  createWorker = startWorker,
  baseUrl = new URL(import.meta.env.BASE_URL, document.baseURI).href,
}: EngineClientOptions = {}): EngineClient {
  const keeper = new WorkerKeeper(createWorker, baseUrl)
  return {
    ...createScienceVerbs(keeper),
    async train(request, options = {}) {
      const outcome = await keeper.runJob<TrainResult, TrainEvent>(options, (remote, job, onEvent) =>
        remote.train(job, request, onEvent),
      )
      if (outcome.state === 'done') keeper.keep(outcome.value.stored)
      return outcome
    },
    async trainCurve(request, options = {}) {
      const outcome = await keeper.runJob<TrainCurveResult, TrainCurveEvent>(
        options,
        (remote, job, onEvent) => remote.trainCurve(job, request, onEvent),
      )
      if (outcome.state === 'done') for (const stored of outcome.value.stored) keeper.keep(stored)
      return outcome
    },
    evaluate: (request, options = {}) =>
      keeper.runJob<EvaluateResult, EvaluatePart>(options, (remote, job, onEvent) =>
        remote.evaluate(job, request, onEvent),
      ),
    predict: (request, options = {}) =>
      keeper.runJob<PredictResult, never>(options, (remote, job) => remote.predict(job, request)),
    measureNorms: (request, options = {}) =>
      keeper.runJob<Float64Array, never>(options, (remote, job) => remote.measureNorms(job, request)),
    writeNetwork: (request, options = {}) =>
      keeper.runJob<Uint8Array<ArrayBuffer>, never>(options, (remote, job) =>
        remote.writeNetwork(job, request),
      ),
    writeResults: (file) => keeper.run((remote) => remote.writeResults(file)),
    async define(request) {
      const stored = await keeper.run((remote) => remote.define(request))
      keeper.keep(stored)
      return stored
    },
    async load(stored) {
      keeper.take(stored)
      await keeper.run(async () => {})
    },
    release: (ids) => keeper.forget(ids),
    async loadData(loaded) {
      keeper.takeData(loaded)
      await keeper.run(async () => {})
    },
    releaseData: (ids) => keeper.forgetData(ids),
    heldData: () => keeper.heldData(),
    findData: (id) => keeper.findData(id),
    heldWeights: () => keeper.heldWeights(),
    weightsBytes: (id) => keeper.weightsBytes(id),
    readStudy: (path) => keeper.run((remote) => remote.readStudy(path)),
    writeStudy: (record) => keeper.run((remote) => remote.writeStudy(record)),
    probe: (problem) => keeper.run((remote) => remote.probe(problem)),
    survey: () => keeper.run((remote) => remote.survey()),
    describeData: (data) => keeper.run((remote) => remote.describeData(data)),
    countConfusion: (request) => keeper.run((remote) => remote.countConfusion(request)),
    readSamples: (request) => keeper.run((remote) => remote.readSamples(request)),
    async findComponents(request) {
      const result = await keeper.run((remote) => remote.findComponents(request))
      for (const stored of result.stored) keeper.keep(stored)
      return result
    },
    project: (request) => keeper.run((remote) => remote.project(request)),
    measure: (basis) => keeper.run((remote) => remote.measure(basis)),
    // What the page has need not cross the border again; moments of a film are the engine's alone.
    export: async (id) => keeper.findWeights(id) ?? keeper.run((remote) => remote.export(id)),
    pause: (job) => keeper.run((remote) => remote.pause(job)),
    resume: (job) => keeper.run((remote) => remote.resume(job)),
    onRestart: (listener) => keeper.onRestart(listener),
    dispose: () => keeper.dispose(),
  }
}

type ScienceVerb = 'trainSnapshots' | 'scoreEnsemble' | 'compare' | 'align' | 'hessian'

function createScienceVerbs(keeper: WorkerKeeper): Pick<EngineClient, ScienceVerb> {
  return {
    async trainSnapshots(request, options = {}) {
      const outcome = await keeper.runJob<TrainSnapshotsResult, TrainSnapshotsEvent>(
        options,
        (remote, job, onEvent) => remote.trainSnapshots(job, request, onEvent),
      )
      if (outcome.state === 'done') for (const stored of outcome.value.stored) keeper.keep(stored)
      return outcome
    },
    scoreEnsemble: (request, options = {}) =>
      keeper.runJob<EnsembleResult, never>(options, (remote, job) => remote.scoreEnsemble(job, request)),
    compare: (request, options = {}) =>
      keeper.runJob<CompareResult, ComparePart>(options, (remote, job, onEvent) =>
        remote.compare(job, request, onEvent),
      ),
    async align(request, options = {}) {
      const outcome = await keeper.runJob<AlignResult, AlignEvent>(options, (remote, job, onEvent) =>
        remote.align(job, request, onEvent),
      )
      if (outcome.state === 'done') keeper.keep(outcome.value.stored)
      return outcome
    },
    async hessian(request, options = {}) {
      const outcome = await keeper.runJob<HessianResult, HessianEvent>(options, (remote, job, onEvent) =>
        remote.hessian(job, request, onEvent),
      )
      if (outcome.state === 'done') for (const stored of outcome.value.stored) keeper.keep(stored)
      return outcome
    },
  }
}

function startWorker(): WorkerLike {
  return new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module', name: 'engine' })
}
