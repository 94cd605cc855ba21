import type { EngineClient } from '../../client/createEngineClient.ts'
import { EngineError } from '../../protocol/engineError.ts'

type ScienceVerb = 'align' | 'hessian' | 'findComponents' | 'project'

/** Verbs of alignment, curvature and directions, refused: tests that need one put an answer in its place. */
export function refuseScience(): Pick<EngineClient, ScienceVerb> {
  const refuse = async () => {
    throw new EngineError('unsupported', 'not in the fake client')
  }
  return {
    align: refuse,
    hessian: refuse,
    findComponents: refuse,
    project: refuse,
  }
}
