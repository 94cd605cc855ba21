import type { EngineErrorCode } from '../protocol/engineError.ts'
import type { ChoiceName } from '../store/choices/choices.ts'
import { choiceNames } from '../store/choices/choices.ts'
import type { Study } from '../store/context.ts'
import { secondsLeft, shareDone } from '../store/running/jobs.ts'
import type { RunName, RunningJob, StudyState } from '../store/state.ts'
import { checkValue } from './checkArguments.ts'

/** How far something is. */
export interface ProgressTold {
  /** What is under way; `open` while files are read. */
  readonly step: RunName | 'open'
  /** 0…1. */
  readonly share: number
  /** Absent before there is anything to judge by. */
  readonly secondsLeft?: number
}

/** What is other than before, whoever changed it: a script, the person, or undo. */
export interface ChangeTold {
  readonly choices: readonly ChoiceName[]
  readonly results: readonly ResultName[]
}

/** Parts of the results. */
export type ResultName = keyof StudyState['results'] | 'segment'

/** A step came to its end. */
export interface FinishTold {
  readonly step: RunName
  readonly end: 'done' | 'cancelled'
}

/** A step failed. */
export interface ErrorTold {
  readonly step: RunName
  readonly code: EngineErrorCode
  readonly message: string
}

/** What each event tells. */
export interface IsthmusEvents {
  progress: ProgressTold
  change: ChangeTold
  finished: FinishTold
  error: ErrorTold
}

/** A function that is told of an event. */
export type Listener<Name extends keyof IsthmusEvents> = (told: IsthmusEvents[Name]) => void

const eventNames = ['progress', 'change', 'finished', 'error'] as const

/** Subscriptions to events. */
export interface Events {
  on<Name extends keyof IsthmusEvents>(event: Name, listener: Listener<Name>): () => void
  emit<Name extends keyof IsthmusEvents>(event: Name, told: IsthmusEvents[Name]): void
}

/** Tells listeners what becomes of a study, for as long as it lives. */
export function followStudy(study: Study): Events {
  const events = createEvents()
  const followed = new WeakSet<object>()
  study.store.subscribe((state, before) => {
    tellChange(events, state, before)
    if (state.jobs === before.jobs) return
    for (const [name, job] of Object.entries(state.jobs) as [RunName, RunningJob][]) {
      if (job !== before.jobs[name] && job.progress.some((part) => part !== undefined)) {
        events.emit('progress', progressOf(name, job))
      }
      const handle = study.handles.get(name)
      if (!handle || followed.has(handle)) continue
      followed.add(handle)
      void handle.end.then((end) => tellEnd(events, study, name, end))
    }
  })
  return events
}

function createEvents(): Events {
  const listeners = new Map<string, Set<Listener<never>>>(eventNames.map((name) => [name, new Set()]))
  return {
    on(event, listener) {
      checkValue('event', event, eventNames)
      checkValue('callback', listener, {
        test: (value) => typeof value === 'function',
        wanted: 'a function',
      })
      // The same function may listen twice: each subscription ends by itself.
      const own: Listener<never> = (told) => listener(told)
      listeners.get(event)?.add(own)
      return () => void listeners.get(event)?.delete(own)
    },
    emit(event, told) {
      for (const listener of [...(listeners.get(event) ?? [])]) {
        try {
          ;(listener as Listener<typeof event>)(told)
        } catch (error) {
          // The fault of a listener is not the study's.
          reportError(error)
        }
      }
    },
  }
}

function progressOf(step: RunName, job: RunningJob): ProgressTold {
  const seconds = secondsLeft(job)
  return { step, share: shareDone(job), ...(seconds !== undefined && { secondsLeft: seconds }) }
}

function tellChange(events: Events, state: StudyState, before: StudyState): void {
  if (
    state.choices === before.choices &&
    state.results === before.results &&
    state.segment === before.segment
  ) {
    return
  }
  const choices = choiceNames.filter((name) => differ(state.choices[name], before.choices[name]))
  const names = Object.keys(state.results) as (keyof StudyState['results'])[]
  const results: ResultName[] = names.filter((name) => state.results[name] !== before.results[name])
  if (state.segment !== before.segment) results.push('segment')
  if (choices.length > 0 || results.length > 0) events.emit('change', { choices, results })
}

/** Lists among the choices are made anew though they say the same. */
function differ(a: unknown, b: unknown): boolean {
  return a !== b && JSON.stringify(a) !== JSON.stringify(b)
}

function tellEnd(events: Events, study: Study, step: RunName, end: 'done' | 'cancelled' | 'failed'): void {
  if (end !== 'failed') {
    events.emit('finished', { step, end })
    return
  }
  const failure = study.store.getState().failures[step]
  events.emit('error', { step, code: failure?.code ?? 'internal', message: failure?.message ?? 'failed' })
}
