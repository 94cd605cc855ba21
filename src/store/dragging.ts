import { latest } from '../client/latest.ts'
import type { BendPlace } from './choiceKinds.ts'
import type { Study } from './context.ts'
import { setChoices } from './editing.ts'
import { profileKey } from './keys.ts'
import { runStep } from './runAll.ts'
import { evaluateProfile, rememberProfile, runProfile } from './runProfile.ts'

/** Digits of a held place that a link keeps; a pixel is a thousand times coarser. */
function roundPlace({ bend, x, y }: BendPlace): BendPlace {
  return { bend, x: Number(x.toPrecision(6)), y: Number(y.toPrecision(6)) }
}

const exactProfiles = new WeakMap<Study, (place: BendPlace) => unknown>()

/** One exact profile at a time, the newest place waiting. */
function exactProfile(study: Study): (place: BendPlace) => unknown {
  const known = exactProfiles.get(study)
  if (known) return known
  const ask = latest(async (place: BendPlace) => {
    const { choices, drag } = study.store.getState()
    if (!drag) return
    const profile = await evaluateProfile(study, choices, place)
    rememberProfile(study, profile)
    study.store.setState((state) => (state.drag ? { drag: { ...state.drag, profile } } : {}))
  })
  exactProfiles.set(study, ask)
  return ask
}

/** The bend moves with the hand: shown at once, its exact profile follows. */
export function dragBend(study: Study, to: BendPlace): void {
  const place = roundPlace(to)
  study.store.setState(({ drag }) => ({ drag: { place, profile: drag?.profile } }))
  exactProfile(study)(place)
}

/** The hand lets go: the bend stays where it is, as one step of undo. */
export async function dropBend(study: Study): Promise<void> {
  const { drag } = study.store.getState()
  if (!drag) return
  setChoices(study, { held: [drag.place] })
  study.store.setState({ drag: undefined })
  await runProfile(study)
}

/** The drag is given up: nothing changed. */
export function abandonDrag(study: Study): void {
  study.store.setState({ drag: undefined })
}

/** The bend goes back to where training left it. */
export async function putBack(study: Study): Promise<void> {
  setChoices(study, { held: [] })
  study.store.setState({ drag: undefined })
  await runProfile(study)
}

/** Trains the curve further with the bend starting where it is held. */
export async function optimiseFromHere(study: Study): Promise<void> {
  const { choices } = study.store.getState()
  const [place] = choices.held
  if (!place) return
  setChoices(study, { restarts: [...choices.restarts, place], held: [] })
  await runStep(study, 'landscape')
}

/** Whether the exact profile of the place in the hand has arrived. */
export function isExact(study: Study): boolean {
  const { choices, drag } = study.store.getState()
  return drag?.profile?.key === profileKey({ ...choices, held: drag ? [drag.place] : [] })
}
