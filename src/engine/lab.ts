import { measureBasis } from '../core/planes/geometry.ts'
import type { EngineApi } from '../protocol/engineApi.ts'
import {
  checkDefineRequest,
  checkEvaluateRequest,
  checkMeasureNormsRequest,
  checkPredictRequest,
  checkProblem,
  checkTrainCurveRequest,
  checkTrainRequest,
  checkWriteNetworkRequest,
} from './checkRequest.ts'
import { countConfusion } from './countConfusion.ts'
import { createDataParts } from './dataParts.ts'
import { createDataSource, createFetchBytes } from './dataSource.ts'
import { defineWeights } from './defineWeights.ts'
import { describeData } from './describeData.ts'
import { evaluatePoints } from './evaluation.ts'
import { createJobs, type Pace } from './jobs.ts'
import type { LabParts } from './labParts.ts'
import { predictPoints } from './prediction.ts'
import { readSamples } from './readSamples.ts'
import { requireNumber } from './requireValue.ts'
import { createScienceVerbs } from './scienceVerbs.ts'
import { type Backends, createSessions } from './sessions.ts'
import { readStudyFile, writeStudyFile } from './studyFiles.ts'
import { trainCurve } from './training/trainCurve.ts'
import { trainEndpoint } from './training/trainEndpoint.ts'
import { createWeightsShelf } from './weightsShelf.ts'
import { measureNorms } from './writing/measureNorms.ts'
import { writeNetwork } from './writing/writeNetwork.ts'
import { writeResults } from './writing/writeResults.ts'

/** What the lab takes from outside; tests put fakes in their place. */
export interface LabSurroundings extends Pace {
  readonly backends: Backends & { survey(): ReturnType<EngineApi['survey']> }
  /** Reads a shipped file by its path, in place of a fetch. */
  readonly fetchBytes?: (path: string) => Promise<Uint8Array>
}

/**
 * The engine's verbs over one shelf of weights, one registry of jobs and one cache of sessions. It knows nothing of
 * Comlink: `worker.ts` puts it on the wire.
 */
export function createLab(surroundings: LabSurroundings): EngineApi {
  const { backends, now } = surroundings
  let baseUrl = ''
  const fetchBytes = surroundings.fetchBytes ?? createFetchBytes(() => baseUrl)
  const source = createDataSource(fetchBytes)
  const takePart = createDataParts((loaded) => source.put(loaded))
  const sessions = createSessions(source, backends)
  const shelf = createWeightsShelf()
  const jobs = createJobs(surroundings)
  const parts: LabParts = { sessions, shelf, now: () => now() }
  return {
    ...createScienceVerbs(parts, jobs),
    async configure(options) {
      baseUrl = options.baseUrl
    },
    async ping() {},
    probe: (problem) => sessions.probe(problem),
    survey: () => backends.survey(),
    describeData: async (data) => describeData(await source.get(data)),
    loadData: async (loaded) => source.put(loaded),
    loadDataPart: async (part) => takePart(part),
    releaseData: async (ids) => source.remove(ids),
    async train(id, request, send) {
      checkTrainRequest(request)
      return jobs.run(id, (job) => trainEndpoint(parts, request, { job, send }))
    },
    async trainCurve(id, request, send) {
      checkTrainCurveRequest(request)
      return jobs.run(id, (job) => trainCurve(parts, request, { job, send }))
    },
    async evaluate(id, request, send) {
      checkEvaluateRequest(request)
      return jobs.run(id, (job) => evaluatePoints(parts, request, { job, send }))
    },
    async countConfusion(request) {
      checkProblem(request.problem)
      return countConfusion({ source, shelf }, request, { breathe: surroundings.yieldTask })
    },
    readSamples: (request) => readSamples(source, request),
    async predict(id, request) {
      checkPredictRequest(request)
      return jobs.run(id, (job) => predictPoints(parts, request, job))
    },
    async define(request) {
      checkDefineRequest(request)
      const stored = defineWeights(request, shelf)
      shelf.put(stored)
      return stored
    },
    async measure(basis) {
      requireNumber('basis vectors', basis.length, { min: 1, max: 64 })
      return measureBasis(shelf.get(basis).map(({ weights }) => weights))
    },
    async measureNorms(id, request) {
      checkMeasureNormsRequest(request)
      return jobs.run(id, (job) => measureNorms(shelf, request, job))
    },
    async writeNetwork(id, request) {
      checkWriteNetworkRequest(request)
      return jobs.run(id, (job) => writeNetwork(parts, request, job))
    },
    writeResults,
    load: async (stored) => shelf.put(stored),
    async export(id) {
      const [stored] = shelf.get([id])
      return stored as NonNullable<typeof stored>
    },
    release: async (ids) => shelf.remove(ids),
    readStudy: async (path) => readStudyFile(await fetchBytes(path)),
    writeStudy: async (record) => writeStudyFile(record),
    cancel: async (id) => jobs.cancel(id),
    pause: async (id) => jobs.pause(id),
    resume: async (id) => jobs.resume(id),
  }
}
