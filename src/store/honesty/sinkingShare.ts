import type { EpochRecord } from '../../protocol/training.ts'

/** Fewest epochs of which a trend is told. */
const fewestEpochs = 10

function mean(records: readonly EpochRecord[]): number {
  return records.reduce((sum, { trainNll }) => sum + trainNll, 0) / records.length
}

/** Share by which the mean train nll of the last tenth of a training lies under that of the tenth before; 0 of short trainings. */
export function sinkingShare(history: readonly EpochRecord[]): number {
  if (history.length < fewestEpochs) return 0
  const tenth = Math.ceil(history.length / 10)
  const before = mean(history.slice(-2 * tenth, -tenth))
  const share = (before - mean(history.slice(-tenth))) / before
  return Number.isFinite(share) ? Math.max(0, share) : 0
}
