import { EngineError } from '../protocol/engineError.ts'
import type { JobId } from '../protocol/identifiers.ts'
import type { Outcome } from '../protocol/progress.ts'
import type { JobControl } from './backends/backend.ts'
import { Cancelled } from './cancelled.ts'

/** How long a job may compute before it lets messages in. Well under the promised 50 ms: a step between two breaths takes time too. */
const sliceMs = 16

/** Where jobs get time from; tests put a clock of their own in its place. */
export interface Pace {
  /** Milliseconds on a clock that never runs backwards. */
  now(): number
  /** Resolves after the messages that wait now were handled. */
  yieldTask(): Promise<void>
}

/** One running request, as the work inside it sees it. */
export interface Job extends JobControl {
  /** Since the start, pauses left out: the time that predicts the time left. */
  elapsedMs(): number
}

/** All running requests by their ids. */
export interface Jobs {
  /** Runs `work` under a name. @throws EngineError `invalid-request` when the name is taken; whatever `work` throws. */
  run<T>(id: JobId, work: (job: Job) => Promise<T>): Promise<Outcome<T>>
  cancel(id: JobId): void
  pause(id: JobId): void
  resume(id: JobId): void
}

/** Makes an empty registry. Cancelling, pausing or resuming a job that is over does nothing: the message was late. */
export function createJobs(pace: Pace): Jobs {
  const running = new Map<JobId, RunningJob>()
  return {
    async run(id, work) {
      if (running.has(id)) throw new EngineError('invalid-request', `job is already running: ${id}`)
      const job = new RunningJob(pace)
      running.set(id, job)
      try {
        return { state: 'done', value: await work(job) }
      } catch (error) {
        if (error instanceof Cancelled) return { state: 'cancelled' }
        throw error
      } finally {
        running.delete(id)
      }
    },
    cancel: (id) => running.get(id)?.cancel(),
    pause: (id) => running.get(id)?.pause(),
    resume: (id) => running.get(id)?.resume(),
  }
}

class RunningJob implements Job {
  readonly #pace: Pace
  readonly #startMs: number
  #sliceStartMs: number
  #pausedMs = 0
  #cancelled = false
  #paused: { readonly since: number; readonly over: Promise<void>; end(): void } | undefined

  constructor(pace: Pace) {
    this.#pace = pace
    this.#startMs = pace.now()
    this.#sliceStartMs = this.#startMs
  }

  async breathe(): Promise<void> {
    if (this.#cancelled) throw new Cancelled()
    if (this.#pace.now() - this.#sliceStartMs >= sliceMs) await this.#pace.yieldTask()
    else if (!this.#paused) return
    while (this.#paused && !this.#cancelled) await this.#paused.over
    if (this.#cancelled) throw new Cancelled()
    this.#sliceStartMs = this.#pace.now()
  }

  elapsedMs(): number {
    const until = this.#paused?.since ?? this.#pace.now()
    return until - this.#startMs - this.#pausedMs
  }

  cancel(): void {
    this.#cancelled = true
    this.#paused?.end()
  }

  pause(): void {
    if (this.#paused) return
    let end = () => {}
    const over = new Promise<void>((resolve) => {
      end = resolve
    })
    this.#paused = { since: this.#pace.now(), over, end }
  }

  resume(): void {
    if (!this.#paused) return
    const { since, end } = this.#paused
    this.#paused = undefined
    this.#pausedMs += this.#pace.now() - since
    end()
  }
}
