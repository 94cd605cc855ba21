import type { EngineClient } from '../client/createEngineClient.ts'
import type { JobId, WeightsId } from '../protocol/identifiers.ts'
import type { Choices } from './choices/choices.ts'
import { trimUndo } from './choices/undoBudget.ts'
import { type ProfileResult, type Results, referencedWeights } from './results.ts'
import { createStudyStore, type RunEnd, type RunName, type StudyStore } from './state.ts'
import { stepsOfLesson } from './teaching/runningLesson.ts'

/** A job's handle on this side: how to stop it, and the key of what it was asked for. */
export interface JobHandle {
  readonly abort: AbortController
  readonly key: string
  /** Whether what it computes is of use under other choices; by its key when absent. */
  readonly isWanted?: (choices: Choices) => boolean
  /** How it ended; never rejects. */
  readonly end: Promise<RunEnd>
}

/** What actions work on: the store, the engine, and the handles that are not state. */
export interface Study {
  readonly store: StudyStore
  readonly client: EngineClient
  readonly handles: Map<RunName, JobHandle>
  /** Profiles of held bends by key, so that putting a bend back costs nothing. */
  readonly profiles: Map<string, ProfileResult>
  /** Counts names, so that no two are the same. */
  readonly nextId: () => number
}

/** Binds a fresh store to an engine. */
export function createStudy(client: EngineClient): Study {
  let last = 0
  return {
    store: createStudyStore(),
    client,
    handles: new Map(),
    profiles: new Map(),
    nextId: () => {
      last += 1
      return last
    },
  }
}

/** A name for weights that the engine will be asked to make; `role` only helps who debugs. */
export function newWeightsId(study: Study, role: string): WeightsId {
  return `${role}-${study.nextId()}` as WeightsId
}

/** Whether weights were named for an opened file. */
export function isOpenedWeights(id: WeightsId): boolean {
  return id.startsWith('opened-')
}

/** A name for a job. */
export function newJobId(study: Study): JobId {
  return `job-${study.nextId()}` as JobId
}

/** Changes the results. */
export function setResults(study: Study, patch: Partial<Results>): void {
  study.store.setState(({ results }) => ({ results: { ...results, ...patch } }))
}

/**
 * Forgets steps of undo that hold too much, and frees the weights that neither the present results nor any step of undo
 * needs. While something runs or the bend is in the hand nothing is freed, because weights are in use then that no result
 * names yet.
 */
export async function releaseUnused(study: Study): Promise<void> {
  if (study.store.getState().drag || [...study.handles.keys()].some((name) => name !== 'data')) return
  trimUndo(study)
  const { results, past, future, lesson } = study.store.getState()
  const steps = [...past, ...future, ...(lesson ? stepsOfLesson(lesson) : [])]
  const needed = new Set([results, ...steps.map((step) => step.results)].flatMap(referencedWeights))
  // What files gave can be chosen again without a trace in any result; `releaseOpened` looks after it.
  const unused = study.client.heldWeights().filter((id) => !needed.has(id) && !isOpenedWeights(id))
  if (unused.length > 0) await study.client.release(unused)
}
