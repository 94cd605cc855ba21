import { createStore, type StoreApi } from 'zustand'
import type { Study } from '../../store/context.ts'

/** A card of the column of steps. */
export type StepName = 'data' | 'network' | 'endpoints' | 'curve' | 'landscape' | 'ensembles'

/** Which card is open; a lesson opens its own and leaves the one that was open before it alone. */
export interface OpenedStep {
  readonly own: StepName | undefined
  readonly inLesson: StepName | undefined
}

const opened = new WeakMap<Study, StoreApi<OpenedStep>>()

/** Where the open card of a study is seen, also after the column was hidden. */
export function openedStep(study: Study): StoreApi<OpenedStep> {
  const known = opened.get(study) ?? createStore<OpenedStep>(() => ({ own: 'curve', inLesson: 'curve' }))
  opened.set(study, known)
  return known
}

function placeOf({ store }: Study): keyof OpenedStep {
  return store.getState().lesson ? 'inLesson' : 'own'
}

/** Opens a card and closes the one that is open. */
export function openStep(study: Study, name: StepName): void {
  openedStep(study).setState({ [placeOf(study)]: name })
}

/** Opens a card, or closes it where it is open. */
export function toggleStep(study: Study, name: StepName): void {
  const place = placeOf(study)
  openedStep(study).setState((now) => ({ [place]: now[place] === name ? undefined : name }))
}
