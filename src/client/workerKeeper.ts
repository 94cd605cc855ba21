import { proxy, type Remote } from 'comlink'
import type { EngineApi, LoadedData } from '../protocol/engineApi.ts'
import { EngineError } from '../protocol/engineError.ts'
import type { JobId, WeightsId } from '../protocol/identifiers.ts'
import type { Outcome } from '../protocol/progress.ts'
import type { StoredWeights } from '../protocol/training.ts'
import { createWeightsVault } from './weightsVault.ts'
import { WorkerHost, type WorkerLike } from './workerHost.ts'

/** How to follow a long call. */
export interface CallOptions<Event> {
  /** Aborting resolves the call to `{ state: 'cancelled' }`, within a second even where the worker does not listen. */
  readonly signal?: AbortSignal
  readonly onEvent?: (event: Event) => void
  /** Name for `pause` and `resume`; one is made up when absent. */
  readonly job?: JobId
}

/** Told when a worker was given up; the next call starts another. */
export interface RestartNotice {
  readonly error: EngineError
  /** Calls that were running and rejected. */
  readonly lostCalls: number
}

/** How long a worker may take to let go of a cancelled job before it is replaced. */
const cancelGraceMs = 1000

type CallWorker<T> = (remote: Remote<EngineApi>) => Promise<T>
type StartJob<Value, Event> = (
  remote: Remote<EngineApi>,
  job: JobId,
  onEvent: (event: Event) => void,
) => Promise<Outcome<Value>>

/** Keeps a worker at hand: starts it with the first call, replaces it when it dies, and gives the new one all weights back. */
export class WorkerKeeper {
  readonly #createWorker: () => WorkerLike
  readonly #baseUrl: string
  readonly #vault = createWeightsVault()
  /** The page's copies of opened data, which outlive a worker. */
  readonly #data = new Map<string, LoadedData>()
  readonly #listeners = new Set<(notice: RestartNotice) => void>()
  #host: WorkerHost | undefined
  #isDisposed = false
  #jobCount = 0

  constructor(createWorker: () => WorkerLike, baseUrl: string) {
    this.#createWorker = createWorker
    this.#baseUrl = baseUrl
  }

  /** Runs a short call. @throws EngineError */
  async run<T>(call: CallWorker<T>): Promise<T> {
    return this.#openHost().run(call)
  }

