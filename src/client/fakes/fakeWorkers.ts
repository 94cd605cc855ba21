import { expose } from 'comlink'
import type { EngineApi } from '../../protocol/engineApi.ts'
import type { WorkerLike } from '../workerHost.ts'

/** A worker made of two ports: the client holds one, an engine of the test's making answers on the other. */
export interface FakeWorker {
  readonly engine: Partial<EngineApi>
  readonly isTerminated: boolean
  /** Stops answering, as a worker does that closed itself or computes without end. */
  fallSilent(): void
  /** Fires an event on the client's end. */
  fire(event: Event): void
}

/** A factory for clients, and all workers that it made, oldest first. */
export function createFakeWorkers(createEngine: () => Partial<EngineApi>): {
  readonly workers: readonly FakeWorker[]
  createWorker(): WorkerLike
} {
  const workers: FakeWorker[] = []
  return {
    workers,
    createWorker() {
      const { port1, port2 } = new MessageChannel()
      const base: Partial<EngineApi> = {
        configure: async () => {},
        ping: async () => {},
        load: async () => {},
      }
      const engine = { ...base, ...createEngine() }
      expose(engine, port2)
      let isTerminated = false
      workers.push({
        engine,
        get isTerminated() {
          return isTerminated
        },
        fallSilent: () => port2.close(),
        fire: (event) => port1.dispatchEvent(event),
      })
      return Object.assign(port1, {
        terminate: () => {
          isTerminated = true
          port1.close()
        },
      })
    },
  }
}
