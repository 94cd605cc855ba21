import { type CellCounts, countCells } from '../../core/planes/cellCounts.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import type { Choices } from '../choices.ts'
import type { ExperimentName } from '../experiments/experimentNames.ts'
import { experimentTable } from '../experiments/experimentTable.ts'
import { selectExperiment } from '../experiments/selectExperiment.ts'
import { toShownLandscape } from '../experiments/toShownLandscape.ts'
import type { SeenPlane } from '../experiments/values/seenPlane.ts'
import { takeFingerprint } from '../fingerprint.ts'
import { placePoint, unitRow } from '../frame.ts'
import { freshnessOf, landscapeKey, profileKey } from '../keys.ts'
import { type Field, type ShownLandscape, selectField, selectLandscape } from '../landscapeSelectors.ts'
import { placeCurve, selectHeld, selectProfile } from '../pathSelectors.ts'
import { hasBatchNorm } from '../requests.ts'
import type { StudyState } from '../state.ts'
import { selectSurface } from '../surfaceSelectors.ts'
import { type SeedName, usedSeeds } from './usedSeeds.ts'

/** A picture that facts are told of: the landscape, the profile, or an experiment. */
export type PictureName = 'landscape' | 'profile' | ExperimentName

/** A drawn point and how far it is from the plane that it is drawn in, in weight-space distance. */
export interface DrawnDistance {
  /** `weights` are the networks that span the plane of an experiment. */
  readonly point: 'endpoint' | 'bend' | 'weights' | 'curve' | 'aligned' | 'origin' | 'training'
  /** From 1, of a training its endpoint; of a curve and a training the distance is that of the farthest point. */
  readonly number: number
  readonly distance: number
}

/** What must be known of a picture before it is believed. */
export interface PictureFacts {
  readonly isFresh: boolean
  readonly distances: readonly DrawnDistance[]
  readonly cells: CellCounts | undefined
  /** What gets colours of its own. */
  readonly range: readonly [lo: number, hi: number] | undefined
  /** Points along a path, and how many of their losses on either split are not finite. */
  readonly pathPoints: { readonly count: number; readonly notFinite: number } | undefined
  readonly statistics: 'none' | Choices['batchNormMode']
  /** The decay that the shown quantity contains, ½·wd·‖w‖²; absent where it has none. */
  readonly shownDecay: number | undefined
  readonly samples: { readonly train: number; readonly test: number } | undefined
  readonly seeds: readonly { readonly name: SeedName; readonly value: number }[]
  readonly backend: BackendReport | undefined
  /** Train nll of the curve at t = 0, ½, 1 and of the segment at ½: as recorded, and as here. */
  readonly recorded: { readonly former: readonly number[]; readonly here: readonly number[] } | undefined
}

/** What gets colours of its own in a picture of values. */
export type RangeOf = (values: Float64Array, choices: Choices) => readonly [lo: number, hi: number]

/** The facts of a picture, as it is coloured. */
export function selectPictureFacts(state: StudyState, picture: PictureName, rangeOf: RangeOf): PictureFacts {
  const { choices, results } = state
  const { summary } = results.data ?? {}
  const shared = {
    statistics: hasBatchNorm(choices) ? choices.batchNormMode : 'none',
    samples: summary && { train: summary.trainCount, test: summary.testCount },
    recorded: recordedNumbers(state),
    shownDecay: choices.quantity === 'loss' ? choices.evaluationDecay : undefined,
    distances: [],
    cells: undefined,
    range: undefined,
    pathPoints: undefined,
  } as const
  if (picture === 'landscape') return { ...shared, ...landscapeFacts(state, rangeOf) }
  if (picture === 'profile') return { ...shared, ...profileFacts(state) }
  return { ...shared, ...experimentFacts(state, picture, rangeOf) }
}

type OwnFacts = Pick<PictureFacts, 'isFresh' | 'seeds' | 'backend'> & Partial<PictureFacts>

/** Shares are what surfaces are made of. */
const surfaceView = { quantity: 'error', rangeMin: null, rangeMax: null } as const

function landscapeFacts(state: StudyState, rangeOf: RangeOf): OwnFacts {
  const { choices, results } = state
  const shown = selectLandscape(state)
  const surface = selectSurface(state)
  return {
    isFresh: freshnessOf(choices, results).landscape === 'fresh',
    seeds: usedSeeds(choices, landscapeKey),
    backend: results.landscape?.backend,
    distances: shown ? landscapeDistances(state, shown) : [],
    ...(surface
      ? countField(surface, { ...choices, ...surfaceView }, rangeOf)
      : shown && countField(selectField(shown, choices), choices, rangeOf)),
  }
}

