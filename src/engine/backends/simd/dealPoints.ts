import type { SplitName } from '../../../core/data/dataset.ts'
import type { SplitValues } from '../../../protocol/evaluation.ts'
import type { JobControl, PointsRequest } from '../backend.ts'
import type { EvaluationSpec, PointRange, PointSums } from './evaluationSpec.ts'
import type { EvaluationSlice } from './lane.ts'
import { type LaneClient, nextJob } from './laneClient.ts'

/** Longest that a lane computes before it looks up. */
export const sliceMs = 16

/** Operations a millisecond that a chunk of points is cut for; only a deal, no result, depends on it. */
const expectedRate = 2e7

type Sums = Partial<Record<SplitName, PointSums>>
type Values = Partial<Record<SplitName, SplitValues>>

/** A request being dealt: which spec the lanes get, what a point costs, where results go. */
export interface Deal {
  readonly lanes: readonly LaneClient[]
  readonly spec: EvaluationSpec
  readonly points: number
  readonly pointFlops: number
  readonly counts: Readonly<Record<SplitName, number>>
  readonly control: JobControl
  readonly onPart: PointsRequest['onPart']
}

/**
 * Deals points to the lanes as these become free, or, where there are fewer points than lanes, shares of every point's
 * tiles. Each point's sums are added in tile order either way, so that the deal changes no byte.
 */
export async function dealPoints(deal: Deal): Promise<Values> {
  const results = new PointResults(deal)
  if (deal.points === 0) return results.values
  const { lanes, points, pointFlops } = deal
  const shareTiles = points < lanes.length && pointFlops > sliceMs * expectedRate
  const used = shareTiles ? lanes : lanes.slice(0, points)
  const size = Math.ceil((sliceMs * expectedRate) / Math.max(1, pointFlops))
  const chunk = Math.max(1, Math.min(size, Math.ceil(points / used.length)))
  const course: Course = { deal, results, next: 0, failed: false }
  const shares = new TileShares(used.length, deal, results)
  const work = async (lane: LaneClient, part: number) => {
    try {
      if (shareTiles) await takeShares(course, lane, { part, parts: used.length, shares })
      else await takeChunks(course, lane, chunk)
    } catch (error) {
      course.failed = true
      throw error
    }
  }
  const settled = await Promise.allSettled(used.map(work))
  const failure = settled.find((result) => result.status === 'rejected')
  if (failure) throw failure.reason
  return results.values
}

/** How far a deal is. */
interface Course {
  readonly deal: Deal
  readonly results: PointResults
  next: number
  failed: boolean
}

async function takeChunks(course: Course, lane: LaneClient, chunk: number): Promise<void> {
  const { points } = course.deal
  await withJob(course, lane, async (run) => {
    while (course.next < points && !course.failed) {
      const start = course.next
      course.next = Math.min(points, start + chunk)
      const sums = await run({ start, end: course.next })
      if (sums) course.results.add(start, sums)
    }
  })
}

async function takeShares(
  course: Course,
  lane: LaneClient,
  at: { readonly part: number; readonly parts: number; readonly shares: TileShares },
): Promise<void> {
  await withJob(course, lane, async (run) => {
    for (let start = 0; start < course.deal.points && !course.failed; start++) {
      const sums = await run({ start, end: start + 1, part: at.part, parts: at.parts })
      if (sums) at.shares.add(start, at.part, sums)
    }
  })
}

type RunRange = (range: PointRange) => Promise<Sums | undefined>

async function withJob(
  course: Course,
  lane: LaneClient,
  body: (run: RunRange) => Promise<void>,
): Promise<void> {
  const job = nextJob()
  // Not waited for: the first range is asked for in the same breath.
  const opened = lane.openEvaluation(job, course.deal.spec)
  opened.catch(() => undefined)
  try {
    await body((range) => runRange(course, lane, { job, range }))
  } catch (error) {
    // Where the job could not be opened, that is the reason.
    await opened
    throw error
  } finally {
    lane.closeEvaluation(job).catch(() => undefined)
  }
}

async function runRange(
  course: Course,
  lane: LaneClient,
  { job, range }: { readonly job: number; readonly range: PointRange },
): Promise<Sums | undefined> {
  let slice: EvaluationSlice | undefined
  while (!slice?.finished) {
    await course.deal.control.breathe()
    if (course.failed) return undefined
    slice = await lane.evaluate(job, sliceMs, slice ? undefined : range)
  }
  return slice.sums
}

/** Means of all points, announced as soon as no gap precedes them. */
class PointResults {
  readonly values: Values = {}
  private readonly deal: Deal
  private readonly finished = new Map<number, number>()
  private announced = 0

  constructor(deal: Deal) {
    this.deal = deal
    for (const split of deal.spec.splits) {
      const nll = new Float64Array(deal.points)
      this.values[split] = { nll, correct: new Int32Array(deal.points), count: deal.counts[split] }
    }
  }

  add(start: number, sums: Sums): void {
    let length = 0
    for (const split of this.deal.spec.splits) {
      const [into, from] = [this.values[split], sums[split]]
      if (!into || !from) continue
      length = from.nll.length
      into.nll.set(
        from.nll.map((sum) => sum / into.count),
        start,
      )
      into.correct.set(from.correct, start)
    }
    this.finished.set(start, start + length)
    this.announce()
  }

  private announce(): void {
    const start = this.announced
    for (let end = this.finished.get(start); end !== undefined; end = this.finished.get(this.announced)) {
      this.finished.delete(this.announced)
      this.announced = end
    }
    if (this.announced === start || !this.deal.onPart) return
    const part: Values = {}
    for (const split of this.deal.spec.splits) {
      const whole = this.values[split]
      if (!whole) continue
      const nll = whole.nll.slice(start, this.announced)
      part[split] = { nll, correct: whole.correct.slice(start, this.announced), count: whole.count }
    }
    this.deal.onPart(start, part)
  }
}

/** Waits for all shares of a point's tiles and adds them up in tile order, as one lane would have. */
class TileShares {
  private readonly parts: number
  private readonly deal: Deal
  private readonly results: PointResults
  private readonly waiting = new Map<number, Sums[]>()

  constructor(parts: number, deal: Deal, results: PointResults) {
    this.parts = parts
    this.deal = deal
    this.results = results
  }

  add(point: number, part: number, sums: Sums): void {
    const shares = this.waiting.get(point) ?? []
    shares[part] = sums
    this.waiting.set(point, shares)
    if (shares.filter(Boolean).length < this.parts) return
    this.waiting.delete(point)
    const whole: Sums = {}
    for (const split of this.deal.spec.splits) whole[split] = this.join(shares, split)
    this.results.add(point, whole)
  }

  private join(shares: readonly Sums[], split: SplitName): PointSums {
    const tiles = shares[0]?.[split]?.nll.length ?? 0
    let nll = 0
    let correct = 0
    for (const [part, share] of shares.entries()) {
      const from = Math.floor((tiles * part) / this.parts)
      const to = Math.floor((tiles * (part + 1)) / this.parts)
      for (let tile = from; tile < to; tile++) {
        nll += share[split]?.nll[tile] as number
        correct += share[split]?.correct[tile] as number
      }
    }
    return { nll: Float64Array.of(nll), correct: Int32Array.of(correct) }
  }
}
