import { hasBatchNorm } from '../running/requests.ts'
import { selectLoneSegment } from '../running/runSegment.ts'
import type { StudyState } from '../state.ts'

/** Longest computation of many moments at once; what takes longer is computed for the shown one alone. */
const wholeBudgetMs = 1200

/** Longest computation of one picture. */
const sharpBudgetMs = 1500

/** Bytes of probabilities that are held at once. */
const mostBytes = 2 ** 26

/** K moments of N rows with C classes. */
export interface MomentSize {
  readonly moments: number
  readonly rows: number
  readonly classes: number
}

/**
 * Milliseconds that predicting takes, about: as the profile took for its points. Undefined before anything was evaluated. A
 * single point is computed by one thread, so it takes as long as two of many.
 */
function estimateMs(state: StudyState, { moments, rows }: MomentSize): number | undefined {
  const { choices, results } = state
  const lone = selectLoneSegment(state)
  const measured = lone
    ? { points: lone.ts.length, elapsedMs: lone.elapsedMs, values: lone.segment }
    : results.profile && {
        points: results.profile.evaluated,
        elapsedMs: results.profile.elapsedMs,
        values: results.profile.curve,
      }
  if (!measured) return undefined
  const { train, test } = measured.values
  const passes = rows / (train.count + test.count) + (hasBatchNorm(choices) ? 1 : 0)
  return (measured.elapsedMs / measured.points) * moments * passes * (moments === 1 ? 2 : 1)
}

/** Whether many moments may be computed at once. */
export function isWholeAffordable(state: StudyState, size: MomentSize): boolean {
  if (4 * size.moments * size.rows * size.classes > mostBytes) return false
  const cost = estimateMs(state, size)
  return cost !== undefined && cost <= wholeBudgetMs
}

/** By how much a picture of so many samples is coarsened, 1, 2 or 4 a side, so that it comes within about a second. */
export function chooseSharpStep(state: StudyState, size: Omit<MomentSize, 'moments'>): number {
  const fits = (step: number) => {
    const rows = size.rows / step ** 2
    const cost = estimateMs(state, { ...size, rows, moments: 1 }) ?? 0
    return cost <= sharpBudgetMs && 4 * rows * size.classes <= mostBytes
  }
  return [1, 2].find(fits) ?? 4
}
