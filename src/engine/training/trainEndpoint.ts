import { initializeWeights } from '../../core/networks/initializers.ts'
import { initialBuffers } from '../../core/networks/network.ts'
import { createRandom } from '../../core/random.ts'
import type { StoredWeights, TrainEvent, TrainRequest, TrainResult } from '../../protocol/training.ts'
import type { TrainerState } from '../backends/backend.ts'
import type { Job } from '../jobs.ts'
import type { LabParts } from '../labParts.ts'
import type { Lease } from '../sessions.ts'
import { createThrottle } from '../throttle.ts'
import { checkLayout } from '../weightsShelf.ts'
import { withFallback } from '../withFallback.ts'
import { countSteps, fitsOptimizer, trainEpochs } from './trainEpochs.ts'
import type { TrainingRun, TrainingTask, TrainingWatch } from './trainingRun.ts'
import { createTrajectoryRecorder, type TrajectoryRecorder } from './trajectoryRecorder.ts'

const eventIntervalMs = 50

/**
 * Trains one endpoint from its seed, or on from a held one; the result is put on the shelf. A diverged run resolves, with
 * the weights of its last finite epoch.
 * @throws EngineError by what sessions and shelf throw
 */
export async function trainEndpoint(
  parts: LabParts,
  request: TrainRequest,
  { job, send }: { readonly job: Job; readonly send: (event: TrainEvent) => void },
): Promise<TrainResult> {
  const from = request.from === undefined ? undefined : parts.shelf.get([request.from])[0]
  const task = describeTask(request, from)
  const isDue = createThrottle(parts.now, eventIntervalMs)
  let run: TrainingRun | undefined
  let recorder: TrajectoryRecorder | undefined
  return withFallback(parts.sessions, request.problem, async (lease) => {
    const current = run ?? { snapshot: startState(request, from, lease), history: [] }
    run = current
    const { history } = current
    const total = request.recipe.epochs * countSteps(lease, request.recipe)
    const see: TrainingWatch['see'] = async (done) => {
      if (done < total && !isDue()) return
      const progress = { done, total, unit: 'steps', elapsedMs: job.elapsedMs() } as const
      send({ progress, history: [...history], backend: lease.report })
    }
    const film = recorder ?? createTrajectoryRecorder(request, { ...lease.network, shelf: parts.shelf })
    recorder = film
    if (film.wants(history.length)) film.keep(history.length, current.snapshot)
    const watch = { ...film, see }
    await trainEpochs(task, current, { lease, job, watch, now: parts.now })
    const stored = storeRun(request, task, current)
    parts.shelf.put(stored)
    return {
      stored,
      history,
      ...(request.filmFrames === undefined ? {} : { film: film.frames() }),
      ...(current.diverged ? { diverged: current.diverged } : {}),
      backend: lease.report,
      elapsedMs: job.elapsedMs(),
    }
  })
}

function describeTask({ recipe, seed }: TrainRequest, from: StoredWeights | undefined): TrainingTask {
  return {
    recipe,
    seed,
    epochOffset: from?.resume?.epochs ?? 0,
    trained: [true],
    planCoefficients: (_epoch, steps) => new Float64Array(steps).fill(1),
    testsEndpoint: true,
  }
}

function startState(
  request: TrainRequest,
  from: StoredWeights | undefined,
  { network }: Lease,
): TrainerState {
  if (!from) {
    const random = createRandom(request.seed, 'initialisation')
    const weights = initializeWeights(network, request.initializer, random)
    return { basis: [weights], buffers: initialBuffers(network), slots: [], steps: 0 }
  }
  checkLayout([from], network)
  const { weights, buffers, resume } = from
  // Another optimiser's moments mean nothing to this one: it starts fresh.
  const kept = resume && fitsOptimizer(resume.slots, request.recipe) ? resume : { slots: [], steps: 0 }
  return { basis: [weights], buffers, slots: kept.slots, steps: kept.steps }
}

function storeRun(
  { id }: TrainRequest,
  task: TrainingTask,
  { snapshot, history }: TrainingRun,
): StoredWeights {
  const { basis, buffers, slots, steps } = snapshot
  return {
    id,
    weights: basis[0] ?? new Float32Array(0),
    buffers,
    resume: { slots, steps, epochs: task.epochOffset + history.length },
  }
}
