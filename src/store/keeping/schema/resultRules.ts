import * as v from 'valibot'
import type { Divergence, EpochRecord } from '../../../protocol/training.ts'
import { planeKinds } from '../../planes/planeKinds.ts'
import {
  type CurveResult,
  type DataResult,
  type EndpointResult,
  type LandscapeResult,
  type PlacedPoint,
  type PlaneFrame,
  type PlaneMark,
  type ProfileResult,
  type Results,
  type Trail,
  trailRuns,
} from '../../results.ts'
import { experimentResults } from './experimentRules.ts'
import { backendReport, dataSummary } from './problemRules.ts'
import { publishedResults } from './publishedRules.ts'
import {
  count,
  finite,
  float64s,
  listOf,
  optional,
  present,
  type Rule,
  shaped,
  weightsId,
  words,
} from './shapes.ts'
import { bothSplits, geometry, grid, pathValues, plane } from './valueRules.ts'

function isEpochRecord(value: unknown): value is EpochRecord {
  if (typeof value !== 'object' || value === null) return false
  const {
    epoch,
    learningRate,
    trainNll,
    trainAccuracy,
    testNll = 0,
    testAccuracy = 0,
    ...rest
  } = value as Record<string, unknown>
  const isNumber = [trainNll, trainAccuracy, testNll, testAccuracy].every(
    (entry) => typeof entry === 'number',
  )
  const isWhole = Number.isSafeInteger(epoch) && Number.isFinite(learningRate)
  return isNumber && isWhole && Object.keys(rest).length === 0
}

/** The list itself comes back: whoever keeps studies knows a history by its identity. */
const history: Rule<readonly EpochRecord[]> = v.custom<readonly EpochRecord[]>(
  (value) => Array.isArray(value) && value.length <= 100_000 && value.every(isEpochRecord),
  'not a history of epochs',
)

const divergence: Rule<Divergence> = shaped<Divergence>({ epoch: count, step: count, learningRate: finite })

const trained = {
  key: words,
  history,
  diverged: optional(divergence),
  backend: backendReport,
  elapsedMs: finite,
} as const

const endpoint: Rule<EndpointResult> = shaped<EndpointResult>({ ...trained, id: weightsId })

const curve: Rule<CurveResult> = shaped<CurveResult>({
  ...trained,
  controlPoints: listOf(weightsId),
  geometry,
})

/** Curve and segment along t. */
export const profileResult: Rule<ProfileResult> = shaped<ProfileResult>({
  key: words,
  segmentKey: words,
  problemKey: words,
  ts: listOf(finite),
  curve: pathValues,
  segment: pathValues,
  otherEnds: optional(bothSplits),
  backend: backendReport,
  evaluated: count,
  elapsedMs: finite,
})

const placedPoint: Rule<PlacedPoint> = shaped<PlacedPoint>({ x: finite, y: finite, distance: finite })

const trail: Rule<Trail> = shaped<Trail>({
  run: optional(v.picklist(trailRuns)),
  end: count,
  epochs: listOf(finite),
  points: listOf(placedPoint),
})

const frame: Rule<PlaneFrame> = shaped<PlaneFrame>({
  kind: v.picklist(planeKinds),
  basis: listOf(weightsId),
  geometry,
  plane,
  controlPoints: listOf(count),
  bend: count,
  marks: optional(
    listOf(shaped<PlaneMark>({ index: count, name: v.picklist(['w1', 'w2', 'aligned', 'origin']) })),
  ),
  trails: optional(listOf(trail)),
  explained: optional(listOf(finite)),
  eigenvalues: optional(listOf(finite)),
})

const landscape: Rule<LandscapeResult> = shaped<LandscapeResult>({
  key: words,
  planeKey: words,
  frame,
  grid,
  values: bothSplits,
  squaredNorms: float64s,
  computed: count,
  backend: backendReport,
  elapsedMs: finite,
})

/** Everything that came back. */
export const studyResults: Rule<Results> = shaped<Results>({
  data: present(shaped<DataResult>({ key: words, summary: dataSummary })),
  endpoints: v.tuple([present(endpoint), present(endpoint), present(endpoint)]),
  curve: present(curve),
  profile: present(profileResult),
  landscape: present(landscape),
  published: present(publishedResults),
  experiments: present(experimentResults),
})
