import { EngineError } from '../../protocol/engineError.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Study } from '../context.ts'
import type { CurveResult } from '../results.ts'
import type { EndpointIndex } from './requests.ts'

/** The endpoint's weights. @throws EngineError `invalid-request` where it is not trained */
export function endpointId(study: Study, index: EndpointIndex): WeightsId {
  const endpoint = study.store.getState().results.endpoints[index]
  if (!endpoint) throw new EngineError('invalid-request', `endpoint ${index + 1} is not trained`)
  return endpoint.id
}

/** The curve, fresh or not. @throws EngineError `invalid-request` where it is not trained */
export function trainedCurve(study: Study): CurveResult {
  const { curve } = study.store.getState().results
  if (!curve) throw new EngineError('invalid-request', 'the curve is not trained')
  return curve
}
