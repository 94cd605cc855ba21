import type { CellCounts } from '../../core/planes/cellCounts.ts'
import type { Choices } from '../choices/choices.ts'
import { neededEndpoints } from '../keys.ts'
import { selectLandscape } from '../landscape/landscapeSelectors.ts'
import { isDirected } from '../planes/planeKinds.ts'
import type { EndpointIndex } from '../running/requests.ts'
import type { StudyState } from '../state.ts'
import type { PictureFacts, PictureName } from './honestyFacts.ts'
import { sinkingShare } from './sinkingShare.ts'

/** A usual reason for a picture that looks odd. */
export type Oddity =
  | { readonly cause: 'stale' | 'one-class' | 'degenerate-plane' | 'curve-diverged' | 'stored-statistics' }
  | { readonly cause: 'diverged' | 'untrained' | 'predicts-one-class'; readonly end: EndpointIndex }
  /** Share by which its loss still sank over the last tenth of its epochs. */
  | { readonly cause: 'sinking'; readonly end: EndpointIndex; readonly share: number }
  | { readonly cause: 'curve-sinking'; readonly share: number }
  /** ‖w₁ − w₂‖ as a share of ‖w₁‖, or ‖v‖ of ‖u‖. */
  | { readonly cause: 'same-endpoints' | 'thin-plane'; readonly share: number }
  /** Cells between w₁ and w₂. */
  | { readonly cause: 'window-wide'; readonly cells: number }
  /** Shares of cells, or of the range that the values take up. */
  | {
      readonly cause: 'clipped' | 'range-wide' | 'not-finite' | 'unfinished'
      readonly share: number
    }
  /** How far the curve leaves the plane, as a share of ‖u‖. */
  | { readonly cause: 'projected'; readonly share: number }

/** The usual reasons that hold for a picture, the gravest first; empty where none is found. */
export function findOddities(
  state: StudyState,
  picture: PictureName,
  facts: PictureFacts,
): readonly Oddity[] {
  const ends = neededEndpoints(state.choices).flatMap((end) => endOddities(state, end))
  const own = picture === 'landscape' ? [...planeOddities(state), ...windowOddities(state, facts)] : []
  const cells = facts.cells && facts.range ? cellOddities(state.choices, facts.cells, facts.range) : []
  return [
    ...(hasResult(state, picture) && !facts.isFresh ? [{ cause: 'stale' } as const] : []),
    ...dataOddities(state),
    ...ends,
    ...curveOddities(state),
    ...own,
    ...cells,
    ...(facts.statistics.mode === 'stored' ? [{ cause: 'stored-statistics' } as const] : []),
  ]
}

function hasResult({ results }: StudyState, picture: PictureName): boolean {
  // The network at t is that of the present study, or there is none to look at.
  if (picture === 'moment') return false
  if (picture === 'landscape' || picture === 'profile') return results[picture] !== undefined
  return results.experiments?.[picture] !== undefined
}

function dataOddities({ results }: StudyState): Oddity[] {
  const sizes = results.data?.summary.classSizes ?? []
  const isOne = sizes.length > 0 && sizes.filter((size) => size > 0).length < 2
  return isOne ? [{ cause: 'one-class' }] : []
}

/** From this share of ln(classes) on, a network knows nothing that the number of classes does not tell. */
const chanceShare = 0.9

/** A loss that sank by more over the last tenth of a training than this share was not at its end. */
const sinkingLimit = 0.1

function endOddities({ results }: StudyState, end: EndpointIndex): Oddity[] {
  const endpoint = results.endpoints[end]
  const summary = results.data?.summary
  if (!endpoint || !summary) return []
  if (endpoint.diverged) return [{ cause: 'diverged', end }]
  const last = endpoint.history.at(-1)
  if (!last) return []
  if (last.trainNll > chanceShare * Math.log(summary.classCount)) return [{ cause: 'untrained', end }]
  const majority = Math.max(...summary.classSizes) / summary.trainCount
  const isConstant = Math.abs(last.trainAccuracy - majority) < 1e-9 && majority < 1
  const share = sinkingShare(endpoint.history)
  return [
    ...(isConstant ? [{ cause: 'predicts-one-class', end } as const] : []),
    ...(share > sinkingLimit ? [{ cause: 'sinking', end, share } as const] : []),
  ]
}

function curveOddities({ results: { curve } }: StudyState): Oddity[] {
  if (!curve) return []
  if (curve.diverged) return [{ cause: 'curve-diverged' }]
  const share = sinkingShare(curve.history)
  return share > sinkingLimit ? [{ cause: 'curve-sinking', share }] : []
}

function planeOddities(state: StudyState): Oddity[] {
  const shown = selectLandscape(state)
  if (!shown) return []
  const { plane, geometry, kind } = shown.frame
  if (isDirected(kind)) return []
  const length = Math.sqrt(geometry.products[0] ?? 0)
  const together = plane.uLength / length
  const share = plane.vLength / plane.uLength
  return [
    ...(together < 1e-3 ? [{ cause: 'same-endpoints', share: together } as const] : []),
    ...(plane.degenerate ? [{ cause: 'degenerate-plane' } as const] : []),
    ...(!plane.degenerate && share < 0.02 ? [{ cause: 'thin-plane', share } as const] : []),
  ]
}

/** With fewer cells between the endpoints than these nothing is seen of what lies there. */
const fewestCells = 4

function windowOddities(state: StudyState, facts: PictureFacts): Oddity[] {
  const shown = selectLandscape(state)
  if (!shown) return []
  if (isDirected(shown.frame.kind)) return []
  const { x } = shown.grid
  const { uLength } = shown.frame.plane
  const cells = uLength / ((x.max - x.min) / (x.count - 1))
  const away = facts.distances.find(({ point }) => point === 'curve')?.distance ?? 0
  return [
    ...(cells < fewestCells ? [{ cause: 'window-wide', cells } as const] : []),
    ...(away > 0.1 * uLength ? [{ cause: 'projected', share: away / uLength } as const] : []),
  ]
}

function cellOddities(
  { rangeMin, rangeMax, scale }: Choices,
  { total, computed, notFinite, below, above, min, max }: CellCounts,
  [lo, hi]: readonly [number, number],
): Oddity[] {
  const finite = computed - notFinite
  const clipped = finite > 0 ? (below + above) / finite : 0
  const place = (value: number) => (scale === 'log' && lo > 0 ? Math.log(Math.max(value, lo)) : value)
  const taken = (place(Math.min(max, hi)) - place(Math.max(min, lo))) / (place(hi) - place(lo))
  const isChosen = rangeMin !== null || rangeMax !== null
  return [
    ...(computed < total ? [{ cause: 'unfinished', share: computed / total } as const] : []),
    ...(computed > 0 && notFinite / computed > 0.05
      ? [{ cause: 'not-finite', share: notFinite / computed } as const]
      : []),
    ...(clipped > 0.9 ? [{ cause: 'clipped', share: clipped } as const] : []),
    ...(isChosen && clipped <= 0.9 && taken < 0.1
      ? [{ cause: 'range-wide', share: Math.max(0, taken) } as const]
      : []),
  ]
}
