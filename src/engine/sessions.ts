import type { Dataset } from '../core/data/dataset.ts'
import type { Network } from '../core/networks/network.ts'
import { planNetwork } from '../core/networks/planNetwork.ts'
import { EngineError } from '../protocol/engineError.ts'
import type { BackendChoice, BackendName, BackendReport, Problem } from '../protocol/problem.ts'
import type { Backend, Session } from './backends/backend.ts'
import type { DataSource } from './dataSource.ts'
import { toEngineError } from './toEngineError.ts'

/** Makes backends and knows the machine; the seam that tests replace. */
export interface Backends {
  create(name: BackendName): Promise<Backend>
  choose(choice: BackendChoice, network: Network): Promise<BackendReport>
  /** What runs in place of a device that failed. */
  retreat(reason: DeviceFailure): Promise<BackendReport>
}

/** Why a device gave up. */
export type DeviceFailure = Extract<BackendReport['reason'], 'device-lost' | 'out-of-memory' | 'unsupported'>

/** A session in use: it is not disposed before `release`. */
export interface Lease {
  readonly session: Session
  readonly network: Network
  readonly data: Dataset
  readonly report: BackendReport
  release(): void
  /** Says that the device failed: the next lease of this problem runs on the CPU and reports the reason. */
  abandon(failure: DeviceFailure): void
  /** Says that the session is broken: the next lease of this problem compiles it anew. */
  discard(): void
}

/** Compiled problems, the last two kept. */
export interface Sessions {
  /** @throws EngineError `invalid-request`, `shape-mismatch`, `format`, `out-of-memory`, `unsupported` */
  acquire(problem: Problem): Promise<Lease>
  /** What `acquire` would run on, without compiling. */
  probe(problem: Problem): Promise<BackendReport>
}

type Compiled = Pick<Lease, 'session' | 'network' | 'data' | 'report'>

interface Entry {
  readonly compiled: Promise<Compiled>
  users: number
  dropped: boolean
}

const keptCount = 2

const deviceBackends: ReadonlySet<BackendName> = new Set(['webgpu', 'tf-webgpu'])

/** Whether a graphics device computes, which may fail while the CPU goes on. */
export function runsOnDevice({ name }: Pick<BackendReport, 'name'>): boolean {
  return deviceBackends.has(name)
}

/** Makes the cache over a source of data and of backends. */
export function createSessions(source: DataSource, backends: Backends): Sessions {
  return new SessionCache(source, backends)
}

/** Tells a failure of the device from a failure of the request. */
export function deviceFailureOf(error: unknown): DeviceFailure | undefined {
  const { code } = toEngineError(error)
  return code === 'device-lost' || code === 'out-of-memory' || code === 'unsupported' ? code : undefined
}

class SessionCache implements Sessions {
  readonly #source: DataSource
  readonly #backends: Backends
  readonly #created = new Map<BackendName, Promise<Backend>>()
  readonly #entries = new Map<string, Entry>()
  /** Problems that failed on a device; after a lost device, all of them. */
  readonly #failures = new Map<string, DeviceFailure>()
  #deviceLost = false

  constructor(source: DataSource, backends: Backends) {
    this.#source = source
    this.#backends = backends
  }

  async acquire(problem: Problem): Promise<Lease> {
    const key = keyOf(problem)
    const entry = this.#enter(key, problem)
    entry.users++
    try {
      const compiled = await entry.compiled
      return this.#lend(key, entry, compiled)
    } catch (error) {
      this.#drop(key, entry)
      this.#leave(entry)
      throw error
    }
  }

  async probe(problem: Problem): Promise<BackendReport> {
    return this.#decide(keyOf(problem), problem, planNetwork(problem.architecture))
  }

  #enter(key: string, problem: Problem): Entry {
    const entry = this.#entries.get(key) ?? {
      compiled: this.#compile(key, problem),
      users: 0,
      dropped: false,
    }
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    for (const [oldKey, old] of [...this.#entries].slice(0, -keptCount)) this.#drop(oldKey, old)
    return entry
  }

  #lend(key: string, entry: Entry, compiled: Compiled): Lease {
    let released = false
    return {
      ...compiled,
      release: () => {
        if (released) return
        released = true
        this.#leave(entry)
      },
      abandon: (failure) => {
        this.#fail(key, failure)
        this.#drop(key, entry)
      },
      discard: () => this.#drop(key, entry),
    }
  }

  #drop(key: string, entry: Entry): void {
    // Somebody who shared the lease may have replaced it already.
    if (this.#entries.get(key) === entry) this.#entries.delete(key)
    entry.dropped = true
    if (entry.users === 0) disposeEntry(entry)
  }

  #leave(entry: Entry): void {
    entry.users--
    if (entry.dropped && entry.users === 0) disposeEntry(entry)
  }

  #fail(key: string, failure: DeviceFailure): void {
    this.#failures.set(key, failure)
    if (failure !== 'device-lost') return
    this.#deviceLost = true
    for (const name of deviceBackends) this.#created.delete(name)
  }

  async #compile(key: string, problem: Problem): Promise<Compiled> {
    const network = planNetwork(problem.architecture)
    const { dataset: data } = await this.#source.get(problem.data)
    checkFit(network, data)
    const report = await this.#decide(key, problem, network)
    try {
      const backend = await this.#backend(report.name)
      return { session: await backend.createSession(network, data), network, data, report }
    } catch (error) {
      const failure = runsOnDevice(report) ? deviceFailureOf(error) : undefined
      if (!failure) throw error
      this.#fail(key, failure)
      return this.#compile(key, problem)
    }
  }

  async #decide(key: string, problem: Problem, network: Network): Promise<BackendReport> {
    const report = await this.#backends.choose(problem.backend, network)
    const failure = this.#deviceLost ? 'device-lost' : this.#failures.get(key)
    return failure && runsOnDevice(report) ? this.#backends.retreat(failure) : report
  }

  async #backend(name: BackendName): Promise<Backend> {
    const created = this.#created.get(name) ?? this.#backends.create(name)
    this.#created.set(name, created)
    try {
      return await created
    } catch (error) {
      this.#created.delete(name)
      // An adapter that refuses a device is as good as lost.
      if (deviceBackends.has(name)) throw new EngineError('device-lost', toEngineError(error).message)
      throw error
    }
  }
}

function keyOf({ data, architecture, backend }: Problem): string {
  return JSON.stringify([data, architecture, backend])
}

function disposeEntry({ compiled }: Entry): void {
  compiled.then(
    ({ session }) => session.dispose(),
    // Nothing was made, so nothing is to be freed; who waited for it was told.
    () => undefined,
  )
}

function checkFit({ architecture, classCount }: Network, data: Dataset): void {
  const [got, wanted] = [architecture.input.join('×'), data.inputShape.join('×')]
  if (got !== wanted)
    throw new EngineError('shape-mismatch', `input: got ${got}, wanted ${wanted} as in the data`)
  if (classCount !== data.classCount) {
    throw new EngineError(
      'shape-mismatch',
      `classes: got ${classCount}, wanted ${data.classCount} as in the data`,
    )
  }
}
