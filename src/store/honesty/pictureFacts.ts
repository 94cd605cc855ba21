import type { SplitName } from '../../core/data/dataset.ts'
import { takeFingerprint } from '../fingerprint.ts'
import { freshnessOf, landscapeKey, profileKey } from '../keys.ts'
import { placePoint, unitRow } from '../landscape/frame.ts'
import { type ShownLandscape, selectField, selectLandscape } from '../landscape/landscapeSelectors.ts'
import { selectSurface } from '../landscape/surfaceSelectors.ts'
import { placeCurve, selectHeld, selectProfile } from '../path/pathSelectors.ts'
import { hasBatchNorm } from '../running/requests.ts'
import type { StudyState } from '../state.ts'
import { countField } from './countField.ts'
import { experimentFacts } from './experimentFacts.ts'
import type { DrawnDistance, PictureFacts, PictureName, RangeOf, UsedSamples } from './honestyFacts.ts'
import { momentFacts } from './momentFacts.ts'
import { usedSeeds } from './usedSeeds.ts'

/** The facts of a picture, as it is coloured. */
export function selectPictureFacts(state: StudyState, picture: PictureName, rangeOf: RangeOf): PictureFacts {
  const none = { distances: [], cells: undefined, range: undefined, pathPoints: undefined } as const
  if (picture === 'landscape') return { ...none, ...sharedFacts(state), ...landscapeFacts(state, rangeOf) }
  if (picture === 'profile') return { ...none, ...sharedFacts(state), ...profileFacts(state) }
  if (picture === 'moment') return { ...none, ...momentFacts(state) }
  return { ...none, ...experimentFacts(state, picture, rangeOf) }
}

/** What holds for landscape and profile, which are evaluated alike. */
function sharedFacts(state: StudyState) {
  const { choices } = state
  return {
    statistics: { mode: hasBatchNorm(choices) ? choices.batchNormMode : 'none' },
    samples: allSamples(state, ['train', 'test']),
    recorded: recordedNumbers(state),
    shownDecay: choices.quantity === 'loss' ? choices.evaluationDecay : undefined,
  } as const
}

function allSamples({ results }: StudyState, splits: readonly SplitName[]): readonly UsedSamples[] {
  const { summary } = results.data ?? {}
  if (!summary) return []
  const counts = { train: summary.trainCount, test: summary.testCount }
  return splits.map((split) => ({ split, used: counts[split], of: counts[split] }))
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
    ...(surface && { samples: allSamples(state, ['test']), shownDecay: undefined }),
    ...(surface
      ? countField(surface, { ...choices, ...surfaceView }, rangeOf)
      : shown && countField(selectField(shown, choices), choices, rangeOf)),
  }
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
  const trails = (frame.trails ?? []).map(({ run, end, points }): DrawnDistance => {
    const distance = Math.max(0, ...points.map((point) => point.distance))
    return { point: 'training', number: end + 1, ...(run && { run }), distance }
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

function recordedNumbers({ recorded, results }: StudyState): PictureFacts['recorded'] {
  const { profile } = results
  if (!recorded || !profile || recorded.key !== profile.key) return undefined
  return { former: recorded.fingerprint.samples, here: takeFingerprint(profile).samples }
}
