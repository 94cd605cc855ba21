import type { BendPlace } from '../choices/choiceKinds.ts'
import { dataFactsOf } from '../dataSets.ts'
import type { FilmFrame } from '../film/film.ts'
import { selectFrame } from '../film/watching.ts'
import { curveKey, endpointKey, freshnessOf, profileKey, segmentKey } from '../keys.ts'
import type { StudyState } from '../state.ts'
import { selectShownT } from './hovering.ts'
import type { MomentPath } from './momentValues.ts'

/** The path whose networks are looked at. */
export interface MomentSource {
  /** Names path and weights: values under the same key are of the same networks. */
  readonly key: string
  /** A moment of the film, the bend in the hand, the study's curve, or two endpoints that no curve joins. */
  readonly from: 'film' | 'drag' | 'study' | 'ends'
  readonly path: MomentPath
  readonly held: BendPlace | undefined
  readonly frame: FilmFrame | undefined
}

/** The network at t, or why there is none to look at. */
export type Moment =
  | {
      readonly state: 'shown'
      readonly t: number
      readonly isHovered: boolean
      readonly source: MomentSource
    }
  | { readonly state: 'none'; readonly why: 'empty' | 'training' | 'stale'; readonly t: number }

const moments = new WeakMap<StudyState, Moment>()

/**
 * The network at t: on the film's curve while a film is seen, on the one in the hand while a bend is dragged, else on the
 * study's; on the straight segment where that is asked for or no curve joins the endpoints. The same object for the same state.
 */
export function selectMoment(state: StudyState): Moment {
  const known = moments.get(state)
  if (known) return known
  const source = readSource(state)
  const t = selectShownT(state)
  const moment: Moment =
    typeof source === 'string'
      ? { state: 'none', why: source, t }
      : { state: 'shown', t, isHovered: state.hoverT !== undefined, source }
  moments.set(state, moment)
  return moment
}

function readSource(state: StudyState): MomentSource | 'empty' | 'training' | 'stale' {
  const { choices, results, film, jobs, drag } = state
  if (jobs.endpoints || jobs.curve) return 'training'
  const path = choices.momentPath
  const frame = selectFrame(state)
  if (frame) {
    if (film?.key !== curveKey(choices)) return 'stale'
    return { key: `film ${path} ${film.index} ${film.key}`, from: 'film', path, held: undefined, frame }
  }
  if (results.curve?.key === curveKey(choices)) {
    const held = path === 'curve' ? (drag?.place ?? choices.held[0]) : undefined
    const key = path === 'curve' ? profileKey({ ...choices, held: held ? [held] : [] }) : segmentKey(choices)
    const from = drag && path === 'curve' ? 'drag' : 'study'
    return { key: `${path} ${key}`, from, path, held, frame: undefined }
  }
  const ends = [0, 1] as const
  const areFresh = ends.every((end) => results.endpoints[end]?.key === endpointKey(choices, end))
  if (areFresh) {
    const key = `ends ${choices.batchNormMode} ${ends.map((end) => endpointKey(choices, end)).join(' ')}`
    return { key, from: 'ends', path: 'segment', held: undefined, frame: undefined }
  }
  return freshnessOf(choices, results).endpoints === 'empty' && !results.curve ? 'empty' : 'stale'
}

/** How the data can be looked at: points of a plane, small images, or rows of numbers. */
export function selectSampleKind({ choices }: Pick<StudyState, 'choices'>): 'points' | 'images' | 'rows' {
  const { inputShape } = dataFactsOf(choices)
  if (inputShape.length === 3) return 'images'
  return inputShape.reduce((size, side) => size * side, 1) === 2 ? 'points' : 'rows'
}
