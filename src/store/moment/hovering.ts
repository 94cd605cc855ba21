import type { Study } from '../context.ts'
import { snapT } from '../path/time.ts'
import type { StudyState } from '../state.ts'
import type { HoveredSamples } from './momentValues.ts'

/** Shows another moment as long as the pointer is on it, and the chosen one again without one. No choice, and no step of undo. */
export function hoverMoment(study: Study, t: number | undefined): void {
  const { hoverT, choices } = study.store.getState()
  const next = t === undefined ? undefined : snapT(t, choices.points)
  if (next !== hoverT) study.store.setState({ hoverT: next })
}

/** The t that every view shows: the one under the pointer, else the chosen one. */
export function selectShownT({ hoverT, choices }: Pick<StudyState, 'hoverT' | 'choices'>): number {
  return hoverT ?? choices.t
}

/** Marks samples in all views as long as the pointer is on them. */
export function hoverSamples(study: Study, samples: HoveredSamples | undefined): void {
  const { hoveredSamples } = study.store.getState()
  if (isSame(hoveredSamples, samples)) return
  study.store.setState({ hoveredSamples: samples })
}

function isSame(a: HoveredSamples | undefined, b: HoveredSamples | undefined): boolean {
  if (!a || !b) return a === b
  return a.split === b.split && a.rows.length === b.rows.length && a.rows.every((row, i) => row === b.rows[i])
}
