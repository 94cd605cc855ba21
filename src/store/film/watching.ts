import type { CurveFrame, EpochRecord } from '../../protocol/training.ts'
import type { Study } from '../context.ts'
import { curveKey } from '../keys.ts'
import { problemOf } from '../running/requests.ts'
import { bothSplits } from '../running/runProfile.ts'
import type { StudyState } from '../state.ts'
import type { Film, FilmFrame } from './film.ts'
import { createFilm, filmFramePoints, filmRows, withValues } from './filmFrames.ts'

/** Moments that a film keeps. */
export const filmFrameCount = 60

/** A frame whose plane takes longer than this is shown without it: the film must not stutter. */
const frameBudgetMs = 120

function changeFilm(study: Study, change: (film: Film) => Film): void {
  study.store.setState(({ film }) => (film ? { film: change(film) } : {}))
}

/** Takes a training's moments over as the film to watch, in place of the one before. */
export async function keepFilm(
  study: Study,
  moments: readonly CurveFrame[],
  told: { readonly key: string; readonly history: readonly EpochRecord[]; readonly play: boolean },
): Promise<void> {
  const { film: before, choices, results } = study.store.getState()
  const status = told.play ? 'playing' : 'closed'
  const film = await createFilm(moments, choices, { key: told.key, history: told.history, status })
  study.store.setState({ film })
  followFilm(study)
  const kept = new Set(results.curve?.controlPoints)
  const old =
    before?.frames.flatMap(({ controlPoints }) => controlPoints.filter((id) => id.includes('@'))) ?? []
  // A worker that died meanwhile has forgotten them already.
  study.client.release(old.filter((id) => !kept.has(id))).catch(() => {})
}

/** Shows a frame, from 0. */
export function showFrame(study: Study, index: number): void {
  const { film } = study.store.getState()
  if (!film) return
  const last = film.frames.length - 1
  changeFilm(study, (now) => ({ ...now, index: Math.min(Math.max(index, 0), last) }))
}

/** Plays from the present frame, from the start when it stands at the end. */
export function playFilm(study: Study): void {
  changeFilm(study, (film) => ({
    ...film,
    status: 'playing',
    index: film.index >= film.frames.length - 1 ? 0 : film.index,
  }))
}

/** Opens the film: it plays, or waits at its first moment, to be moved by hand, where motion is not wanted. */
export function watchFilm(study: Study, still: boolean): void {
  playFilm(study)
  if (still) pauseFilm(study)
}

/** Stops at the present frame. */
export function pauseFilm(study: Study): void {
  changeFilm(study, (film) => ({ ...film, status: 'paused' }))
}

/** Leaves the film for the finished study. */
export function skipFilm(study: Study): void {
  changeFilm(study, (film) => ({ ...film, status: 'closed', index: 0 }))
}

/** Moves on by one frame; at the end the film gives way to the result. */
export function advanceFilm(study: Study): void {
  const { film } = study.store.getState()
  if (film?.status !== 'playing') return
  if (film.index < film.frames.length - 1) showFrame(study, film.index + 1)
  else skipFilm(study)
}

const followed = new WeakSet<Study>()

/**
 * Asks for what an open film lacks whenever the film changes, or the settings that it must fit, or what evaluations are known
 * to cost. Views only show what came, whichever of them are there.
 */
function followFilm(study: Study): void {
  if (followed.has(study)) return
  followed.add(study)
  study.store.subscribe(({ film, choices, results }, before) => {
    if (!film || film.status === 'closed' || film.key !== before.film?.key) return
    const isAllowed = choices !== before.choices || results.profile !== before.results.profile
    if (film !== before.film || isAllowed) void evaluateAhead(study)
  })
}

const evaluating = new WeakSet<Study>()

/** Evaluates frames one after another, those to be seen next first, as long as the film is open. */
async function evaluateAhead(study: Study): Promise<void> {
  if (evaluating.has(study)) return
  evaluating.add(study)
  try {
    for (let next = nextFrame(study); next !== undefined; next = nextFrame(study))
      await evaluateFrame(study, next)
  } catch {
    // A film whose vectors are gone (the worker was replaced, a newer film took over) still shows the curve itself.
  } finally {
    evaluating.delete(study)
  }
}

function isAffordable(study: Study): boolean {
  const { profile } = study.store.getState().results
  if (!profile) return false
  return (profile.elapsedMs / profile.evaluated) * filmFramePoints <= frameBudgetMs
}

function nextFrame(study: Study): number | undefined {
  const { film, choices } = study.store.getState()
  if (!film || film.status === 'closed' || !isAffordable(study)) return undefined
  // The vectors of a film fit the network that they were trained for and no other.
  if (film.key !== curveKey(choices)) return undefined
  const order = film.frames.map((_, i) => (film.index + i) % film.frames.length)
  return order.find((i) => film.frames[i]?.landscape === undefined)
}

async function evaluateFrame(study: Study, index: number): Promise<void> {
  const { film, choices } = study.store.getState()
  const frame = film?.frames[index]
  if (!film || !frame) return
  const outcome = await study.client.evaluate({
    problem: problemOf(choices),
    basis: frame.controlPoints,
    coefficients: filmRows(frame, film.grid, choices.curve),
    splits: ['train', 'test'],
    batchNorm: 'recomputed',
  })
  if (outcome.state === 'cancelled') return
  const evaluated = withValues(frame, bothSplits(outcome.value), choices.curve)
  changeFilm(study, (now) =>
    now.key === film.key ? { ...now, frames: now.frames.with(index, evaluated) } : now,
  )
}

/** The moment of the film that is to be seen in place of the finished study; undefined while the film is closed. */
export function selectFrame({ film }: Pick<StudyState, 'film'>): FilmFrame | undefined {
  return film && film.status !== 'closed' ? film.frames[film.index] : undefined
}
