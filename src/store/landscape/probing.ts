import { squaredNorms } from '../../core/planes/geometry.ts'
import { pointCoefficients } from '../../core/planes/plane.ts'
import { newJobId, type Study } from '../context.ts'
import { planeKey } from '../keys.ts'
import { toFailure } from '../running/jobs.ts'
import { problemOf } from '../running/requests.ts'
import { bothSplits } from '../running/runProfile.ts'
import type { StudyState } from '../state.ts'
import { usedColumns } from './frame.ts'

/**
 * Evaluates the network at a point of the plane exactly. A landscape of other choices cannot be probed: its problem is gone.
 * Cancelled as soon as another point is probed or the probe is taken away.
 */
export async function probePoint(study: Study, x: number, y: number): Promise<void> {
  const { choices, results } = study.store.getState()
  const { landscape } = results
  if (landscape?.planeKey !== planeKey(choices)) return
  const { frame } = landscape
  const rows = Float64Array.from(pointCoefficients(frame.plane, x, y))
  const squaredNorm = squaredNorms(frame.geometry, rows)[0] as number
  study.store.setState({ probe: { x, y, values: undefined, squaredNorm } })
  const used = usedColumns(frame.basis, rows)
  const isPresent = ({ probe }: StudyState) => probe?.x === x && probe.y === y
  const abort = new AbortController()
  const stop = study.store.subscribe((state) => {
    if (!isPresent(state)) abort.abort()
  })
  try {
    const outcome = await study.client.evaluate(
      {
        problem: problemOf(choices),
        basis: used.basis,
        coefficients: used.rows,
        splits: ['train', 'test'],
        batchNorm: choices.batchNormMode,
      },
      { signal: abort.signal, job: newJobId(study) },
    )
    if (outcome.state === 'cancelled') return
    const values = bothSplits(outcome.value)
    study.store.setState((state) => (isPresent(state) ? { probe: { x, y, values, squaredNorm } } : {}))
  } catch (error) {
    study.store.setState((state) =>
      isPresent(state)
        ? { probe: undefined, failures: { ...state.failures, landscape: toFailure(error) } }
        : {},
    )
  } finally {
    stop()
  }
}

/** Takes the probe away; one that is still computed is cancelled. */
export function clearProbe(study: Study): void {
  study.store.setState({ probe: undefined })
}
