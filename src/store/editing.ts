import type { ChoiceName, Choices } from './choices.ts'
import { choiceNames, choiceTable } from './choices.ts'
import { releaseUnused, type Study } from './context.ts'
import { cancelAll } from './jobs.ts'
import { curveKey, dataKey, endpointKey, landscapeKey, neededEndpoints, profileKey } from './keys.ts'
import { noLive, type RunName, type Snapshot } from './state.ts'

/** Steps of undo that are kept; older ones give their weights back. */
const undoDepth = 60

/** Changes of the same choice within this time are one step of undo: a slider moves in many. */
const coalesceMs = 600

const lastEdit = new WeakMap<Study, { readonly names: string; readonly at: number }>()

/** The key that a run of each step would have under `choices`. */
export function runKey(choices: Choices, name: RunName): string {
  switch (name) {
    case 'data':
      return dataKey(choices)
    case 'endpoints':
      return JSON.stringify(neededEndpoints(choices).map((index) => endpointKey(choices, index)))
    case 'curve':
      return curveKey(choices)
    case 'profile':
      return profileKey(choices)
    case 'landscape':
      return landscapeKey(choices)
  }
}

function cancelOutdated(study: Study): void {
  const { choices } = study.store.getState()
  for (const [name, handle] of study.handles) {
    if (handle.key !== runKey(choices, name)) handle.abort.abort()
  }
}

function differing(before: Choices, after: Choices): ChoiceName[] {
  return choiceNames.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

/** Changes choices: one step of undo, runs that nobody wants any more are cancelled. */
export function setChoices(study: Study, patch: Partial<Choices>): void {
  const { choices, results, past, future } = study.store.getState()
  const next = { ...choices, ...patch }
  const changed = differing(choices, next)
  if (changed.length === 0) return
  const undoable = changed.some((name) => choiceTable[name].undoable)
  if (!undoable) {
    study.store.setState({ choices: next })
    return
  }
  const names = changed.join()
  const now = performance.now()
  const previous = lastEdit.get(study)
  const joins = previous?.names === names && now - previous.at < coalesceMs && future.length === 0
  lastEdit.set(study, { names, at: now })
  const dropsHeld =
    curveKey(next) !== curveKey(choices) && patch.held === undefined && choices.held.length > 0
  study.store.setState({
    choices: dropsHeld ? { ...next, held: [] } : next,
    past: joins ? past : [...past, { choices, results }].slice(-undoDepth),
    future: [],
    failures: {},
  })
  cancelOutdated(study)
}

function restore(
  study: Study,
  snapshot: Snapshot,
  past: readonly Snapshot[],
  future: readonly Snapshot[],
): void {
  cancelAll(study)
  lastEdit.delete(study)
  const { t } = study.store.getState().choices
  study.store.setState({
    choices: { ...snapshot.choices, t },
    results: snapshot.results,
    past,
    future,
    failures: {},
    live: noLive,
    drag: undefined,
    probe: undefined,
  })
}

/** Goes back one step: the choices before it and the results that belonged to them. */
export function undo(study: Study): void {
  const { choices, results, past, future } = study.store.getState()
  const last = past.at(-1)
  if (last) restore(study, last, past.slice(0, -1), [{ choices, results }, ...future])
}

/** Goes forward again. */
export function redo(study: Study): void {
  const { choices, results, past, future } = study.store.getState()
  const [next, ...rest] = future
  if (next) restore(study, next, [...past, { choices, results }], rest)
}

/** Frees what dropped out of undo. Call after results changed. */
export async function tidy(study: Study): Promise<void> {
  await releaseUnused(study)
}
