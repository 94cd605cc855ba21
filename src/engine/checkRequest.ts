import type { Augmentation } from '../core/data/augmentImages.ts'
import { mostClasses } from '../core/data/classLabels.ts'
import type { SplitName } from '../core/data/dataset.ts'
import type { DefineRequest, LoadedData } from '../protocol/engineApi.ts'
import type { EvaluateRequest } from '../protocol/evaluation.ts'
import type { MeasureNormsRequest, WriteNetworkRequest } from '../protocol/exporting.ts'
import type { PredictRequest } from '../protocol/prediction.ts'
import type { DataSpec, Problem } from '../protocol/problem.ts'
import type { TrainCurveRequest, TrainingRecipe, TrainRequest } from '../protocol/training.ts'
import { invalid, requireDistinct, requireFinite, requireNumber, requireWord } from './requireValue.ts'

const shippedNames = ['digits', 'iris', 'wine', 'breast_cancer']
const generatorNames = ['moons', 'circles', 'spirals', 'blobs', 'xor']

/** Sizes beyond which a request is refused, with the reason that the page shows. */
const requestLimits = {
  rows: { min: 4, max: 100_000, whole: true, because: 'more rows than that take minutes an epoch' },
  classes: { min: 2, max: 64, whole: true, because: 'more classes cannot be told apart in a picture' },
  batchSize: { min: 1, max: 100_000, whole: true, because: 'no data set has more rows' },
  epochs: { min: 1, max: 10_000, whole: true, because: 'longer runs are better split with continue' },
  points: { min: 1, max: 250_000, because: 'a picture of 500×500 points is finer than a screen shows' },
  basis: { min: 1, max: 64, because: 'every vector of a basis is held in memory at once' },
  controlPoints: { min: 2, max: 33, because: 'every control point is trained and held in memory at once' },
} as const

const splitNames = ['train', 'test'] satisfies SplitName[]

/** Bytes of all probabilities of a request, and of rows of one's own. */
const mostPredictionBytes = 2 ** 28
const predictionReason = '256 MiB of float32 (all are held in memory at once, and more than once)'

const seedRange = { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true }

/** Refuses data that cannot be made. @throws EngineError `invalid-request` */
export function checkData(data: DataSpec): void {
  requireWord('data source', data.source, [...generatorNames, ...shippedNames, 'opened'])
  if ('augment' in data && data.augment) checkAugmentation(data.augment)
  if (data.source === 'opened') return
  if (!(data.testShare > 0 && data.testShare < 1)) {
    throw invalid('test share', data.testShare, 'a number between 0 and 1')
  }
  if (!('size' in data)) return
  requireNumber('size', data.size, requestLimits.rows)
  requireNumber('noise', data.noise, { min: 0, max: 10, because: 'the figure has radius 1' })
  requireNumber('classes', data.classCount, requestLimits.classes)
  requireNumber('data seed', data.seed, seedRange)
}

function checkAugmentation({ copies, shift, seed }: Augmentation): void {
  requireNumber('copies', copies, { min: 1, max: 9, whole: true, because: 'all of them are held in memory' })
  requireNumber('shift', shift, { min: 0, max: 16, whole: true })
  requireNumber('augmentation seed', seed, seedRange)
}

/** Refuses opened data that are no classification data set. @throws EngineError `invalid-request` */
export function checkLoadedData({ dataset, classNames }: LoadedData): void {
  const { inputShape, classCount, train, test } = dataset
  requireNumber('classes', classCount, { min: 2, max: mostClasses, whole: true })
  if (classNames.length !== classCount) throw invalid('class names', classNames.length, `${classCount}`)
  const rowSize = inputShape.reduce((size, side) => size * side, 1)
  for (const [name, { count, inputs, labels }] of Object.entries({ train, test })) {
    requireNumber(`${name} rows`, count, { min: 1, max: 10_000_000, whole: true })
    if (labels.length !== count) throw invalid(`${name} labels`, labels.length, `${count}`)
    if (inputs.length !== count * rowSize)
      throw invalid(`${name} inputs`, inputs.length, `${count} rows of ${rowSize}`)
    const stray = labels.find((label) => !(label >= 0 && label < classCount))
    if (stray !== undefined) throw invalid(`${name} label`, stray, `a class below ${classCount}`)
    requireFinite(`${name} inputs`, inputs)
  }
}

/** Refuses a problem that cannot be. @throws EngineError `invalid-request` */
export function checkProblem(problem: Problem): void {
  checkData(problem.data)
  requireWord('backend', problem.backend, ['auto', 'simd', 'webgpu', 'tf-cpu', 'tf-webgpu'])
}

function checkRecipe(recipe: TrainingRecipe): void {
  requireWord('optimizer', recipe.optimizer, ['sgd', 'adam'])
  requireWord('schedule', recipe.schedule, ['official', 'cosine', 'constant'])
  requireNumber('learning rate', recipe.learningRate, { min: 0, max: 1e6 })
  requireNumber('weight decay', recipe.weightDecay, { min: 0, max: 1e6 })
  if (!(recipe.momentum >= 0 && recipe.momentum < 1)) {
    throw invalid('momentum', recipe.momentum, 'a number from 0 to below 1')
  }
  requireNumber('batch size', recipe.batchSize, requestLimits.batchSize)
  const { epochs, scheduleEpochs = epochs } = recipe
  requireNumber('epochs', epochs, requestLimits.epochs)
  requireNumber('epochs of the schedule', scheduleEpochs, { ...requestLimits.epochs, min: epochs })
}

