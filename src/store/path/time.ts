import { setChoices } from '../choices/editing.ts'
import type { Study } from '../context.ts'

/** Distance of two neighbours among `points` places along t. */
export function tStepOf(points: number): number {
  return 1 / (points - 1)
}

/** The point of the profile nearest to t, kept within 0…1. */
export function snapT(t: number, points: number): number {
  const last = points - 1
  return Number((Math.round(Math.min(1, Math.max(0, t)) * last) / last).toFixed(6))
}

/** Moves to the point of the profile nearest to t, so that what is read there is evaluated and not interpolated. */
export function setT(study: Study, t: number): void {
  setChoices(study, { t: snapT(t, study.store.getState().choices.points) })
}
