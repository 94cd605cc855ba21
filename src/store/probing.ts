import { squaredNorms } from '../core/geometry.ts'
import { pointCoefficients } from '../core/plane.ts'
import type { Study } from './context.ts'
import { usedColumns } from './frame.ts'
import { problemOf } from './requests.ts'
import { bothSplits } from './runProfile.ts'

/** Evaluates the network at a point of the plane exactly. */
export async function probePoint(study: Study, x: number, y: number): Promise<void> {
  const { choices, results } = study.store.getState()
  const { landscape } = results
  if (!landscape) return
  const { frame } = landscape
  const rows = Float64Array.from(pointCoefficients(frame.plane, x, y))
  const squaredNorm = squaredNorms(frame.geometry, rows)[0] as number
  study.store.setState({ probe: { x, y, values: undefined, squaredNorm } })
  const used = usedColumns(frame.basis, rows)
  const outcome = await study.client.evaluate({
    problem: problemOf(choices),
    basis: used.basis,
    coefficients: used.rows,
    splits: ['train', 'test'],
    batchNorm: choices.batchNormMode,
  })
  if (outcome.state === 'cancelled') return
  const values = bothSplits(outcome.value)
  study.store.setState(({ probe }) =>
    probe?.x === x && probe.y === y ? { probe: { ...probe, values } } : {},
  )
}

/** Takes the probe away. */
export function clearProbe(study: Study): void {
  study.store.setState({ probe: undefined })
}