function countField(
  { values, known }: Field,
  choices: Choices,
  rangeOf: RangeOf,
): Pick<PictureFacts, 'cells' | 'range'> {
  const range = rangeOf(values, choices)
  return { cells: countCells(values, range, known), range }
}

function landscapeDistances(state: StudyState, { frame }: ShownLandscape): DrawnDistance[] {
  const { controlPoints, basis, kind } = frame
  const modes = kind === 'modes' ? [0, 1, 2] : [0, controlPoints.at(-1) ?? 1]
  const marked = frame.marks ?? modes.map((index, i) => ({ index, name: `w${i + 1}` as const }))
  const ends = marked.map(({ index, name }): DrawnDistance => {
    const { distance } = placePoint(frame, unitRow(basis.length, index))
    const isEnd = name !== 'aligned' && name !== 'origin'
    return { point: isEnd ? 'endpoint' : name, number: isEnd ? Number(name.slice(1)) : 0, distance }
  })
  const trails = (frame.trails ?? []).map(({ end, points }): DrawnDistance => {
    const distance = Math.max(0, ...points.map((point) => point.distance))
    return { point: 'training', number: end + 1, distance }
  })
  const curve = placeCurve(frame, state.choices.curve, kind === 'curve' ? selectHeld(state) : undefined)
  if (!curve) return [...ends, ...trails]
  const bends = curve.controlPoints
    .slice(1, -1)
    .map(({ distance }, i): DrawnDistance => ({ point: 'bend', number: i + 1, distance }))
  return [...ends, ...bends, ...trails, { point: 'curve', number: 0, distance: curve.awayFromPlane }]
}

function profileFacts(state: StudyState): OwnFacts {
  const { choices, results } = state
  const profile = selectProfile(state)
  const paths = profile ? [profile.curve, profile.segment] : []
  const losses = paths.flatMap(({ train, test }) => [train.nll, test.nll])
  const notFinite = losses.reduce(
    (sum, nll) => sum + nll.reduce((count, value) => count + (Number.isFinite(value) ? 0 : 1), 0),
    0,
  )
  return {
    isFresh: freshnessOf(choices, results).profile === 'fresh',
    seeds: usedSeeds(choices, profileKey),
    backend: profile?.backend,
    pathPoints: profile && { count: profile.ts.length, notFinite },
  }
}

function experimentFacts(state: StudyState, name: ExperimentName, rangeOf: RangeOf): OwnFacts {
  const { choices } = state
  const { freshness, result, value } = selectExperiment(state, name)
  const seen = value && 'seen' in value ? value.seen : undefined
  return {
    isFresh: freshness === 'fresh',
    seeds: usedSeeds(choices, experimentTable[name].key),
    backend: result?.backend,
    ...(seen && planeFacts(seen, choices, rangeOf)),
  }
}

/** Networks that span the plane of an experiment. */
const modes = 3

function planeFacts(
  seen: SeenPlane,
  choices: Choices,
  rangeOf: RangeOf,
): Pick<PictureFacts, 'distances' | 'cells' | 'range'> {
  const shown = toShownLandscape(seen)
  const { frame } = shown
  const isPlaced = frame.plane.origin.length === frame.basis.length
  // The three that span it come first, then a direction where one stood in, then bends.
  const first = frame.plane.degenerate ? modes + 1 : modes
  const distances = frame.basis.flatMap((_, index): DrawnDistance[] => {
    if (index >= modes && index < first) return []
    const { distance } = placePoint(frame, unitRow(frame.basis.length, index))
    const isMode = index < modes
    return [{ point: isMode ? 'weights' : 'bend', number: isMode ? index + 1 : index + 1 - first, distance }]
  })
  return {
    distances: isPlaced ? distances : [],
    ...countField(selectField(shown, choices), choices, rangeOf),
  }
}

function recordedNumbers({ recorded, results }: StudyState): PictureFacts['recorded'] {
  const { profile } = results
  if (!recorded || !profile || recorded.key !== profile.key) return undefined
  return { former: recorded.fingerprint.samples, here: takeFingerprint(profile).samples }
}
