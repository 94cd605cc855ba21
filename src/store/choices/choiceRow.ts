import type { ChoiceKind } from './choiceKinds.ts'

/**
 * The steps of a study; a choice belongs to one, and only what depends on it becomes stale. `experiment` touches the experiments
 * alone, `view` no result.
 */
export type StepName = 'data' | 'network' | 'endpoints' | 'curve' | 'landscape' | 'experiment' | 'view'

export interface ChoiceRow<T> {
  /** Its word in a link. */
  readonly word: string
  readonly step: StepName
  readonly kind: ChoiceKind<T>
  readonly initial: T
  /** Whether undo goes back over it; the t slider is not worth a step. */
  readonly undoable: boolean
}

/** A row of the table of choices. */
export function row<T, K extends ChoiceKind<T>>(
  word: string,
  step: StepName,
  kind: K & ChoiceKind<T>,
  initial: T,
): ChoiceRow<T> & { readonly kind: K } {
  return { word, step, kind, initial, undoable: true }
}
