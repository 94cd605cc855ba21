import { curveRows, uniformTs } from '../../core/curves/curve.ts'
import { measureBasis } from '../../core/planes/geometry.ts'
import type { LiveProfile, TrainCurveEvent, TrainCurveRequest } from '../../protocol/training.ts'
import type { TrainerState } from '../backends/backend.ts'
import type { Job } from '../jobs.ts'
import type { Lease } from '../sessions.ts'
import type { TrainingWatch } from './trainingRun.ts'

const eventIntervalMs = 50
/** Share of the training time that watching may take on top. */
const watchShare = 0.3
const coarseCount = 13
const fineCount = 31
/** A fine profile is taken where it costs no more than this. */
const fineMs = 60

/** What watching needs to know; `history` is read anew for every event. */
export interface LiveCurveOptions {
  readonly request: TrainCurveRequest
  readonly lease: Lease
  readonly job: Job
  readonly total: number
  readonly history: TrainCurveEvent['history']
  readonly send: (event: TrainCurveEvent) => void
  now(): number
}

/**
 * Watches a curve in training: sends where its control points are and, when there was time for one, its train nll along the
 * path. Reads only, and spends at most 30 % of the training time.
 */
export function createLiveCurve(options: LiveCurveOptions): TrainingWatch['see'] {
  const { lease, job, total, history, send, now } = options
  const budget = createBudget(now)
  const drawProfile = createProfile(options, budget)
  let lastMs = Number.NEGATIVE_INFINITY
  return async (done, readState) => {
    const time = now()
    if (done < total && (time - lastMs < eventIntervalMs || !budget.allows(0))) return
    lastMs = time
    const state = await readState()
    const geometry = measureBasis(state.basis)
    const profile = await drawProfile(done, state)
    budget.spend(now() - time)
    const progress = { done, total, unit: 'steps', elapsedMs: job.elapsedMs() } as const
    send({
      progress,
      history: [...history],
      geometry,
      ...(profile ? { profile } : {}),
      backend: lease.report,
    })
  }
}

interface Budget {
  /** Whether watching may take `costMs` more now. */
  allows(costMs: number): boolean
  spend(costMs: number): void
  trainingMs(): number
}

function createBudget(now: () => number): Budget {
  const startMs = now()
  let spentMs = 0
  const trainingMs = () => now() - startMs - spentMs
  return {
    allows: (costMs) => spentMs + costMs <= watchShare * trainingMs(),
    spend: (costMs) => {
      spentMs += costMs
    },
    trainingMs,
  }
}

function createProfile({ request, lease, job, now }: LiveCurveOptions, budget: Budget) {
  let firstDone: number | undefined
  let pointMs: number | undefined
  return async (done: number, state: TrainerState): Promise<LiveProfile | undefined> => {
    firstDone ??= done
    // Nothing is known of the pace yet.
    if (done === firstDone) return undefined
    pointMs ??= estimatePointMs(lease, request, budget.trainingMs() / (done - firstDone))
    const count = pointMs * fineCount <= fineMs ? fineCount : coarseCount
    if (!budget.allows(pointMs * count)) return undefined
    const startMs = now()
    const profile = await evaluateProfile(state, count, { request, lease, job })
    pointMs = (now() - startMs) / count
    return profile
  }
}

/** A point is a forward pass over train, where a step is forward and backward over a batch; batch norm passes twice. */
function estimatePointMs({ network, data }: Lease, { recipe }: TrainCurveRequest, stepMs: number): number {
  const passMs = (stepMs * Math.max(data.train.count / recipe.batchSize, 1)) / 3
  return network.bufferCount > 0 ? 2 * passMs : passMs
}

async function evaluateProfile(
  { basis, buffers }: TrainerState,
  count: number,
  { request, lease, job }: Pick<LiveCurveOptions, 'request' | 'lease' | 'job'>,
): Promise<LiveProfile> {
  const ts = uniformTs(count)
  const values = await lease.session.evaluate(
    {
      basis,
      buffers: basis.map(() => buffers),
      coefficients: curveRows(request.kind, basis.length, ts),
      splits: ['train'],
      batchNorm: 'recomputed',
    },
    job,
  )
  return { ts, trainNll: Array.from(values.train?.nll ?? []) }
}
