import type { SplitName } from '../core/data/dataset.ts'
import type { EvaluatePart, EvaluateRequest, EvaluateResult, SplitValues } from '../protocol/evaluation.ts'
import type { Job } from './jobs.ts'
import type { LabParts } from './labParts.ts'
import type { Lease } from './sessions.ts'
import { createThrottle } from './throttle.ts'
import { checkLayout } from './weightsShelf.ts'
import { withFallback } from './withFallback.ts'

const partIntervalMs = 50

type Values = Partial<Record<SplitName, SplitValues>>

/**
 * Evaluates K points on the asked splits. Finished stretches are sent in order and without gaps; after a failed device the
 * rest is computed on the CPU.
 * @throws EngineError by what sessions and shelf throw
 */
export async function evaluatePoints(
  parts: LabParts,
  request: EvaluateRequest,
  { job, send }: { readonly job: Job; readonly send: (part: EvaluatePart) => void },
): Promise<EvaluateResult> {
  const vectors = parts.shelf.get(request.basis)
  const isDue = createThrottle(parts.now, partIntervalMs)
  const total = request.coefficients.length / request.basis.length
  let collected: Collected | undefined
  return withFallback(parts.sessions, request.problem, async (lease) => {
    checkLayout(vectors, lease.network)
    const current = collected ?? createCollected(total, request.splits, lease)
    collected = current
    const start = current.done
    const onPart = (offset: number, values: Values) => {
      current.add(start + offset, values)
      if (!isDue() && current.done < total) return
      const progress = { done: current.done, total, unit: 'points', elapsedMs: job.elapsedMs() } as const
      send({ ...current.takeUnsent(), progress })
    }
    const values = await lease.session.evaluate(
      {
        basis: vectors.map(({ weights }) => weights),
        buffers: vectors.map(({ buffers }) => buffers),
        coefficients: request.coefficients.subarray(start * request.basis.length),
        splits: request.splits,
        batchNorm: request.batchNorm,
        onPart,
      },
      job,
    )
    current.add(start, values)
    return { values: current.values, backend: lease.report, elapsedMs: job.elapsedMs() }
  })
}

interface Collected {
  readonly values: Values
  /** Points finished from the start on. */
  readonly done: number
  add(start: number, values: Values): void
  /** Copies of what was not taken before, so that they can be transferred. */
  takeUnsent(): { readonly start: number; readonly values: Values }
}

function createCollected(total: number, splits: readonly SplitName[], { data }: Lease): Collected {
  const values = mapSplits(splits, (split) => ({
    nll: new Float64Array(total),
    correct: new Int32Array(total),
    count: data[split].count,
  }))
  let done = 0
  let sent = 0
  return {
    values,
    get done() {
      return done
    },
    add(start, part) {
      for (const split of splits) {
        const [into, from] = [values[split], part[split]]
        if (!into || !from) continue
        into.nll.set(from.nll, start)
        into.correct.set(from.correct, start)
        done = Math.max(done, start + from.nll.length)
      }
    },
    takeUnsent() {
      const start = sent
      sent = done
      return { start, values: mapSplits(splits, (split) => sliceValues(values[split], start, done)) }
    },
  }
}

function mapSplits(
  splits: readonly SplitName[],
  make: (split: SplitName) => SplitValues | undefined,
): Values {
  const entries = splits.map((split) => [split, make(split)] as const)
  return Object.fromEntries(entries.filter(([, values]) => values !== undefined))
}

function sliceValues(values: SplitValues | undefined, start: number, end: number): SplitValues | undefined {
  if (!values) return undefined
  const { nll, correct, count } = values
  return { nll: nll.slice(start, end), correct: correct.slice(start, end), count }
}
