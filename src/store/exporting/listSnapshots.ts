import type { WeightsId } from '../../protocol/identifiers.ts'
import type { SnapshotMethod } from '../experiments/values/raceValue.ts'
import type { ExportState } from './exportRow.ts'

/** Networks that the race's first run of a method collected, in order. A study kept by an older version has those of FGE alone. */
export function listSnapshots(
  { results }: Pick<ExportState, 'results'>,
  method: SnapshotMethod,
): readonly WeightsId[] {
  const race = results.experiments?.race
  if (!race) return []
  const { fge, sse } = race.value.traces
  // The start of FGE stands before them all.
  const afterFge = 1 + (fge?.collected.length ?? 0)
  const ends = { fge: [1, afterFge], sse: [afterFge, afterFge + (sse?.collected.length ?? 0)] } as const
  return race.weights.slice(...ends[method])
}
