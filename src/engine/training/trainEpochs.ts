import { createBatches } from '../../core/data/batches.ts'
import { normalizesSingleValues } from '../../core/networks/normalizesSingleValues.ts'
import { createRandom } from '../../core/random.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { TrainingRecipe } from '../../protocol/training.ts'
import type { TrainerRequest } from '../backends/backend.ts'
import type { Lease } from '../sessions.ts'
import { EpochLoop } from './epochLoop.ts'
import type { TrainingRun, TrainingSurroundings, TrainingTask } from './trainingRun.ts'

/**
 * Trains until `task.recipe.epochs` epochs are in `run.history` or the run has diverged. Endpoint and curve differ only in
 * the task. Started again with the same run it goes on after the last whole epoch.
 */
export async function trainEpochs(
  task: TrainingTask,
  run: TrainingRun,
  surroundings: TrainingSurroundings,
): Promise<void> {
  refuseLongSteps(surroundings.lease, task.recipe)
  const { session } = surroundings.lease
  const createTrainer = () => {
    const request = describeTrainer(task, run)
    return task.createTrainer ? task.createTrainer(session, request) : session.createTrainer(request)
  }
  const stepsPerEpoch = countSteps(surroundings.lease, task.recipe)
  const loop = new EpochLoop(task, run, { ...surroundings, createTrainer, stepsPerEpoch })
  try {
    while (run.history.length < task.recipe.epochs && !run.diverged) await loop.goOn()
  } finally {
    loop.dispose()
  }
}

/** Work of a step that tfjs on the CPU does in about three seconds; it cannot stop within one, and would seem to have died. */
const longestStepFlops = 2e9

/** @throws EngineError `unsupported` where a step could neither be cancelled nor watched */
export function refuseLongSteps({ report, network, data }: Lease, { batchSize }: TrainingRecipe): void {
  const flops = 3 * Math.min(batchSize, data.train.count) * network.forwardFlops
  if (report.name !== 'tf-cpu' || flops <= longestStepFlops) return
  const [size, limit] = [flops, longestStepFlops].map((value) => (value / 1e9).toPrecision(2))
  throw new EngineError(
    'unsupported',
    `a step is ${size} GFLOP, more than the ${limit} that tfjs on the CPU does without a pause: take smaller batches or another backend`,
  )
}

/** Steps of one epoch; all epochs have as many. */
export function countSteps({ data, network }: Lease, { batchSize }: TrainingRecipe): number {
  const options = { batchNorm: normalizesSingleValues(network) }
  return createBatches(data.train.count, batchSize, createRandom(0, 'batches'), options).length
}

/** Whether the optimiser's state fits the recipe's optimiser: SGD keeps one number a weight, Adam two. */
export function fitsOptimizer(
  slots: readonly Float32Array[],
  { optimizer }: Pick<TrainingRecipe, 'optimizer'>,
): boolean {
  return slots.length === (optimizer === 'adam' ? 2 : 1)
}

function describeTrainer({ recipe, trained, seed }: TrainingTask, { snapshot }: TrainingRun): TrainerRequest {
  const { optimizer, momentum, nesterov, weightDecay } = recipe
  return {
    basis: snapshot.basis,
    trained,
    buffers: snapshot.buffers,
    optimizer,
    momentum,
    nesterov,
    weightDecay,
    dropoutSeed: createRandom(seed, 'dropout').integer(2 ** 31),
    ...(snapshot.slots.length > 0 ? { resume: { slots: snapshot.slots, steps: snapshot.steps } } : {}),
  }
}
