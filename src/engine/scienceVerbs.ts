import type { EngineApi } from '../protocol/engineApi.ts'
import { alignWeights } from './alignment/alignWeights.ts'
import {
  checkCompareRequest,
  checkEnsembleRequest,
  checkHessianRequest,
  checkTrainSnapshotsRequest,
} from './checkScienceRequest.ts'
import { findComponents } from './directions/findComponents.ts'
import { projectVectors } from './directions/projectVectors.ts'
import { comparePoints } from './ensembles/comparePoints.ts'
import { scoreEnsemble } from './ensembles/scoreEnsemble.ts'
import { trainSnapshots } from './ensembles/trainSnapshots.ts'
import { findEigenpairs } from './hessian/findEigenpairs.ts'
import type { Jobs } from './jobs.ts'
import type { LabParts } from './labParts.ts'

/** The verbs of ensembles, alignment, curvature and directions. */
export type ScienceVerbs = Pick<
  EngineApi,
  'trainSnapshots' | 'scoreEnsemble' | 'compare' | 'align' | 'hessian' | 'findComponents' | 'project'
>

/** Makes them over the lab's parts. */
export function createScienceVerbs(parts: LabParts, jobs: Jobs): ScienceVerbs {
  return {
    async trainSnapshots(id, request, send) {
      checkTrainSnapshotsRequest(request)
      return jobs.run(id, (job) => trainSnapshots(parts, request, { job, send }))
    },
    async scoreEnsemble(id, request) {
      checkEnsembleRequest(request)
      return jobs.run(id, (job) => scoreEnsemble(parts, request, job))
    },
    async compare(id, request, send) {
      checkCompareRequest(request)
      return jobs.run(id, (job) => comparePoints(parts, request, { job, send }))
    },
    align: async (id, request, send) => jobs.run(id, (job) => alignWeights(parts, request, { job, send })),
    async hessian(id, request, send) {
      checkHessianRequest(request)
      return jobs.run(id, (job) => findEigenpairs(parts, request, { job, send }))
    },
    findComponents: async (request) => findComponents(request, parts.shelf),
    project: async (request) => projectVectors(request, parts.shelf),
  }
}
