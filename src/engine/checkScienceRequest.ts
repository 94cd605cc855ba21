import type { CompareRequest, EnsembleRequest, TrainSnapshotsRequest } from '../protocol/ensembles.ts'
import type { HessianRequest } from '../protocol/hessian.ts'
import { checkEvaluateRequest, checkTrainRequest } from './checkRequest.ts'
import { invalid, requireDistinct, requireFinite, requireNumber } from './requireValue.ts'

const rateRange = { min: 0, max: 1e6 }

/** Refuses snapshots that cannot be trained. @throws EngineError `invalid-request` */
export function checkTrainSnapshotsRequest(request: TrainSnapshotsRequest): void {
  const { problem, seed, plan, recipe, start, ids, recordsPerEpoch = 1 } = request
  const initializer = 'initializer' in start ? start.initializer : 'pytorch'
  const whole = { ...recipe, learningRate: 0, epochs: plan.epochs, schedule: 'constant' } as const
  checkTrainRequest({ problem, seed, initializer, recipe: whole, id: ids[0] as (typeof ids)[number] })
  requireDistinct('names of snapshots', ids)
  requireNumber('records an epoch', recordsPerEpoch, { min: 1, max: 1000, whole: true })
  const epochRange = { min: 1, max: plan.epochs, whole: true }
  if (plan.method === 'fge') {
    requireNumber('learning rate α1', plan.alpha1, rateRange)
    requireNumber('learning rate α2', plan.alpha2, rateRange)
    requireNumber('epochs of a cycle', plan.cycleEpochs, { ...epochRange, max: 10_000 })
    return
  }
  requireNumber('learning rate α0', plan.alpha0, rateRange)
  requireNumber('cycles', plan.cycles, { ...epochRange, because: 'a cycle takes an epoch at least' })
}

/** Refuses an ensemble that cannot be scored. @throws EngineError `invalid-request` */
export function checkEnsembleRequest({ split, ...request }: EnsembleRequest): void {
  checkEvaluateRequest({ ...request, splits: [split] })
}

/** Refuses points that cannot be compared. @throws EngineError `invalid-request` */
export function checkCompareRequest({ split, references, ...request }: CompareRequest): void {
  checkEvaluateRequest({ ...request, splits: [split] })
  if (references.length === 0) throw invalid('references', 'none', 'at least one network')
  checkEvaluateRequest({ ...request, coefficients: references, splits: [split] })
}

/** Most eigenpairs of a request, and Hessian-vector products: all directions are held in memory at once. */
const mostPairs = 50
const mostProducts = 1000

/** Refuses eigenvalues that cannot be found. @throws EngineError `invalid-request` */
export function checkHessianRequest(request: HessianRequest): void {
  const { problem, basis, coefficients, batchNorm, largest, smallest, ids } = request
  const row = Float64Array.from(coefficients)
  checkEvaluateRequest({ problem, basis, coefficients: row, splits: ['train'], batchNorm })
  if (row.length !== basis.length) throw invalid('coefficients', row.length, `${basis.length}, one point`)
  requireNumber('seed', request.seed, { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true })
  requireNumber('largest eigenvalues', largest, { min: 0, max: mostPairs, whole: true })
  requireNumber('smallest eigenvalues', smallest, { min: 0, max: mostPairs, whole: true })
  const wanted = largest + smallest
  if (wanted === 0) throw invalid('eigenvalues', 0, 'at least one')
  requireNumber('products', request.mostProducts, { min: wanted, max: mostProducts, whole: true })
  requireFinite('tolerance', [request.tolerance])
  if (request.samples !== undefined)
    requireNumber('samples', request.samples, { min: 1, max: 1e9, whole: true })
  if (ids && ids.length !== wanted) throw invalid('names of eigenvectors', ids.length, `${wanted}`)
  if (ids) requireDistinct('names of eigenvectors', ids)
}
