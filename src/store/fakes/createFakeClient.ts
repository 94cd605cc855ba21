import type { EngineClient } from '../../client/createEngineClient.ts'
import { linearBendCoefficients } from '../../core/curves/curve.ts'
import { measureBasis } from '../../core/planes/geometry.ts'
import { createRandom } from '../../core/random.ts'
import type { LoadedData } from '../../protocol/engineApi.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { EvaluateRequest } from '../../protocol/evaluation.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import type { StudyRecord } from '../../protocol/study.ts'
import type { Divergence, StoredWeights, TrainingRecipe } from '../../protocol/training.ts'
import { defineFake } from './defineFake.ts'
import { createEnsembleVerbs, type EnsembleVerb } from './fakeEnsembles.ts'
import { createScienceVerbs, type ScienceVerb } from './fakeScience.ts'
import {
  combine,
  createHistory,
  fakeCounts,
  fakeSamples,
  fakeSummary,
  lossAt,
  orthogonalTo,
  toSplit,
} from './fakeVectors.ts'
import { createWritingVerbs } from './fakeWriting.ts'
import { waitFor } from './waitFor.ts'

type Verb =
  | 'describeData'
  | 'train'
  | 'trainCurve'
  | 'evaluate'
  | 'define'
  | 'measure'
  | 'readStudy'
  | 'measureNorms'
  | 'writeNetwork'
  | 'writeResults'
  | EnsembleVerb
  | ScienceVerb

/** One call, in the order in which they came. */
interface FakeCall<V extends keyof EngineClient> {
  readonly verb: V
  readonly request: Parameters<EngineClient[V]>[0]
}

/** What a test sees and steers. */
interface FakeControls {
  readonly calls: FakeCall<Verb>[]
  readonly held: Map<WeightsId, StoredWeights>
  readonly data: Map<string, LoadedData>
  /** What `countConfusion` answers, of two classes. */
  confusion: Int32Array
  readonly released: WeightsId[]
  readonly paused: string[]
  readonly studies: Map<string, StudyRecord>
  /** Awaited in every call, and in an evaluation before every part; aborting a call ends the wait, throwing fails the call. */
  pace?: ((verb: Verb, part: number) => Promise<void> | undefined) | undefined
  /** Height of trained bends over the segment, in the direction that the seed gives. */
  lift: number
  /** Says that trainings diverged. */
  diverged: Divergence | undefined
}

/** A client without a worker. */
export interface FakeClient extends FakeControls {
  readonly client: EngineClient
  requests<V extends Verb>(verb: V): Parameters<EngineClient[V]>[0][]
  /** Tells the page that the worker died. */
  restart(): void
}

/** What computes in tests. */
const fakeBackend: BackendReport = { name: 'tf-cpu', reason: 'small-network', adapter: '' }

const dimension = 8
const partSize = 50

