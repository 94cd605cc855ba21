import type { SplitName } from '../../core/data/dataset.ts'
import type { BasisGeometry } from '../../core/planes/geometry.ts'
import { principalPlane } from '../../core/planes/principalPlane.ts'
import type { ExperimentName } from '../experiments/experimentNames.ts'
import { experimentTable } from '../experiments/experimentTable.ts'
import type { ExperimentValues } from '../experiments/experimentValues.ts'
import { placeWeights } from '../experiments/placeCurves.ts'
import { selectExperiment } from '../experiments/selectExperiment.ts'
import { toShownLandscape } from '../experiments/toShownLandscape.ts'
import type { AlignmentValue } from '../experiments/values/alignmentValue.ts'
import type { ManyCurvesValue } from '../experiments/values/manyCurvesValue.ts'
import type { RaceValue } from '../experiments/values/raceValue.ts'
import type { SeenPlane } from '../experiments/values/seenPlane.ts'
import { modePairs, type ThreeModesValue } from '../experiments/values/threeModesValue.ts'
import { selectField } from '../landscape/landscapeSelectors.ts'
import { hasBatchNorm } from '../running/requests.ts'
import type { StudyState } from '../state.ts'
import { countField } from './countField.ts'
import type { DrawnDistance, PictureFacts, RangeOf, UsedSamples, UsedStatistics } from './honestyFacts.ts'
import { usedSeeds } from './usedSeeds.ts'

const both: readonly SplitName[] = ['train', 'test']
const test: readonly SplitName[] = ['test']

/** Splits that an experiment evaluates on. */
const splitsOf: Readonly<Record<ExperimentName, readonly SplitName[]>> = {
  race: both,
  alongCurve: test,
  overPlane: test,
  picked: test,
  manyCurves: both,
  threeModes: both,
  objectives: both,
  widths: both,
  alignment: both,
  cheatingPath: both,
  curvature: ['train'],
}

/** The facts of an experiment: its own samples, statistics and term, and the distances of what its planes show. */
export function experimentFacts(
  state: StudyState,
  name: ExperimentName,
  rangeOf: RangeOf,
): Omit<PictureFacts, 'pathPoints'> {
  const { choices, recorded } = state
  const { freshness, result, value } = selectExperiment(state, name)
  const drawn = value && drawnPlane(name, value)
  const shown = drawn?.seen && toShownLandscape(drawn.seen)
  const counted = shown && countField(selectField(shown, choices), choices, rangeOf)
  return {
    isFresh: freshness === 'fresh',
    seeds: usedSeeds(choices, experimentTable[name].key),
    backend: result?.backend,
    samples: samplesOf(state, name),
    statistics: statisticsOf(state, name),
    shownDecay: shown && choices.quantity === 'loss' ? choices.evaluationDecay : undefined,
    recorded: recorded && 'elsewhere',
    distances: drawn?.distances ?? [],
    cells: counted?.cells,
    range: counted?.range,
  }
}

function samplesOf(state: StudyState, name: ExperimentName): readonly UsedSamples[] {
  const { summary } = state.results.data ?? {}
  if (!summary) return []
  const counts = { train: summary.trainCount, test: summary.testCount }
  const all = splitsOf[name].map((split): UsedSamples => {
    const of = counts[split]
    return { split, used: of, of, ...(name === 'race' && split === 'train' && { only: 'chain' }) }
  })
  if (name !== 'curvature') return all
  const points = selectExperiment(state, 'curvature').value?.points ?? []
  const used = points.find(({ sampleCount }) => sampleCount > 0)?.sampleCount ?? state.choices.hessianSamples
  const isAll = used === 0 || used >= counts.train
  return isAll ? all : [{ split: 'train', used, of: counts.train, only: 'curvature' }, ...all]
}

