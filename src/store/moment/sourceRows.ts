import { curveRows } from '../../core/curves/curve.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Study } from '../context.ts'
import { combineRows, controlRows, createCurveFrame, usedColumns } from '../landscape/frame.ts'
import { endpointId, trainedCurve } from '../running/trained.ts'
import type { MomentSource } from './selectMoment.ts'

/** Networks of a path at K values of t, as combinations of weights: a basis and K rows over it. */
export interface SourceRows {
  readonly basis: readonly WeightsId[]
  readonly rows: Float64Array
}

/** The networks of a source at some t. @throws EngineError `invalid-request` where it is gone meanwhile */
export async function findSourceRows(
  study: Study,
  source: MomentSource,
  ts: readonly number[],
): Promise<SourceRows> {
  const { choices } = study.store.getState()
  if (source.from === 'ends') return straight([endpointId(study, 0), endpointId(study, 1)], ts)
  const curve = source.frame ?? trainedCurve(study)
  const { controlPoints } = curve
  if (source.path === 'segment') return straight(controlPoints, ts)
  const along = curveRows(choices.curve, controlPoints.length, ts)
  if (!source.held) return used(controlPoints, along)
  const frame = await createCurveFrame(study, curve, source.held.bend)
  return used(frame.basis, combineRows(along, controlRows(frame, source.held)))
}

function straight(controlPoints: readonly WeightsId[], ts: readonly number[]): SourceRows {
  const ends = [controlPoints[0], controlPoints.at(-1)].filter((id) => id !== undefined)
  return used(ends, curveRows('chain', 2, ts))
}

function used(basis: readonly WeightsId[], rows: Float64Array): SourceRows {
  return usedColumns(basis, rows)
}
