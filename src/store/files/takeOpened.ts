import { planNetwork } from '../../core/networks/planNetwork.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { openedNameOf } from '../dataSets.ts'
import { curveKey, endpointKey } from '../keys.ts'
import type { CurveResult, EndpointResult } from '../results.ts'
import { architectureOf, type EndpointIndex, openedEndpointOf, problemOf } from '../running/requests.ts'

/** An endpoint from its file, in place of training. @throws EngineError `file-missing`, `shape-mismatch` */
export async function takeOpenedEndpoint(
  study: Study,
  choices: Choices,
  index: EndpointIndex,
): Promise<EndpointResult> {
  const file = openedEndpointOf(choices, index)
  const opened = study.store.getState().opened.endpoints[file]
  if (!opened) throw missing(file)
  const { parameterCount } = planNetwork(architectureOf(choices))
  if (opened.parameterCount !== parameterCount) {
    throw new EngineError(
      'shape-mismatch',
      `${openedNameOf(file)} has ${opened.parameterCount} parameters, the network ${parameterCount}`,
    )
  }
  const backend = await study.client.probe(problemOf(choices))
  return { key: endpointKey(choices, index, 0), id: opened.id, history: [], backend, elapsedMs: 0 }
}

/** A curve from its file, in place of training. @throws EngineError `file-missing` */
export async function takeOpenedCurve(study: Study, choices: Choices): Promise<CurveResult> {
  const controlPoints = study.store.getState().opened.curves[choices.openedCurve]
  if (!controlPoints) throw missing(choices.openedCurve)
  const [geometry, backend] = await Promise.all([
    study.client.measure(controlPoints),
    study.client.probe(problemOf(choices)),
  ])
  return { key: curveKey(choices, 0), controlPoints, geometry, history: [], backend, elapsedMs: 0 }
}

function missing(file: string): EngineError {
  return new EngineError('file-missing', `file needed: ${openedNameOf(file)}`)
}
