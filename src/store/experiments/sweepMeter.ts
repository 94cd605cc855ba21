import type { Progress } from '../../protocol/progress.ts'
import type { RunScope } from '../running/jobs.ts'

/** One training of a sweep, as it goes. */
interface SweepTask {
  readonly report: (progress: Progress) => void
  readonly finish: () => void
}

/** Tells how far many trainings are together. */
export interface SweepMeter {
  readonly begin: () => SweepTask
}

/** Steps that a training counts for. */
const grain = 100

/** A meter over `total` trainings; every one of the `parts` tells of all, so that they agree. */
export function startMeter(total: number, parts: number, scope: RunScope): SweepMeter {
  const start = performance.now()
  const shares = new Map<number, number>()
  const tell = () => {
    const done = [...shares.values()].reduce((sum, share) => sum + share, 0)
    const elapsedMs = performance.now() - start
    const progress = {
      done: Math.floor(done * grain),
      total: total * grain,
      unit: 'steps',
      elapsedMs,
    } as const
    for (let part = 0; part < parts; part += 1) scope.report(part, progress)
  }
  return {
    begin: () => {
      const task = shares.size
      shares.set(task, 0)
      return {
        report: ({ done, total: all }) => {
          shares.set(task, done / Math.max(1, all))
          tell()
        },
        finish: () => {
          shares.set(task, 1)
          tell()
        },
      }
    },
  }
}
