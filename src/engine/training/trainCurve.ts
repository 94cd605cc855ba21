import { type CurveKind, curveCoefficients, linearBendCoefficients } from '../../core/curves/curve.ts'
import { initialBuffers } from '../../core/networks/network.ts'
import { createRandom } from '../../core/random.ts'
import type {
  StoredWeights,
  TrainCurveEvent,
  TrainCurveRequest,
  TrainCurveResult,
} from '../../protocol/training.ts'
import { combineVectors } from '../combineVectors.ts'
import type { Job } from '../jobs.ts'
import type { LabParts } from '../labParts.ts'
import type { Lease } from '../sessions.ts'
import { checkLayout, type WeightsShelf } from '../weightsShelf.ts'
import { withFallback } from '../withFallback.ts'
import { createArcLengthTrainer } from './arcLengthTrainer.ts'
import { createFilmRecorder } from './filmRecorder.ts'
import { createLiveCurve } from './liveCurve.ts'
import { countSteps, trainEpochs } from './trainEpochs.ts'
import type { TrainingRun, TrainingTask } from './trainingRun.ts'

/**
 * Finds a curve between two held endpoints by objective (2) or (1) of the paper: one t a minibatch, weight decay on φ(t). The
 * new control points are put on the shelf, with running statistics recomputed at each.
 * @throws EngineError by what sessions and shelf throw
 */
export async function trainCurve(
  parts: LabParts,
  request: TrainCurveRequest,
  { job, send }: { readonly job: Job; readonly send: (event: TrainCurveEvent) => void },
): Promise<TrainCurveResult> {
  const start = startBasis(request, parts.shelf)
  const task = describeTask(request)
  let run: TrainingRun | undefined
  return withFallback(parts.sessions, request.problem, async (lease) => {
    checkLayout(start, lease.network)
    const current = run ?? startRun(start, lease)
    run = current
    const { history } = current
    const { now } = parts
    const steps = countSteps(lease, request.recipe)
    const total = request.recipe.epochs * steps
    const film = createFilmRecorder({ request, trained: task.trained, ...lease.network, shelf: parts.shelf })
    const see = createLiveCurve({ request, lease, job, total, history, send, now })
    if (film.wants(history.length)) film.keep(history.length, current.snapshot)
    await see(history.length * steps, async () => current.snapshot)
    await trainEpochs(task, current, { lease, job, watch: { ...film, see }, now })
    const stored = await storeRun(request, current, { lease, job, task })
    for (const vector of stored) parts.shelf.put(vector)
    return {
      stored,
      controlPoints: request.controlPoints,
      history,
      film: film.frames(),
      ...(current.diverged ? { diverged: current.diverged } : {}),
      backend: lease.report,
      elapsedMs: job.elapsedMs(),
    }
  })
}

function startRun(start: readonly StoredWeights[], { network }: Lease): TrainingRun {
  const basis = start.map(({ weights }) => weights)
  return { snapshot: { basis, buffers: initialBuffers(network), slots: [], steps: 0 }, history: [] }
}

function startBasis(
  { endpoints, startBends, controlPoints }: TrainCurveRequest,
  shelf: WeightsShelf,
): StoredWeights[] {
  // Together, so that one error names all that are missing.
  const held = shelf.get([...endpoints, ...(startBends ?? [])])
  const [first, last, ...bends] = held as readonly [StoredWeights, StoredWeights, ...StoredWeights[]]
  if (startBends) return [first, ...bends, last]
  const ends = [first.weights, last.weights]
  return linearBendCoefficients(controlPoints.length).map((row, i, rows) => {
    if (i === 0) return first
    return i === rows.length - 1 ? last : { ...first, weights: combineVectors(ends, row) }
  })
}

function describeTask(request: TrainCurveRequest): TrainingTask {
  const { kind, recipe, seed, controlPoints, freeEndpoints, objective } = request
  const count = controlPoints.length
  return {
    recipe,
    seed,
    epochOffset: 0,
    trained: controlPoints.map((_id, i) => freeEndpoints || (i > 0 && i < count - 1)),
    planCoefficients: (epoch, steps) => drawCoefficients(kind, count, { seed, epoch, steps }),
    testsEndpoint: false,
    ...(objective === 'arc-length' && {
      createTrainer: (session, trainer) => createArcLengthTrainer(session, trainer, kind),
    }),
  }
}

/** One t a step, uniform in [0, 1); every epoch has its own stream, so that it can be taken again after a lost device. */
function drawCoefficients(
  kind: CurveKind,
  count: number,
  { seed, epoch, steps }: { readonly seed: number; readonly epoch: number; readonly steps: number },
): Float64Array {
  const random = createRandom(seed, 'times', epoch)
  const rows = new Float64Array(steps * count)
  for (let step = 0; step < steps; step++) {
    rows.set(curveCoefficients(kind, count, random.next()), step * count)
  }
  return rows
}

async function storeRun(
  { controlPoints }: TrainCurveRequest,
  { snapshot }: TrainingRun,
  { lease, job, task }: { readonly lease: Lease; readonly job: Job; readonly task: TrainingTask },
): Promise<StoredWeights[]> {
  const stored: StoredWeights[] = []
  for (const [i, id] of controlPoints.entries()) {
    const weights = snapshot.basis[i]
    if (!task.trained[i] || !weights) continue
    const hasBuffers = lease.network.bufferCount > 0
    const buffers = hasBuffers ? await lease.session.recomputeBuffers(weights, job) : new Float32Array(0)
    stored.push({ id, weights, buffers })
  }
  return stored
}