/** Refuses training that cannot be done. @throws EngineError `invalid-request` */
export function checkTrainRequest(request: TrainRequest): void {
  checkProblem(request.problem)
  checkRecipe(request.recipe)
  requireNumber('seed', request.seed, seedRange)
  requireWord('initializer', request.initializer, ['pytorch', 'he', 'glorot'])
}

/** Refuses a curve that cannot be trained. @throws EngineError `invalid-request` */
export function checkTrainCurveRequest(request: TrainCurveRequest): void {
  checkProblem(request.problem)
  checkRecipe(request.recipe)
  requireNumber('seed', request.seed, seedRange)
  requireWord('curve', request.kind, ['bezier', 'chain'])
  requireWord('objective', request.objective ?? 'uniform', ['uniform', 'arc-length'])
  requireDistinct('control points', request.controlPoints)
  const { controlPoints, endpoints, freeEndpoints, startBends } = request
  const fewest = freeEndpoints ? 2 : 3
  requireNumber('control points', controlPoints.length, { ...requestLimits.controlPoints, min: fewest })
  if (startBends && startBends.length !== controlPoints.length - 2) {
    throw invalid('start bends', startBends.length, `${controlPoints.length - 2}, one for each bend`)
  }
  const ends = [controlPoints[0], controlPoints.at(-1)]
  if (!freeEndpoints && (ends[0] !== endpoints[0] || ends[1] !== endpoints[1])) {
    throw invalid('outer control points', ends.join(', '), `the fixed endpoints ${endpoints.join(', ')}`)
  }
  if (freeEndpoints && endpoints.some((id) => controlPoints.includes(id))) {
    throw invalid('outer control points', ends.join(', '), 'new names, since the ends move')
  }
}

/** Refuses points that cannot be evaluated. @throws EngineError `invalid-request` */
export function checkEvaluateRequest(request: EvaluateRequest): void {
  const { splits } = request
  checkPoints(request)
  if (splits.length === 0) throw invalid('splits', 'none', 'train, test or both')
  for (const split of splits) requireWord('split', split, splitNames)
}

/** Refuses points that cannot be predicted, as far as the request alone tells. @throws EngineError `invalid-request` */
export function checkPredictRequest(request: PredictRequest): void {
  const { inputs, problem } = request
  checkPoints(request)
  if ('split' in inputs) requireWord('split', inputs.split, splitNames)
  else checkRows(inputs.rows, problem)
}

function checkRows({ length }: Float32Array, problem: Problem): void {
  const rowSize = problem.architecture.input.reduce((size, side) => size * side, 1)
  if (length === 0 || length % rowSize !== 0) throw invalid('rows', `${length} numbers`, `rows of ${rowSize}`)
  if (4 * length > mostPredictionBytes) {
    throw invalid('rows', `${length / rowSize} of ${rowSize} numbers`, `at most ${predictionReason}`)
  }
}

/** Refuses predictions that are too large to be held. @throws EngineError `invalid-request` */
export function checkPredictionSize(size: { points: number; rows: number; classes: number }): void {
  const { points, rows, classes } = size
  if (4 * points * rows * classes <= mostPredictionBytes) return
  const got = `${points} points × ${rows} rows × ${classes} classes`
  throw invalid('probabilities', got, `at most ${predictionReason}`)
}

/** Refuses points that cannot be measured. @throws EngineError `invalid-request` */
export function checkMeasureNormsRequest(request: MeasureNormsRequest): void {
  checkCoefficients(request)
}

/** Refuses a network, or a curve, that cannot be written. @throws EngineError `invalid-request` */
export function checkWriteNetworkRequest(request: WriteNetworkRequest): void {
  checkPoints(request)
  requireWord('format', request.format, ['safetensors', 'npz'])
  const count = request.coefficients.length / request.basis.length
  if (request.curve === undefined) {
    requireNumber('networks in a file', count, { min: 1, max: 1 })
    return
  }
  requireWord('curve', request.curve, ['bezier', 'chain'])
  requireNumber('control points', count, requestLimits.controlPoints)
}

function checkPoints(
  request: Pick<EvaluateRequest, 'problem' | 'basis' | 'coefficients' | 'batchNorm'>,
): void {
  checkProblem(request.problem)
  requireWord('batch norm', request.batchNorm, ['recomputed', 'stored'])
  checkCoefficients(request)
}

function checkCoefficients({ basis, coefficients }: Pick<EvaluateRequest, 'basis' | 'coefficients'>): void {
  requireNumber('basis vectors', basis.length, requestLimits.basis)
  if (coefficients.length % basis.length !== 0) {
    throw invalid('coefficients', coefficients.length, `a multiple of the ${basis.length} basis vectors`)
  }
  requireNumber('points', coefficients.length / basis.length, requestLimits.points)
  requireFinite('coefficients', coefficients)
}

/** Refuses a vector that cannot be made. @throws EngineError `invalid-request` */
export function checkDefineRequest(request: DefineRequest): void {
  if (request.kind === 'orthogonal') {
    requireNumber('seed', request.seed, seedRange)
    return
  }
  if (request.kind === 'random') {
    requireNumber('seed', request.seed, seedRange)
    requireNumber('direction', request.index, { min: 0, max: 1000, whole: true })
    requireWord('scaling', request.scaling, ['filter', 'layer', 'none'])
    return
  }
  if (request.kind === 'masked') return
  const { basis, coefficients } = request
  requireNumber('basis vectors', basis.length, requestLimits.basis)
  if (coefficients.length !== basis.length) {
    throw invalid('coefficients', coefficients.length, `${basis.length}, one for each basis vector`)
  }
  requireFinite('coefficients', coefficients)
}
