import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FileReader } from '../../client/createFileReader.ts'
import type { CurveKind } from '../../core/curves/curve.ts'
import { isFlatVector } from '../../core/inference/flatVector.ts'
import type { Answer } from '../../core/inference/inferenceQuestion.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import type { DatasetRequest, GivenFile } from '../../protocol/fileReader.ts'
import type { DataSpec } from '../../protocol/problem.ts'
import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { classCountOf, dataFactsOf } from '../dataSets.ts'
import { checkStudy } from '../keeping/checkStudy.ts'
import { openStudy } from '../keeping/openStudy.ts'
import { StudyFileError } from '../keeping/studyFileError.ts'
import { compareSurface } from '../published/compareSurface.ts'
import { ResultsOpening } from '../published/resultsOpening.ts'
import type { PublishedResults } from '../results.ts'
import { toFailure } from '../running/jobs.ts'
import { architectureOf, dataSpecOf } from '../running/requests.ts'
import { assignFiles } from './assignFiles.ts'
import { networkTensors } from './assignments.ts'
import { checkNetworks } from './checkNetworks.ts'
import { DataOpening } from './dataOpening.ts'
import { guessDatasetRequest } from './datasetRequests.ts'
import { type LoadedNetworks, loadNetworks } from './loadNetworks.ts'
import { missingFiles } from './openedFiles.ts'
import { findObstacle, type NetworkState, nothingYet, type OpeningState } from './openingState.ts'
import { beginOpening, endOpening } from './openingsUnderWay.ts'
import { planOpenedNetwork } from './planOpenedNetwork.ts'
import { startStudy } from './startStudy.ts'
import { takeFiles } from './takeFiles.ts'
import { findToldData } from './toldData.ts'

/** One opening of files, from reading them to taking them; whoever shows it reads `store` and calls the rest. */
export interface Opening {
  readonly store: StoreApi<OpeningState>
  /** Resolves when everything that is under way has been read and checked. */
  readonly settled: () => Promise<void>
  chooseDataset(request: DatasetRequest): void
  answer(question: string, answer: Answer): void
  chooseCurve(kind: CurveKind): void
  chooseResultsPlace(place: PublishedResults['place']): void
  /** Makes the files part of the study and runs it, unless `run` is false; does nothing while an obstacle is there. */
  take(options?: { readonly run?: boolean }): Promise<void>
  /** Ends the reader and forgets what is not part of the study. */
  close(): void
}

/** Starts reading files. */
export function createOpening(
  study: Study,
  files: readonly GivenFile[],
  createReader: () => FileReader,
): Opening {
  const opening = new FileOpening(study, createReader())
  void opening.start(files)
  return opening
}

class FileOpening implements Opening {
  readonly store: StoreApi<OpeningState>
  readonly #study: Study
  readonly #reader: FileReader
  /** Ends what an earlier choice asked for. */
  #abort = new AbortController()
  #work: Promise<void> = Promise.resolve()
  #loaded: LoadedNetworks | undefined
  readonly #data: DataOpening
  readonly #results: ResultsOpening

  constructor(study: Study, reader: FileReader) {
    this.#study = study
    this.#reader = reader
    beginOpening(study, this)
    this.#data = new DataOpening(study, reader)
    this.#results = new ResultsOpening(study, reader)
    this.store = createStore<OpeningState>(() => nothingYet)
  }

  start(files: readonly GivenFile[]): Promise<void> {
    this.store.setState({ names: files.map(({ name }) => name) })
    this.#work = this.#read(files)
    return this.#work
  }

