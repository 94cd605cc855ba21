import { type Endpoint, type Remote, transferHandlers, wrap } from 'comlink'
import type { EngineApi, LoadedData } from '../protocol/engineApi.ts'
import { EngineError } from '../protocol/engineError.ts'
import { keepErrorCodes } from '../protocol/errorTransfer.ts'
import type { WeightsId } from '../protocol/identifiers.ts'
import { sendData } from './sendData.ts'
import type { WeightsVault } from './weightsVault.ts'

/** What the client needs of a Worker; tests give a message port. */
export interface WorkerLike extends Endpoint {
  terminate(): void
}

const pingIntervalMs = 1000
/** Unanswered pings are counted in ticks, not by the clock: a laptop that slept has aged by one tick. */
const patienceTicks = 5
/** Until a worker's script is loaded and its first answer is there; networks are slow. */
const startPatienceTicks = 60

export interface WorkerHostOptions {
  readonly worker: WorkerLike
  readonly baseUrl: string
  readonly vault: WeightsVault
  readonly data: ReadonlyMap<string, LoadedData>
  /** Called once, when the worker was given up; not after `end`. */
  readonly onDeath: (error: EngineError, lostCalls: number) => void
}

/**
 * One worker's life: configured at its start, given the weights it lacks before each call, pinged while calls run, and given
 * up when it errs or falls silent. A dead host stays dead; the client makes another.
 */
export class WorkerHost {
  readonly remote: Remote<EngineApi>
  /** Ids of the vault that this worker has. */
  readonly held = new Set<WeightsId>()
  /** Ids of opened data that this worker has. */
  readonly heldData = new Set<string>()
  readonly #options: WorkerHostOptions
  readonly #calls = new Set<(error: EngineError) => void>()
  #ready: Promise<void>
  #watch: ReturnType<typeof setInterval> | undefined
  #hasAnswered = false
  #isPinging = false
  #silentTicks = 0
  #over: EngineError | undefined

  constructor(options: WorkerHostOptions) {
    keepErrorCodes(transferHandlers)
    this.#options = options
    const { worker, baseUrl } = options
    worker.addEventListener('error', (event) => this.#die(describeEvent(event)))
    worker.addEventListener('messageerror', () => this.#die('a message could not be read'))
    this.remote = wrap<EngineApi>(worker)
    this.#ready = this.#answered(this.remote.configure({ baseUrl }))
  }

  /**
   * Runs one call on the worker, after it was given the weights it lacks.
   * @throws EngineError `worker-died` as soon as the worker is given up; whatever the call throws
   */
  async run<T>(call: (remote: Remote<EngineApi>) => Promise<T>): Promise<T> {
    if (this.#over) throw this.#over
    let reject: (error: EngineError) => void = () => {}
    const death = new Promise<never>((_resolve, rejectDeath) => {
      reject = rejectDeath
    })
    this.#calls.add(reject)
    this.#startWatch()
    try {
      return await Promise.race([this.#callWhenReady(call), death])
    } finally {
      this.#calls.delete(reject)
      if (this.#calls.size === 0) this.#stopWatch()
    }
  }

  /** Gives the worker up without a word to `onDeath`: running calls reject with `reason`; returns how many. */
  end(reason: EngineError): number {
    if (this.#over) return 0
    this.#over = reason
    this.#stopWatch()
    this.#options.worker.terminate()
    for (const reject of this.#calls) reject(reason)
    return this.#calls.size
  }

  get isOver(): boolean {
    return this.#over !== undefined
  }

  async #callWhenReady<T>(call: (remote: Remote<EngineApi>) => Promise<T>): Promise<T> {
    await this.#loadMissing()
    return call(this.remote)
  }

  /** Loads one call after another, so that two calls do not load the same weights twice. */
  #loadMissing(): Promise<void> {
    const load = async () => {
      for (const loaded of this.#options.data.values()) {
        if (this.heldData.has(loaded.id)) continue
        await sendData(this.remote, loaded)
        this.heldData.add(loaded.id)
      }
      for (const stored of this.#options.vault.missingFrom(this.held)) {
        await this.remote.load(stored)
        this.held.add(stored.id)
      }
    }
    // A failure belongs to the call that met it, not to those after it.
    this.#ready = this.#ready.catch(() => {}).then(load)
    return this.#ready
  }

  #startWatch(): void {
    this.#watch ??= setInterval(() => this.#tick(), pingIntervalMs)
  }

  #stopWatch(): void {
    clearInterval(this.#watch)
    this.#watch = undefined
    this.#silentTicks = 0
  }

  #tick(): void {
    const patience = this.#hasAnswered ? patienceTicks : startPatienceTicks
    if (this.#isPinging) this.#silentTicks++
    else void this.#ping()
    if (this.#silentTicks >= patience) this.#die(`no answer for ${this.#silentTicks} seconds`)
  }

  async #ping(): Promise<void> {
    this.#isPinging = true
    await this.#answered(this.remote.ping())
    this.#isPinging = false
  }

  async #answered(answer: Promise<void>): Promise<void> {
    await answer
    this.#hasAnswered = true
    this.#silentTicks = 0
  }

  #die(why: string): void {
    if (this.#over) return
    const error = new EngineError('worker-died', `the engine's worker died: ${why}`)
    this.#options.onDeath(error, this.end(error))
  }
}

function describeEvent(event: Event): string {
  const { message } = event as Event & { readonly message?: string }
  return message || 'its script failed'
}
