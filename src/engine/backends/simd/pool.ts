import { EngineError } from '../../../protocol/engineError.ts'
import type { LaneOptions } from './lane.ts'
import { createLaneClient, type LaneClient, openLocalLane } from './laneClient.ts'
import type { PoolAnswer, PoolRequest } from './poolMessages.ts'

/** Bytes that all workers' copies of one session's data may take together. */
const budgetBytes = 2 ** 31

/** More threads than this have nothing to do in the problems of the page. */
const mostWorkers = 16

/** Threads that open lanes. A pool of no workers opens them where it is called, for tests and for browsers without nested workers. */
export interface Pool {
  /** One lane a worker, as many as the data's size allows. @throws EngineError `out-of-memory`, `worker-died` */
  openLanes(options: LaneOptions): Promise<LaneClient[]>
  dispose(): void
}

/** Starts so many workers; 0 computes in this thread. */
export function createPool(count: number): Pool {
  const workers = Array.from({ length: Math.min(count, mostWorkers) }, () => new PoolWorker())
  let nextSession = 1
  return {
    async openLanes(options) {
      if (workers.length === 0) return [await openLocalLane(options)]
      const session = nextSession++
      const used = workers.slice(0, Math.max(1, Math.floor(budgetBytes / (4 * copyBytes(options)))))
      const opened = await Promise.allSettled(used.map((worker) => worker.open(session, options)))
      const lanes = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
      const failure = opened.find((result) => result.status === 'rejected')
      if (!failure) return lanes
      for (const lane of lanes) lane.dispose()
      throw failure.reason
    },
    dispose() {
      for (const worker of workers) worker.dispose()
    },
  }
}

/** Workers that this machine can use: one a core, none where there are no nested workers. */
export function countWorkers(): number {
  return typeof Worker === 'undefined' ? 0 : Math.max(1, navigator.hardwareConcurrency)
}

function copyBytes({ data }: LaneOptions): number {
  return Math.max(1, data.train.inputs.byteLength + data.test.inputs.byteLength)
}

/**
 * A call is a slice of some 16 ms. A worker that closed itself or hangs tells nobody, so silence is counted: in ticks that this
 * thread lived through, lest a laptop that slept take its workers for dead.
 */
const tickMs = 1000
const patienceTicks = 8

interface Pending {
  resolve(value: unknown): void
  reject(error: EngineError): void
}

/** One worker and the calls it has not answered. A worker that died is replaced when the next session opens. */
class PoolWorker {
  private worker: Worker | undefined
  private readonly pending = new Map<number, Pending>()
  private nextCall = 1
  private silentTicks = 0
  private timer: ReturnType<typeof setInterval> | undefined

  async open(session: number, options: LaneOptions): Promise<LaneClient> {
    const worker = this.start()
    await this.call({ kind: 'open', session, options, call: this.nextCall++ })
    return createLaneClient(
      (verb, args) => {
        if (this.worker !== worker) return Promise.reject(died('its session is gone'))
        return this.call({ kind: 'verb', session, verb, args, call: this.nextCall++ })
      },
      () => {
        if (this.worker === worker) worker.postMessage({ kind: 'close', session } satisfies PoolRequest)
      },
    )
  }

  dispose(): void {
    this.stop(new EngineError('worker-died', 'the backend was closed'))
  }

  private start(): Worker {
    if (this.worker) return this.worker
    const worker = new Worker(new URL('./poolWorker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', (event: MessageEvent<PoolAnswer>) => this.settle(event.data))
    worker.addEventListener('error', (event) => this.stop(died(event.message)))
    worker.addEventListener('messageerror', () => this.stop(died('an answer could not be read')))
    this.worker = worker
    return worker
  }

  private call(request: Exclude<PoolRequest, { kind: 'close' }>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.pending.set(request.call, { resolve, reject })
      this.worker?.postMessage(request)
      this.watch()
    })
  }

  private watch(): void {
    if (this.timer !== undefined) return
    this.silentTicks = 0
    this.timer = setInterval(() => {
      this.silentTicks += 1
      if (this.pending.size === 0) this.unwatch()
      else if (this.silentTicks >= patienceTicks) this.stop(died(`no answer for ${patienceTicks} seconds`))
    }, tickMs)
  }

  private unwatch(): void {
    clearInterval(this.timer)
    this.timer = undefined
  }

  private settle(answer: PoolAnswer): void {
    this.silentTicks = 0
    const pending = this.pending.get(answer.call)
    this.pending.delete(answer.call)
    if ('failure' in answer) pending?.reject(new EngineError(answer.failure.code, answer.failure.message))
    else pending?.resolve(answer.value)
  }

  private stop(reason: EngineError): void {
    this.unwatch()
    this.worker?.terminate()
    this.worker = undefined
    for (const { reject } of this.pending.values()) reject(reason)
    this.pending.clear()
  }
}

function died(message: string): EngineError {
  return new EngineError('worker-died', `a worker of the pool stopped: ${message}`)
}
