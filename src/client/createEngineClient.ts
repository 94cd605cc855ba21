import type { EngineApi } from '../protocol/engineApi.ts'
import type { EvaluatePart, EvaluateRequest, EvaluateResult } from '../protocol/evaluation.ts'
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
  | 'define'
  | 'measure'
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
  /** Ids of all weights that were made or loaded and not released. */
  heldWeights(): readonly WeightsId[]
  /** Ids of all opened data that were given and not released. */
  heldData(): readonly string[]
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
    heldWeights: () => keeper.heldWeights(),
    readStudy: (path) => keeper.run((remote) => remote.readStudy(path)),
    writeStudy: (record) => keeper.run((remote) => remote.writeStudy(record)),
    probe: (problem) => keeper.run((remote) => remote.probe(problem)),
    survey: () => keeper.run((remote) => remote.survey()),
    describeData: (data) => keeper.run((remote) => remote.describeData(data)),
    countConfusion: (request) => keeper.run((remote) => remote.countConfusion(request)),
    measure: (basis) => keeper.run((remote) => remote.measure(basis)),
    export: (id) => keeper.run((remote) => remote.export(id)),
    pause: (job) => keeper.run((remote) => remote.pause(job)),
    resume: (job) => keeper.run((remote) => remote.resume(job)),
    onRestart: (listener) => keeper.onRestart(listener),
    dispose: () => keeper.dispose(),
  }
}

function startWorker(): WorkerLike {
  return new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module', name: 'engine' })
}
