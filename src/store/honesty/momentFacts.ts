import { countCells } from '../../core/planes/cellCounts.ts'
import type { Choices } from '../choices/choices.ts'
import { endpointKey, profileKey, segmentKey } from '../keys.ts'
import { indexOfT } from '../moment/momentWants.ts'
import { selectMoment, selectSampleKind } from '../moment/selectMoment.ts'
import { hasBatchNorm } from '../running/requests.ts'
import type { StudyState } from '../state.ts'
import type { PictureFacts, UsedSamples } from './honestyFacts.ts'
import { usedSeeds } from './usedSeeds.ts'

/** The facts of the network at t: it is predicted on the test split, where points are drawn on both. */
export function momentFacts(state: StudyState): Omit<PictureFacts, 'distances' | 'range' | 'pathPoints'> {
  const { choices, results } = state
  const moment = selectMoment(state)
  const source = moment.state === 'shown' ? moment.source : undefined
  const predictions = source && state.moment?.predictions[source.path]
  const key =
    source?.from === 'ends'
      ? (now: Choices) => endpointKey(now, 0) + endpointKey(now, 1)
      : source?.path === 'segment'
        ? segmentKey
        : profileKey
  return {
    isFresh: source !== undefined,
    seeds: usedSeeds(choices, key),
    backend: predictions?.key === source?.key ? predictions?.backend : undefined,
    samples: results.data ? samplesOf(state, results.data.summary) : [],
    statistics: {
      mode: hasBatchNorm(choices) ? (source?.frame ? 'recomputed' : choices.batchNormMode) : 'none',
    },
    shownDecay: undefined,
    cells: source && isBoundarySeen(state) ? countBoundary(state, source.key, moment.t) : undefined,
    recorded: state.recorded && 'elsewhere',
  }
}

function isBoundarySeen(state: StudyState): boolean {
  return state.choices.momentView === 'decision' && selectSampleKind(state) === 'points'
}

/** Cells of the boundary at t, the finer picture where there is one; a cell counts by its first probability. */
function countBoundary({ moment }: StudyState, key: string, t: number): PictureFacts['cells'] {
  for (const field of [moment?.sharp, moment?.coarse]) {
    const index = field?.key === key ? indexOfT(field.ts, t) : -1
    if (!field || index < 0) continue
    const { grid, classCount, probabilities } = field
    const count = grid.x.count * grid.y.count
    const values = Float64Array.from(
      { length: count },
      (_, cell) => probabilities[(index * count + cell) * classCount] as number,
    )
    return countCells(values, [0, 1])
  }
  return undefined
}

function samplesOf(
  state: StudyState,
  { trainCount, testCount }: { readonly trainCount: number; readonly testCount: number },
): readonly UsedSamples[] {
  const isTrainDrawn = isBoundarySeen(state)
  return [
    ...(isTrainDrawn ? [{ split: 'train', used: trainCount, of: trainCount } as const] : []),
    { split: 'test', used: testCount, of: testCount },
  ]
}