/** Seeded weights of eight numbers; the loss is ½·mean((w − 1)²); evaluations come in parts of 50 points. */
export function createFakeClient(): FakeClient {
  const controls: FakeControls = {
    calls: [],
    held: new Map(),
    data: new Map(),
    confusion: Int32Array.of(5, 0, 0, 5),
    released: [],
    paused: [],
    studies: new Map(),
    lift: 3,
    diverged: undefined,
  }
  const listeners = new Set<Parameters<EngineClient['onRestart']>[0]>()
  const surroundings = {
    backend: fakeBackend,
    read: (ids: readonly WeightsId[]) => read(controls, ids),
    keep: (id: WeightsId, weights: Float32Array) => keep(controls, id, weights),
    enter: (verb: Verb, request: unknown, signal?: AbortSignal) => enter(controls, verb, request, signal),
  }
  const client: EngineClient = {
    ...createTrainings(controls),
    ...createWeightVerbs(controls),
    evaluate: (request, options = {}) => evaluate(controls, request, options),
    predict: async ({ basis, coefficients, inputs }) => {
      const rowCount = 'split' in inputs ? fakeCounts[inputs.split] : inputs.rows.length / 2
      const size = (coefficients.length / basis.length) * rowCount * 2
      const probabilities = new Float32Array(size).fill(0.5)
      const value = { probabilities, rowCount, classCount: 2, backend: fakeBackend, elapsedMs: 2 }
      return { state: 'done', value }
    },
    ...createScienceVerbs(surroundings),
    ...createEnsembleVerbs(surroundings),
    describeData: async (data) => {
      await enter(controls, 'describeData', data)
      return fakeSummary
    },
    loadData: async (loaded) => void controls.data.set(loaded.id, loaded),
    releaseData: async (ids) => {
      for (const id of ids) controls.data.delete(id)
    },
    countConfusion: async () => controls.confusion,
    readSamples: async ({ split, rows }) => fakeSamples(split, rows),
    weightsBytes: (id) => controls.held.get(id)?.weights.byteLength ?? 0,
    heldData: () => [...controls.data.keys()],
    findData: (id) => controls.data.get(id),
    probe: async () => fakeBackend,
    survey: async () => [{ choice: 'auto', available: true, report: fakeBackend }],
    readStudy: async (path) => {
      await enter(controls, 'readStudy', path)
      const record = controls.studies.get(path)
      if (!record) throw new EngineError('format', `no such study: ${path}`)
      return record
    },
    writeStudy: async ({ text }) => new TextEncoder().encode(text),
    ...createWritingVerbs((verb, request, signal) => enter(controls, verb, request, signal)),
    pause: async (job) => void controls.paused.push(`pause ${job}`),
    resume: async (job) => void controls.paused.push(`resume ${job}`),
    onRestart: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    dispose() {},
  }
  return Object.assign(controls, {
    client,
    requests: <V extends Verb>(verb: V) =>
      controls.calls.filter((call): call is FakeCall<V> => call.verb === verb).map(({ request }) => request),
    restart: () => {
      for (const listener of listeners) {
        listener({ error: new EngineError('worker-died', 'the worker died'), lostCalls: 1 })
      }
    },
  })
}

/** Records a call and waits as long as the test wants. Answers whether to go on. */
async function enter(
  { calls, pace }: FakeControls,
  verb: Verb,
  request: unknown,
  signal?: AbortSignal,
): Promise<boolean> {
  calls.push({ verb, request } as FakeCall<Verb>)
  return waitFor(pace?.(verb, 0), signal)
}

function read({ held }: FakeControls, ids: readonly WeightsId[]): Float32Array[] {
  return ids.map((id) => {
    const stored = held.get(id)
    if (!stored) throw new EngineError('invalid-request', `unknown weights: ${id}`)
    return stored.weights
  })
}

function keep({ held }: FakeControls, id: WeightsId, weights: Float32Array): StoredWeights {
  const stored = { id, weights, buffers: new Float32Array() }
  held.set(id, stored)
  return stored
}

