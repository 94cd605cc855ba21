import { latest } from '../../client/latest.ts'
import type { BendPlace } from '../choices/choiceKinds.ts'
import { choiceTable } from '../choices/choices.ts'
import { setChoices } from '../choices/editing.ts'
import type { Study } from '../context.ts'
import { selectFrame } from '../film/watching.ts'
import { curveKey, planeKey, profileKey } from '../keys.ts'
import { toFailure } from '../running/jobs.ts'
import { runStep } from '../running/runAll.ts'
import { evaluateProfile, rememberProfile, runProfile } from '../running/runProfile.ts'
import type { StudyState } from '../state.ts'

/** Digits of a held place that a link keeps; a pixel is a thousand times coarser. */
function roundPlace({ bend, x, y }: BendPlace): BendPlace {
  return { bend, x: Number(x.toPrecision(6)), y: Number(y.toPrecision(6)) }
}

function hasFreshCurve({ choices, results }: StudyState): boolean {
  return results.curve?.key === curveKey(choices)
}

/** Whether a bend can be taken: its curve belongs to the choices, and so does the plane that is seen. */
function canDrag(state: StudyState): boolean {
  const { landscape } = state.results
  return hasFreshCurve(state) && (!landscape || landscape.planeKey === planeKey(state.choices))
}

/** Whether this bend can be taken in hand now: the plane goes through it, nothing trains, and what is seen is up to date. */
export function canTakeBend(state: StudyState, bend: number): boolean {
  const { results, jobs, live } = state
  const frame = results.landscape?.frame
  const isShown = frame?.kind === 'curve' && frame.bend === bend
  return isShown && !jobs.curve && !jobs.endpoints && !live.curve && !selectFrame(state) && canDrag(state)
}

/** Whether a profile is that of the bend in the hand or of an earlier place of it. */
function belongsTo({ choices, drag }: StudyState, key: string, place: BendPlace): boolean {
  return drag !== undefined && key === profileKey({ ...choices, held: [place] })
}

/** An exact profile that comes within a few frames needs none before it: a line that stands for a frame only flickers. */
const previewMs = 50

interface Exact {
  ask(place: BendPlace): Promise<unknown>
  /** What is being evaluated, or waits to be. */
  asked: BendPlace | undefined
  /** How long the last one took. */
  tookMs: number
}

const exactProfiles = new WeakMap<Study, Exact>()

/** One exact profile at a time, the newest place waiting. */
function exactProfile(study: Study): Exact {
  const known = exactProfiles.get(study)
  if (known) return known
  const { store } = study
  const ask = latest(async (place: BendPlace) => {
    const before = store.getState()
    if (!before.drag) return
    const begun = performance.now()
    try {
      const profile = await evaluateProfile(study, before.choices, place)
      made.tookMs = performance.now() - begun
      const { drag } = store.getState()
      if (drag && belongsTo(store.getState(), profile.key, place)) {
        store.setState({ drag: { ...drag, profile } })
      }
    } catch (error) {
      const { drag, failures } = store.getState()
      if (drag) store.setState({ failures: { ...failures, profile: toFailure(error) } })
    }
  })
  const made: Exact = { ask, asked: undefined, tookMs: Number.POSITIVE_INFINITY }
  exactProfiles.set(study, made)
  return made
}

function isSamePlace(a: BendPlace | undefined, b: BendPlace): boolean {
  return a !== undefined && a.bend === b.bend && a.x === b.x && a.y === b.y
}

/** Asks for the exact profile of a place, unless it is there or under way. */
function askExact(study: Study, place: BendPlace): void {
  const exact = exactProfile(study)
  const state = study.store.getState()
  if (isSamePlace(exact.asked, place)) return
  if (state.drag?.profile && belongsTo(state, state.drag.profile.key, place)) return
  exact.asked = place
  void exact.ask(place).then(() => {
    if (exact.asked === place) exact.asked = undefined
  })
}

/**
 * The bend in the hand is about to be shown at a place: its exact profile is begun at once, so that engine and page work
 * at the same time. Whoever aims shows the place, or a newer one, with `dragBend` in the next frame.
 */
export function aimBend(study: Study, to: BendPlace): void {
  const state = study.store.getState()
  if (state.drag && canDrag(state)) askExact(study, roundPlace(to))
}

/** The bend moves with the hand: shown at once, its exact profile follows. Out of date, it cannot be taken. */
export function dragBend(study: Study, to: BendPlace): void {
  if (!canDrag(study.store.getState())) return
  const place = roundPlace(to)
  const needsPreview = exactProfile(study).tookMs > previewMs
  study.store.setState(({ drag }) => ({ drag: { place, profile: drag?.profile, needsPreview } }))
  askExact(study, place)
}

/** The hand lets go: the bend stays where it is, as one step of undo. */
export async function dropBend(study: Study): Promise<void> {
  const { drag } = study.store.getState()
  if (!drag) return
  if (!canDrag(study.store.getState())) return abandonDrag(study)
  if (isExact(study) && drag.profile) rememberProfile(study, drag.profile)
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
  if (hasFreshCurve(study.store.getState())) await runProfile(study)
}

/** Trains the curve further with the bend starting where it is held. */
export async function optimiseFromHere(study: Study): Promise<void> {
  const { choices } = study.store.getState()
  const [place] = choices.held
  if (!place) return
  const { maxLength } = choiceTable.restarts.kind
  if (choices.restarts.length >= maxLength) {
    study.store.setState({ notice: { kind: 'too-many-restarts', limit: maxLength } })
    return
  }
  setChoices(study, { restarts: [...choices.restarts, place], held: [] })
  await runStep(study, 'landscape')
}

/** Whether the exact profile of the place in the hand has arrived. */
export function isExact(study: Study): boolean {
  const state = study.store.getState()
  const { drag } = state
  return drag?.profile !== undefined && belongsTo(state, drag.profile.key, drag.place)
}
