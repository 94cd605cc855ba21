import type { RunningLesson, Snapshot } from '../state.ts'

/** What can be had back, so that its weights have to stay. */
export function stepsOfLesson({ aside, prepared }: RunningLesson): readonly Pick<Snapshot, 'results'>[] {
  return [aside, ...aside.past, ...aside.future, ...(prepared ? [prepared] : [])]
}
