import { curveRows, uniformTs } from '../../core/curves/curve.ts'
import { pointCoefficients } from '../../core/planes/plane.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { combineRows, controlRows, createCurveFrame, unitRow } from '../landscape/frame.ts'
import { endpointId, trainedCurve } from '../running/trained.ts'

/** Points of weight space, K rows of B coefficients over a basis. */
export interface PointsToMeasure {
  readonly basis: readonly WeightsId[]
  readonly rows: Float64Array
  /** Where they are on a path; empty for a point of the plane. */
  readonly ts: readonly number[]
}

/** Where along a path the choices ask for eigenvalues. */
export function measuredTs({ hessianPlace, hessianPoints, hessianT }: Choices): readonly number[] {
  if (hessianPlace === 'plane') return []
  return hessianPlace === 'curve' || hessianPlace === 'segment' ? uniformTs(hessianPoints) : [hessianT]
}

/** Whether the points lie on the curve, and so need it. */
export function isOnCurve({ hessianPlace }: Choices): boolean {
  return hessianPlace === 'curve' || hessianPlace === 'curveAt'
}

/** The points that the choices ask for: of curve or segment, or one of the plane. @throws EngineError `invalid-request` */
export async function findPoints(study: Study, choices: Choices): Promise<PointsToMeasure> {
  const { landscape } = study.store.getState().results
  const ts = measuredTs(choices)
  if (choices.hessianPlace === 'plane') {
    if (!landscape) throw new EngineError('invalid-request', 'there is no plane yet')
    const { basis, plane } = landscape.frame
    const rows = Float64Array.from(pointCoefficients(plane, choices.hessianX, choices.hessianY))
    return { basis, rows, ts }
  }
  if (!isOnCurve(choices)) {
    const ends = [unitRow(2, 0), unitRow(2, 1)]
    const rows = combineRows(curveRows('chain', 2, ts), ends)
    return { basis: [endpointId(study, 0), endpointId(study, 1)], rows, ts }
  }
  const curve = trainedCurve(study)
  const [held] = choices.held
  const frame = await createCurveFrame(study, curve, held?.bend ?? choices.selectedBend)
  const along = curveRows(choices.curve, curve.controlPoints.length, ts)
  return { basis: frame.basis, rows: combineRows(along, controlRows(frame, held)), ts }
}