function statisticsOf(state: StudyState, name: ExperimentName): UsedStatistics {
  const { choices } = state
  if (!hasBatchNorm(choices)) return { mode: 'none' }
  const mode = choices.batchNormMode
  switch (name) {
    case 'race':
      return { mode, but: 'race' }
    case 'picked':
      return mode === 'stored' ? { mode, but: 'average' } : { mode }
    case 'curvature':
      return { mode: selectExperiment(state, 'curvature').value?.statistics ?? mode, but: 'held' }
    default:
      return { mode }
  }
}

interface DrawnPlane {
  /** Absent where points are drawn and no values. */
  readonly seen?: SeenPlane
  readonly distances: readonly DrawnDistance[]
}

function drawnPlane<N extends ExperimentName>(
  name: N,
  value: ExperimentValues[ExperimentName],
): DrawnPlane | undefined {
  switch (name) {
    case 'alignment':
      return ofAlignment(value as AlignmentValue)
    case 'threeModes':
      return ofThreeModes(value as ThreeModesValue)
    case 'manyCurves':
      return ofManyCurves(value as ManyCurvesValue)
    case 'race':
      return ofRace(value as RaceValue)
    default:
      return undefined
  }
}

type NamedPoint = Omit<DrawnDistance, 'distance'>

/** Distances of some of the weights of a geometry, by their index. */
function measure(
  { plane }: SeenPlane,
  geometry: BasisGeometry,
  points: readonly (readonly [index: number, point: NamedPoint])[],
): readonly DrawnDistance[] {
  const places = placeWeights({ plane, geometry })
  return points.flatMap(([index, point]) => {
    const place = places[index]
    return place ? [{ ...point, distance: place.distance }] : []
  })
}

const networks = (count: number) =>
  Array.from({ length: count }, (_, i) => [i, { point: 'weights', number: i + 1 } as NamedPoint] as const)

function ofAlignment({ seen }: AlignmentValue): DrawnPlane | undefined {
  if (!seen) return undefined
  const bends = seen.controlPoints
    .slice(1, -1)
    .map((index, i) => [index, { point: 'bend', number: i + 1 } as NamedPoint] as const)
  return { seen, distances: measure(seen, seen.geometry, [...networks(3), ...bends]) }
}

function ofThreeModes({ seen, geometry, firstBend, bendCount }: ThreeModesValue): DrawnPlane | undefined {
  if (!seen) return undefined
  const bends = modePairs.flatMap((_, curve) =>
    Array.from({ length: bendCount }, (__, i) => {
      const point: NamedPoint = { point: 'bend', number: i + 1, curve }
      return [firstBend + curve * bendCount + i, point] as const
    }),
  )
  return { seen, distances: measure(seen, geometry, [...networks(3), ...bends]) }
}

function ofManyCurves({ plane, geometry, curves, bendCount }: ManyCurvesValue): DrawnPlane | undefined {
  if (!plane) return undefined
  const bends = curves.flatMap(({ seed }, curve) =>
    Array.from({ length: bendCount }, (_, i) => {
      const point: NamedPoint = { point: 'bend', number: i + 1, curve: seed }
      return [2 + curve * bendCount + i, point] as const
    }),
  )
  return { seen: plane.seen, distances: measure(plane.seen, geometry, [...networks(2), ...bends]) }
}

/** The start of the run and its snapshots in the plane of their principal components, then both runs in the plane that they share. */
function ofRace({ chain, plane, traces }: RaceValue): DrawnPlane | undefined {
  if (!chain) return undefined
  const along = principalPlane(chain.geometry).distances
  const alone = Array.from(along, (distance, number) => ({ point: 'snapshot', number, distance }) as const)
  if (!plane) return { distances: alone }
  const fge = traces.fge?.collected.length ?? 0
  const both = Array.from({ length: plane.geometry.size }, (_, index) => {
    const isFge = index <= fge
    const number = isFge ? index : index - fge
    return [index, { point: 'snapshot', number, run: isFge ? 'fge' : 'sse' } as NamedPoint] as const
  })
  return { seen: plane.seen, distances: [...alone, ...measure(plane.seen, plane.geometry, both)] }
}