function createTrainings(controls: FakeControls): Pick<EngineClient, 'train' | 'trainCurve'> {
  const finish = (recipe: TrainingRecipe) => ({
    history: createHistory(recipe),
    ...(controls.diverged && { diverged: controls.diverged }),
    backend: fakeBackend,
    elapsedMs: 5,
  })
  const progress = { done: 1, total: 2, unit: 'steps', elapsedMs: 1000 } as const
  return {
    async train(request, { signal, onEvent } = {}) {
      const { recipe, seed, from, id } = request
      onEvent?.({ progress, history: createHistory(recipe), backend: fakeBackend })
      const [start] = from ? read(controls, [from]) : []
      if (!(await enter(controls, 'train', request, signal))) return { state: 'cancelled' }
      const random = createRandom(seed, 'initialisation')
      const weights = start
        ? start.map((value) => value + recipe.epochs / 100)
        : Float32Array.from({ length: dimension }, () => random.normal())
      const film = Array.from({ length: request.filmFrames ? 4 : 0 }, (_, k) => {
        const moment = weights.map((value, i) => value + (3 - k) * (i + 1))
        return { epoch: k * 10, id: keep(controls, `${id}@${k}` as WeightsId, moment).id }
      })
      const stored = keep(controls, id, weights)
      return { state: 'done', value: { stored, ...(request.filmFrames && { film }), ...finish(recipe) } }
    },
    async trainCurve(request, { signal, onEvent } = {}) {
      const { endpoints, startBends, controlPoints, freeEndpoints, recipe, seed } = request
      const ends = read(controls, endpoints)
      const [first, last] = ends as [Float32Array, Float32Array]
      const starts = startBends
        ? read(controls, startBends)
        : linearBendCoefficients(controlPoints.length)
            .slice(1, -1)
            .map((row) => combine(ends, row))
      onEvent?.({
        progress,
        history: createHistory(recipe),
        geometry: measureBasis([first, ...starts, last]),
        backend: fakeBackend,
      })
      if (!(await enter(controls, 'trainCurve', request, signal))) return { state: 'cancelled' }
      const up = orthogonalTo(first, last, seed)
      const lifted = (vector: Float32Array, i: number) =>
        vector.map((value, k) => value + controls.lift * i * (up[k] as number))
      const vectors = [first, ...starts.map((start, i) => lifted(start, i + 1)), last]
      const stored = controlPoints
        .map((id, i) => ({ id, weights: vectors[i] as Float32Array }))
        .slice(freeEndpoints ? 0 : 1, freeEndpoints ? undefined : -1)
        .map(({ id, weights }) => keep(controls, id, weights))
      return { state: 'done', value: { stored, controlPoints, film: [], ...finish(recipe) } }
    },
  }
}

function createWeightVerbs(
  controls: FakeControls,
): Pick<EngineClient, 'define' | 'measure' | 'load' | 'export' | 'release' | 'heldWeights'> {
  const { held, released } = controls
  return {
    async define(request) {
      await enter(controls, 'define', request)
      return keep(
        controls,
        request.id,
        defineFake(request, (ids) => read(controls, ids)),
      )
    },
    async measure(basis) {
      await enter(controls, 'measure', basis)
      return measureBasis(read(controls, basis))
    },
    load: async (stored) => void held.set(stored.id, stored),
    async export(id) {
      read(controls, [id])
      return held.get(id) as StoredWeights
    },
    async release(ids) {
      released.push(...ids)
      for (const id of ids) held.delete(id)
    },
    heldWeights: () => [...held.keys()],
  }
}

async function evaluate(
  controls: FakeControls,
  request: EvaluateRequest,
  { signal, onEvent }: NonNullable<Parameters<EngineClient['evaluate']>[1]>,
): ReturnType<EngineClient['evaluate']> {
  const vectors = read(controls, request.basis)
  const width = vectors.length
  const total = request.coefficients.length / width
  const rows = Array.from({ length: total }, (_, k) => request.coefficients.slice(k * width, (k + 1) * width))
  const nll = Float64Array.from(rows, (row) => lossAt(combine(vectors, row)))
  const valuesOf = (from: number, to: number) => ({
    train: toSplit(nll.slice(from, to), 'train'),
    test: toSplit(nll.slice(from, to), 'test'),
  })
  controls.calls.push({ verb: 'evaluate', request })
  for (let start = 0; start < total; start += partSize) {
    const goesOn = await waitFor(controls.pace?.('evaluate', start / partSize), signal)
    if (!goesOn) return { state: 'cancelled' }
    const done = Math.min(start + partSize, total)
    onEvent?.({
      start,
      values: valuesOf(start, done),
      progress: { done, total, unit: 'points', elapsedMs: 1 },
    })
  }
  return { state: 'done', value: { values: valuesOf(0, total), backend: fakeBackend, elapsedMs: 2 } }
}