  /** Runs a call that can be cancelled and followed. @throws EngineError */
  async runJob<Value, Event>(
    options: CallOptions<Event>,
    start: StartJob<Value, Event>,
  ): Promise<Outcome<Value>> {
    const { signal, onEvent, job = `job ${++this.#jobCount}` as JobId } = options
    if (signal?.aborted) return { state: 'cancelled' }
    const host = this.#openHost()
    const events = guardEvents(onEvent)
    const cancellation = new Cancellation<Value>(signal, () => this.#giveUp(host))
    const work = host.run(async (remote): Promise<Outcome<Value>> => {
      if (signal?.aborted) return { state: 'cancelled' }
      const outcome = start(remote, job, proxy(events.send))
      cancellation.arm(() => void remote.cancel(job))
      return outcome
    })
    try {
      return await Promise.race([cancellation.happened, work])
    } finally {
      events.close()
      cancellation.disarm()
    }
  }

  /** Remembers weights that the worker of the moment made. */
  keep(stored: StoredWeights): void {
    this.#vault.keep(stored)
    this.#host?.held.add(stored.id)
  }

  /** Takes weights from outside; the worker gets them before its next call. */
  take(stored: StoredWeights): void {
    this.#vault.keep(stored)
    this.#host?.held.delete(stored.id)
  }

  /** Forgets weights here and, when there is one, in the worker. */
  async forget(ids: readonly WeightsId[]): Promise<void> {
    this.#vault.forget(ids)
    const host = this.#host
    if (!host || host.isOver) return
    for (const id of ids) host.held.delete(id)
    await host.run((remote) => remote.release(ids))
  }

  /** Takes opened data; every worker gets them before its next call. */
  takeData(loaded: LoadedData): void {
    this.#data.set(loaded.id, loaded)
    this.#host?.heldData.delete(loaded.id)
  }

  /** Forgets opened data here and, when there is one, in the worker. */
  async forgetData(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#data.delete(id)
    const host = this.#host
    if (!host || host.isOver) return
    for (const id of ids) host.heldData.delete(id)
    await host.run((remote) => remote.releaseData(ids))
  }

  /** The page's copy of weights, if it has one. */
  findWeights(id: WeightsId): StoredWeights | undefined {
    return this.#vault.get(id)
  }

  /** The page's copy of opened data. */
  findData(id: string): LoadedData | undefined {
    return this.#data.get(id)
  }

  heldData(): readonly string[] {
    return [...this.#data.keys()]
  }

  heldWeights(): readonly WeightsId[] {
    return this.#vault.ids()
  }

  weightsBytes(id: WeightsId): number {
    return this.#vault.bytesOf(id)
  }

  onRestart(listener: (notice: RestartNotice) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  dispose(): void {
    this.#isDisposed = true
    this.#host?.end(closedError())
  }

  #openHost(): WorkerHost {
    if (this.#isDisposed) throw closedError()
    if (!this.#host || this.#host.isOver) {
      this.#host = new WorkerHost({
        worker: this.#createWorker(),
        baseUrl: this.#baseUrl,
        vault: this.#vault,
        data: this.#data,
        onDeath: (error, lostCalls) => this.#notify({ error, lostCalls }),
      })
    }
    return this.#host
  }

  #giveUp(host: WorkerHost): void {
    if (host.isOver) return
    const error = new EngineError(
      'worker-died',
      `the engine did not let go of a job within ${cancelGraceMs} ms`,
    )
    // The cancelled call itself is not lost: it has what it asked for.
    this.#notify({ error, lostCalls: host.end(error) - 1 })
  }

  #notify(notice: RestartNotice): void {
    for (const listener of this.#listeners) listener(notice)
  }
}

/** Follows an AbortSignal until its call is over: asks the worker, waits, and gives it up. */
class Cancellation<Value> {
  readonly happened: Promise<Outcome<Value>>
  readonly #signal: AbortSignal | undefined
  readonly #onAbort: () => void
  #ask: (() => void) | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(signal: AbortSignal | undefined, giveUp: () => void) {
    let resolve: (outcome: Outcome<Value>) => void = () => {}
    this.happened = new Promise((resolveHappened) => {
      resolve = resolveHappened
    })
    this.#signal = signal
    this.#onAbort = () => {
      if (!this.#ask) return resolve({ state: 'cancelled' })
      this.#ask()
      this.#timer = setTimeout(() => {
        resolve({ state: 'cancelled' })
        giveUp()
      }, cancelGraceMs)
    }
    signal?.addEventListener('abort', this.#onAbort)
  }

  /** From now on the worker knows the job and must be asked. */
  arm(ask: () => void): void {
    this.#ask = ask
  }

  disarm(): void {
    clearTimeout(this.#timer)
    this.#signal?.removeEventListener('abort', this.#onAbort)
  }
}

/** Events come by a port of their own and may arrive after the answer; then nobody wants them. */
function guardEvents<Event>(onEvent: ((event: Event) => void) | undefined) {
  let isOpen = true
  return {
    send: (event: Event) => {
      if (!isOpen || !onEvent) return
      try {
        onEvent(event)
      } catch (error) {
        // Thrown here it would travel to the worker and be lost there.
        queueMicrotask(() => {
          throw error
        })
      }
    },
    close: () => {
      isOpen = false
    },
  }
}

function closedError(): EngineError {
  return new EngineError('worker-died', 'the engine was closed')
}
