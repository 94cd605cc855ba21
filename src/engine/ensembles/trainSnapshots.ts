import { layTimetable, type SnapshotTimetable } from '../../core/ensembles/snapshotPlan.ts'
import type {
  TrainSnapshotsEvent,
  TrainSnapshotsRequest,
  TrainSnapshotsResult,
} from '../../protocol/ensembles.ts'
import type { Job } from '../jobs.ts'
import type { LabParts } from '../labParts.ts'
import { invalid } from '../requireValue.ts'
import type { Lease } from '../sessions.ts'
import { createThrottle } from '../throttle.ts'
import { countSteps, refuseLongSteps } from '../training/trainEpochs.ts'
import { withFallback } from '../withFallback.ts'
import { followTimetable } from './followTimetable.ts'
import { describeTrainer, type SnapshotRun, startSnapshotRun } from './snapshotRun.ts'

const eventIntervalMs = 50

/**
 * Trains on by a cyclic schedule and keeps networks on the way: fast geometric ensembling (Garipov and others 2018, section
 * 5) and snapshot ensembles (Huang and others 2017). The networks are put on the shelf. A diverged run resolves with those
 * that it collected before.
 * @throws EngineError `invalid-request` for too few names or a cycle without a middle; by what sessions and shelf throw
 */
export async function trainSnapshots(
  parts: LabParts,
  request: TrainSnapshotsRequest,
  { job, send }: { readonly job: Job; readonly send: (event: TrainSnapshotsEvent) => void },
): Promise<TrainSnapshotsResult> {
  const from = 'from' in request.start ? parts.shelf.get([request.start.from])[0] : undefined
  const isDue = createThrottle(parts.now, eventIntervalMs)
  let run: SnapshotRun | undefined
  return withFallback(parts.sessions, request.problem, async (lease) => {
    const recipe = { ...request.recipe, learningRate: 1, epochs: 1, schedule: 'constant' } as const
    const stepsPerEpoch = countSteps(lease, recipe)
    refuseLongSteps(lease, recipe)
    const timetable = planTimetable(request, stepsPerEpoch)
    const current = run ?? startSnapshotRun(request, { from, lease, timetable, stepsPerEpoch })
    run = current
    const total = timetable.learningRates.length
    const watch = (done: number) => {
      if (!isDue() && done < total) return
      const progress = { done, total, unit: 'steps', elapsedMs: job.elapsedMs() } as const
      send({ progress, trace: [...current.trace], backend: lease.report })
    }
    await train(request, current, { lease, job, watch, now: parts.now })
    for (const stored of current.stored) parts.shelf.put(stored)
    return {
      stored: current.stored,
      trace: current.trace,
      learningRates: timetable.learningRates.slice(0, current.iteration),
      ...(current.diverged ? { diverged: current.diverged } : {}),
      backend: lease.report,
      elapsedMs: job.elapsedMs(),
    }
  })
}

function planTimetable({ plan, ids }: TrainSnapshotsRequest, stepsPerEpoch: number): SnapshotTimetable {
  let timetable: SnapshotTimetable
  try {
    timetable = layTimetable(plan, stepsPerEpoch)
  } catch (error) {
    if (error instanceof RangeError) throw invalid('plan', error.message, 'cycles with a middle')
    throw error
  }
  const { collected } = timetable
  if (collected.length === 0) throw invalid('epochs', plan.epochs, 'at least half a cycle')
  if (ids.length < collected.length) {
    throw invalid('names of snapshots', ids.length, `${collected.length}, one for each that is collected`)
  }
  return timetable
}

async function train(
  request: TrainSnapshotsRequest,
  run: SnapshotRun,
  around: {
    readonly lease: Lease
    readonly job: Job
    readonly watch: (done: number) => void
    now(): number
  },
): Promise<void> {
  const trainer = await around.lease.session.createTrainer(describeTrainer(request, run))
  try {
    await followTimetable(request, run, { ...around, trainer })
  } finally {
    trainer.dispose()
  }
}