  async settled(): Promise<void> {
    for (let work: Promise<void> | undefined; work !== this.#work; await work) work = this.#work
  }

  chooseDataset(request: DatasetRequest): void {
    this.store.setState({ request })
    this.#refresh()
  }

  answer(question: string, answer: Answer): void {
    this.store.setState(({ answers }) => ({ answers: { ...answers, [question]: answer } }))
    this.#refresh()
  }

  chooseCurve(curveKind: CurveKind): void {
    this.store.setState({ curveKind })
  }

  chooseResultsPlace(resultsPlace: PublishedResults['place']): void {
    this.store.setState({ resultsPlace })
  }

  async take({ run = true } = {}): Promise<void> {
    const state = this.store.getState()
    if (findObstacle(state)) return
    this.store.setState({ phase: 'committing' })
    if (state.study.state === 'ready') {
      this.close()
      await openStudy(this.#study, state.study.study, { isChanged: true })
      return
    }
    const { past } = this.#study.store.getState()
    const takesFiles = state.data.state === 'ready' || this.#loaded !== undefined
    if (takesFiles) this.#takeFiles(state)
    this.#results.show(state.resultsPlace, this.#study.store.getState().past !== past)
    this.close()
    if (!run) return
    // Whoever compares a surface waits for that, not for a study around one network.
    if (this.#results.compares) await compareSurface(this.#study)
    else if (takesFiles && missingFiles(this.#study.store.getState()).length === 0)
      await startStudy(this.#study)
  }

  #takeFiles({ data, network, request, curveKind, toldData }: OpeningState): void {
    takeFiles(this.#study, {
      data: data.state === 'ready' ? data.data : undefined,
      toldData,
      standardize: request?.kind === 'table' && this.#loaded === undefined,
      networks: this.#loaded,
      architecture: network?.architecture,
      curveKind,
    })
  }

  close(): void {
    if (this.store.getState().phase === 'over') return
    this.#abort.abort()
    this.store.setState({ phase: 'over' })
    this.#reader.dispose()
    // The engine may have died meanwhile, and then has nothing to forget.
    void endOpening(this.#study, this, this.#work).catch(() => {})
  }

  async #read(files: readonly GivenFile[]): Promise<void> {
    try {
      const summaries = await this.#reader.read(files, (progress) => this.store.setState({ progress }))
      const studyParameters = countStudyParameters(this.#study)
      const assignments = assignFiles(summaries, { studyParameters })
      this.store.setState({
        phase: 'choosing',
        progress: undefined,
        summaries,
        assignments,
        request: assignments.data && guessDatasetRequest(assignments.data),
        toldData: assignments.data
          ? undefined
          : findToldData(assignments.links ?? [], this.#study.store.getState().choices),
        curveKind: assignments.curve?.curve.kind ?? 'bezier',
      })
      await this.#results.read(assignments.results)
      if (assignments.study !== undefined) await this.#readStudy(assignments.study)
    } catch (error) {
      if (this.store.getState().phase !== 'over')
        this.store.setState({ failure: toFailure(error).message, progress: undefined })
      return
    }
    await this.#prepare(this.#abort.signal)
  }

  async #readStudy(file: number): Promise<void> {
    this.store.setState({ study: { state: 'working' } })
    try {
      const study = await checkStudy(await this.#reader.study(file))
      this.store.setState({ study: { state: 'ready', study } })
    } catch (error) {
      const why = error instanceof StudyFileError ? error.why : 'damaged'
      this.store.setState({ study: { state: 'failed', why, message: toFailure(error).message } })
    }
  }

  #refresh(): void {
    this.#abort.abort()
    this.#abort = new AbortController()
    const { signal } = this.#abort
    this.#work = this.#work.then(() => this.#prepare(signal))
  }

  async #prepare(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    await this.#prepareData(signal)
    if (signal.aborted) return
    const network = this.#planNetwork()
    const isFit = network && network.problem === undefined && this.store.getState().data.state !== 'failed'
    this.store.setState({ network, check: { state: isFit ? 'working' : 'none' } })
    if (isFit) await this.#check(network, signal)
    if (signal.aborted) return
    const { assignments, names } = this.store.getState()
    const request = { assignments, names, loaded: this.#loaded, architecture: network?.architecture }
    const comparison = await this.#results.prepare(request, signal)
    if (!signal.aborted) this.store.setState({ comparison })
  }

  async #prepareData(signal: AbortSignal): Promise<void> {
    const { request } = this.store.getState()
    if (!request || this.#data.isMadeFrom(request)) return
    this.store.setState({ data: { state: 'working' } })
    const data = await this.#data.make(request, signal)
    if (data) this.store.setState({ data })
  }

  #planNetwork(): NetworkState | undefined {
    const { assignments, data, answers } = this.store.getState()
    const tensors = networkTensors(assignments)
    if (!tensors) return undefined
    const choices = this.#choices()
    const { inputShape } = dataFactsOf(choices)
    return planOpenedNetwork({
      tensors,
      data: data.state === 'ready' ? data.data : { inputShape, classCount: classCountOf(choices) },
      answers,
      given: assignments.architecture?.architecture,
      told: assignments.told,
      present: choices.network === 'custom' || isFlatVector(tensors) ? architectureOf(choices) : undefined,
    })
  }

  async #check(network: NetworkState, signal: AbortSignal): Promise<void> {
    const { assignments, names } = this.store.getState()
    const { architecture } = network
    if (!architecture) return
    try {
      const before = this.#loaded
      const asked = { assignments, architecture, names, firstPlace: this.#firstPlace(network) }
      this.#loaded = await loadNetworks(this.#study, this.#reader, asked)
      if (before) await this.#forget(before)
      const problem = {
        data: this.#dataSpec(),
        architecture,
        backend: this.#study.store.getState().choices.backend,
      }
      const check = await checkNetworks(this.#study, { problem, loaded: this.#loaded, signal })
      if (check && !signal.aborted) this.store.setState({ check })
    } catch (error) {
      if (signal.aborted) return
      this.store.setState({ check: { state: 'failed', message: toFailure(error).message } })
    }
  }

  /** A lone checkpoint of the study's own network joins the endpoint that was opened before it. */
  #firstPlace({ from }: NetworkState): 1 | 2 {
    const { assignments } = this.store.getState()
    const { choices } = this.#study.store.getState()
    const isLone = assignments.endpoints.length === 1 && !assignments.curve && !assignments.data
    const hasRoom = choices.opened1 !== '' && choices.opened2 === ''
    return from === 'choices' && isLone && hasRoom ? 2 : 1
  }

  #dataSpec(): DataSpec {
    const { data } = this.store.getState()
    if (data.state === 'ready') return { source: 'opened', id: data.data.id, standardize: false }
    return dataSpecOf(this.#choices())
  }

  /** Those of the study, with the data that the networks bring along. */
  #choices(): Choices {
    return { ...this.#study.store.getState().choices, ...this.store.getState().toldData }
  }

  /** Frees networks that were read under other answers. */
  async #forget(before: LoadedNetworks): Promise<void> {
    const { endpoints } = this.#study.store.getState().opened
    const kept = new Set([
      ...Object.values(endpoints).map(({ id }) => id),
      ...(this.#loaded?.ends.map(({ id }) => id) ?? []),
      ...(this.#loaded?.curve?.controlPoints ?? []),
    ])
    const ids = [...before.ends.map(({ id }) => id), ...(before.curve?.controlPoints ?? [])]
    await this.#study.client.release(ids.filter((id) => !kept.has(id)))
  }
}

function countStudyParameters({ store }: Study): number {
  return planNetwork(architectureOf(store.getState().choices)).parameterCount
}
