import type { Study } from './context.ts'
import { setChoices } from './editing.ts'

/** Distance of two neighbours among `points` places along t. */
export function tStepOf(points: number): number {
  return 1 / (points - 1)
}

/** Moves to the point of the profile nearest to t, kept within 0…1, so that what is read there is evaluated and not interpolated. */
export function setT(study: Study, t: number): void {
  const last = study.store.getState().choices.points - 1
  const index = Math.round(Math.min(1, Math.max(0, t)) * last)
  setChoices(study, { t: Number((index / last).toFixed(6)) })
}
