import type { Study } from './context.ts'
import { setChoices } from './editing.ts'
import { profilePoints } from './runProfile.ts'

/** t in steps of the profile, so that what is read there is evaluated and not interpolated. */
export const tStep = 1 / (profilePoints - 1)

/** Moves to the profile point nearest to t, kept within 0…1. */
export function setT(study: Study, t: number): void {
  const index = Math.round(Math.min(1, Math.max(0, t)) / tStep)
  setChoices(study, { t: Number((index * tStep).toFixed(6)) })
}
