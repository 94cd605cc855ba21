import { setChoices } from '../choices/editing.ts'
import type { Study } from '../context.ts'
import { mostPicks, type Pick } from './pickKind.ts'

/** Digits that are kept of a place that a pointer gave. */
const digits = 1e4

/** Picks one more network; one that is picked already, or beyond the most, changes nothing. */
export function addPick(study: Study, pick: Pick): void {
  const rounded: Pick =
    pick.on === 'plane'
      ? { on: 'plane', x: Math.round(pick.x * digits) / digits, y: Math.round(pick.y * digits) / digits }
      : { on: 'curve', t: Math.round(pick.t * digits) / digits }
  const { picks } = study.store.getState().choices
  const text = JSON.stringify(rounded)
  if (picks.length >= mostPicks || picks.some((one) => JSON.stringify(one) === text)) return
  setChoices(study, { picks: [...picks, rounded] })
}

/** Takes a picked network away again. */
export function removePick(study: Study, index: number): void {
  const { picks } = study.store.getState().choices
  setChoices(study, { picks: picks.filter((_, i) => i !== index) })
}
