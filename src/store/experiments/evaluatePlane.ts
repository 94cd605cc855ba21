import { squaredNorms } from '../../core/planes/geometry.ts'
import { type Grid, gridRows } from '../../core/planes/grid.ts'
import type { Plane } from '../../core/planes/plane.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { usedColumns } from '../landscape/frame.ts'
import type { PlaneFrame } from '../results.ts'
import { finished, isWorthShowing, type RunScope } from '../running/jobs.ts'
import { problemOf } from '../running/requests.ts'
import { bothSplits } from '../running/runProfile.ts'
import type { SeenPlane } from './values/seenPlane.ts'

interface PlaneOrder {
  readonly choices: Choices
  readonly frame: PlaneFrame
  readonly grid: Grid
  /** Which part of the experiment it is, for progress. */
  readonly part: number
}

/** Evaluates a grid of a plane on both splits. */
export async function evaluatePlane(
  study: Study,
  { choices, frame, grid, part }: PlaneOrder,
  scope: RunScope,
): Promise<{ readonly seen: SeenPlane; readonly backend: BackendReport }> {
  const { plane, geometry, controlPoints } = frame
  const rows = gridRows(plane, grid)
  const used = usedColumns(frame.basis, rows)
  const outcome = await study.client.evaluate(
    {
      problem: problemOf(choices),
      basis: used.basis,
      coefficients: used.rows,
      splits: ['train', 'test'],
      batchNorm: choices.batchNormMode,
    },
    {
      signal: scope.signal,
      job: scope.job(part),
      onEvent: ({ progress }) => {
        if (isWorthShowing(progress)) scope.report(part, progress)
      },
    },
  )
  const result = finished(outcome)
  const values = bothSplits(result)
  const norms = squaredNorms(geometry, rows)
  return {
    seen: { plane, geometry, controlPoints, grid, values, squaredNorms: norms },
    backend: result.backend,
  }
}

/** A plane over a longer basis that begins with its own. */
export function padPlane(plane: Plane, size: number): Plane {
  const pad = (row: readonly number[]) => Array.from({ length: size }, (_, i) => row[i] ?? 0)
  return { ...plane, origin: pad(plane.origin), u: pad(plane.u), v: pad(plane.v) }
}
