import type { Study } from '../context.ts'
import { experimentNames } from '../experiments/experimentNames.ts'
import { experimentTable } from '../experiments/experimentTable.ts'
import type { ExperimentResults } from '../experiments/experimentValues.ts'
import {
  curveKey,
  dataKey,
  endpointKey,
  landscapeKey,
  neededEndpoints,
  planeKey,
  profileKey,
} from '../keys.ts'
import type { Results } from '../results.ts'
import type { EndpointIndex } from '../running/requests.ts'
import { type Snapshot, type StepRun, takeSnapshot } from '../state.ts'
import type { ChoiceName, Choices } from './choices.ts'
import { choiceNames, choiceTable } from './choices.ts'
import { settleChoices } from './settleChoices.ts'

/** Steps of undo that are kept; older ones give their weights back when the next run ends. */
const undoDepth = 60

/** Changes of the same choice within this time are one step of undo: a slider moves in many. */
const coalesceMs = 600

const lastEdit = new WeakMap<Study, { readonly names: string; readonly at: number }>()

/** The key that a run of each step would have under `choices`. */
export function runKey(choices: Choices, name: StepRun): string {
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
    const wanted =
      handle.isWanted?.(choices) ?? (name !== 'experiment' && handle.key === runKey(choices, name))
    if (!wanted) handle.abort.abort()
  }
}

function differing(before: Choices, after: Choices): ChoiceName[] {
  return choiceNames.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

/** Whether a place where the bend is held would lie in another plane afterwards. */
function movesBend(before: Choices, after: Choices): boolean {
  return curveKey(before) !== curveKey(after) || before.selectedBend !== after.selectedBend
}

/** Changes choices: one step of undo, runs that nobody wants any more are cancelled. */
export function setChoices(study: Study, patch: Partial<Choices>): void {
  const { choices, past, future, ...present } = study.store.getState()
  const next = settleChoices({ ...choices, ...patch }).choices
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
  const keepsNotes = changed.every((name) => choiceTable[name].step === 'view')
  study.store.setState(({ failures, givenUp, kept }) => ({
    // Curves of another network or other data are nothing to compare with.
    kept: changed.some(changesProblem) ? [] : kept,
    choices: patch.held === undefined && movesBend(choices, next) ? { ...next, held: [] } : next,
    past: joins ? past : [...past, takeSnapshot({ ...present, choices })].slice(-undoDepth),
    future: [],
    failures: keepsNotes ? failures : {},
    givenUp: keepsNotes ? givenUp : {},
  }))
  cancelOutdated(study)
}

/** Makes what is there now a step of undo, for changes of results alone. */
export function markStep(study: Study): void {
  lastEdit.delete(study)
  study.store.setState((state) => ({
    past: [...state.past, takeSnapshot(state)].slice(-undoDepth),
    future: [],
  }))
}

function changesProblem(name: ChoiceName): boolean {
  const { step } = choiceTable[name]
  return step === 'data' || step === 'network'
}

/** Experiments are dear: one that is fresh under `choices` stays, whether it was there then or not. */
function chooseExperiments(
  choices: Choices,
  present: ExperimentResults,
  former: ExperimentResults,
): ExperimentResults {
  const fresh = experimentNames.filter((name) => present[name]?.key === experimentTable[name].key(choices))
  return { ...former, ...Object.fromEntries(fresh.map((name) => [name, present[name]])) }
}

/** Of each result the one that belonged to `choices`; the present one where that alone is fresh under them. */
function chooseResults(choices: Choices, present: Results, former: Results): Results {
  const choose = <T extends { readonly key: string }>(
    now: T | undefined,
    then: T | undefined,
    key: string,
  ) => (now?.key === key && then?.key !== key ? now : then)
  const endpoint = (index: EndpointIndex) =>
    choose(present.endpoints[index], former.endpoints[index], endpointKey(choices, index))
  const landscape = choose(present.landscape, former.landscape, landscapeKey(choices))
  const lacksPlane = landscape?.planeKey !== planeKey(choices)
  return {
    data: choose(present.data, former.data, dataKey(choices)),
    endpoints: [endpoint(0), endpoint(1), endpoint(2)],
    curve: choose(present.curve, former.curve, curveKey(choices)),
    profile: choose(present.profile, former.profile, profileKey(choices)),
    landscape:
      lacksPlane && present.landscape?.planeKey === planeKey(choices) ? present.landscape : landscape,
    published: former.published,
    ...((present.experiments || former.experiments) && {
      experiments: chooseExperiments(choices, present.experiments ?? {}, former.experiments ?? {}),
    }),
  }
}

function restore(
  study: Study,
  snapshot: Snapshot,
  past: readonly Snapshot[],
  future: readonly Snapshot[],
): void {
  lastEdit.delete(study)
  const { choices: now, results, studyId } = study.store.getState()
  const choices = { ...snapshot.choices, t: now.t }
  study.store.setState({
    studyId: snapshot.studyId,
    ...(snapshot.studyId !== studyId && { keeping: { state: 'untouched' } as const }),
    fromRecording: snapshot.fromRecording,
    choices,
    results: chooseResults(choices, results, snapshot.results),
    past,
    future,
    failures: {},
    givenUp: {},
    drag: undefined,
    probe: undefined,
  })
  cancelOutdated(study)
}

/** Goes back one step: the choices before it and the results that belonged to them. Runs that are still wanted go on. */
export function undo(study: Study): void {
  const { past, future, ...present } = study.store.getState()
  const last = past.at(-1)
  if (last) restore(study, last, past.slice(0, -1), [takeSnapshot(present), ...future])
}

/** Goes forward again. */
export function redo(study: Study): void {
  const { past, future, ...present } = study.store.getState()
  const [next, ...rest] = future
  if (next) restore(study, next, [...past, takeSnapshot(present)], rest)
}
