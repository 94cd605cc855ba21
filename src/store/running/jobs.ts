import { EngineError } from '../../protocol/engineError.ts'
import type { JobId } from '../../protocol/identifiers.ts'
import type { Outcome, Progress } from '../../protocol/progress.ts'
import type { Choices } from '../choices/choices.ts'
import { type JobHandle, newJobId, type Study } from '../context.ts'
import type { Failure, RunEnd, RunName, RunningJob } from '../state.ts'

/** Thrown inside a run when its call came back cancelled; ends the run without a failure. */
class RunCancelled extends Error {}

/** What the body of a run may use. */
export interface RunScope {
  readonly signal: AbortSignal
  /** Name of part `index` for the engine. */
  readonly job: (index: number) => JobId
  /** Tells how far part `index` is. */
  readonly report: (index: number, progress: Progress) => void
}

/** A job that is over sooner is not worth a picture: drawing it would take longer than the job. */
const quietMs = 250

/** Whether a job has run long enough for its progress to be shown. */
export function isWorthShowing({ elapsedMs }: Progress): boolean {
  return elapsedMs >= quietMs
}

/** How a step runs. */
export interface RunMode {
  /** Everything is computed again, also what is fresh. */
  readonly anew: boolean
  /** Whoever asked wants to see the training as a film. */
  readonly watch?: boolean
}

interface RunOptions {
  /** Key of what is computed; the run is cancelled when the choices move away from it. */
  readonly key: string
  /** Whether it is of use under other choices, where the key alone does not tell. */
  readonly isWanted?: (choices: Choices) => boolean
  /** Parts that run at the same time. */
  readonly parts?: number
  readonly canPause?: boolean
}

function changeJob(study: Study, name: RunName, change: (job: RunningJob) => RunningJob): void {
  study.store.setState(({ jobs }) => {
    const job = jobs[name]
    return job ? { jobs: { ...jobs, [name]: change(job) } } : {}
  })
}

/** What a page says of an error. */
export function toFailure(error: unknown): Failure {
  if (error instanceof EngineError) return { code: error.code, message: error.message }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) }
}

/**
 * Runs `body` as the step `name`: shows its progress, lets it be cancelled, and keeps its failure for the page. An earlier
 * run of the step is cancelled, and has put away what it has before `body` begins.
 */
export async function runJob(
  study: Study,
  name: RunName,
  options: RunOptions,
  body: (scope: RunScope) => Promise<void>,
): Promise<RunEnd> {
  const earlier = study.handles.get(name)
  earlier?.abort.abort()
  const abort = new AbortController()
  const ids = Array.from({ length: options.parts ?? 1 }, () => newJobId(study))
  let tellEnd: (end: RunEnd) => void = () => {}
  const { key, isWanted } = options
  const handle: JobHandle = {
    abort,
    key,
    ...(isWanted && { isWanted }),
    end: new Promise((resolve) => {
      tellEnd = resolve
    }),
  }
  study.handles.set(name, handle)
  showJob(study, name, { ids, canPause: options.canPause ?? false })
  const report = (index: number, progress: Progress) => {
    if (study.handles.get(name) !== handle) return
    changeJob(study, name, (now) => ({ ...now, progress: now.progress.with(index, progress) }))
  }
  let end: RunEnd = 'done'
  try {
    if (earlier) await earlier.end
    abort.signal.throwIfAborted()
    await body({ signal: abort.signal, job: (index) => ids[index] as JobId, report })
  } catch (error) {
    end = error instanceof RunCancelled || abort.signal.aborted ? 'cancelled' : 'failed'
    abort.abort()
    if (end === 'failed') {
      study.store.setState(({ failures }) => ({ failures: { ...failures, [name]: toFailure(error) } }))
    }
  }
  if (study.handles.get(name) === handle) {
    study.handles.delete(name)
    study.store.setState(({ jobs: { [name]: _, ...jobs }, givenUp: { [name]: mark, ...others } }) => ({
      jobs,
      // Given up too late: it was done.
      givenUp: mark && end !== 'done' ? { ...others, [name]: mark } : others,
    }))
  }
  tellEnd(end)
  return end
}

function showJob(study: Study, name: RunName, { ids, canPause }: Pick<RunningJob, 'ids' | 'canPause'>): void {
  const job: RunningJob = { ids, progress: ids.map(() => undefined), paused: false, canPause }
  study.store.setState(
    ({ jobs, failures: { [name]: _, ...failures }, givenUp: { [name]: __, ...givenUp } }) => ({
      jobs: { ...jobs, [name]: job },
      failures,
      givenUp,
    }),
  )
}

/** The value of a finished call. @throws RunCancelled */
export function finished<T>(outcome: Outcome<T>): T {
  if (outcome.state === 'cancelled') throw new RunCancelled()
  return outcome.value
}

/** Stops a running step; what it had before stays. */
export function cancelRun(study: Study, name: RunName): void {
  study.handles.get(name)?.abort.abort()
}

/** Stops everything that runs. */
export function cancelAll(study: Study): void {
  for (const { abort } of study.handles.values()) abort.abort()
}

/** Stops a running step for a person, and notes how far it was, so that the page can say what became of it. */
export function giveUp(study: Study, name: RunName): void {
  const job = study.store.getState().jobs[name]
  if (!job) return
  study.store.setState(({ givenUp }) => ({ givenUp: { ...givenUp, [name]: { share: shareDone(job) } } }))
  cancelRun(study, name)
}

/** Stops everything that runs for a person. */
export function giveUpAll(study: Study): void {
  for (const name of study.handles.keys()) giveUp(study, name)
}

/** Pauses a running step, or lets it go on. */
export async function togglePause(study: Study, name: RunName): Promise<void> {
  const job = study.store.getState().jobs[name]
  if (!job?.canPause) return
  const { client } = study
  await Promise.all(job.ids.map((id) => (job.paused ? client.resume(id) : client.pause(id))))
  changeJob(study, name, (now) => ({ ...now, paused: !job.paused }))
}

/** Seconds a running step still needs, from how fast it went so far; undefined before there is anything to judge by. */
export function secondsLeft(job: RunningJob): number | undefined {
  const estimates = job.progress.map((progress) => {
    if (!progress || progress.done === 0 || progress.elapsedMs < 300) return undefined
    return (progress.elapsedMs / progress.done) * (progress.total - progress.done) * 1e-3
  })
  const known = estimates.filter((seconds) => seconds !== undefined)
  return known.length === estimates.length ? Math.max(...known) : undefined
}

/** Share of a running step that is done, 0…1. */
export function shareDone(job: RunningJob): number {
  const shares = job.progress.map((progress) => (progress ? progress.done / Math.max(progress.total, 1) : 0))
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}
