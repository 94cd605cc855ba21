import { createBatches } from '../../core/data/batches.ts'
import { normalizesSingleValues } from '../../core/networks/normalizesSingleValues.ts'
import { createRandom } from '../../core/random.ts'
import { learningRateFactor } from '../../core/schedules.ts'
import type { StepPlan } from '../backends/backend.ts'
import type { Lease } from '../sessions.ts'
import type { TrainingTask } from './trainingRun.ts'

/** Learning rate of an epoch of the run, counted from 1. */
export function learningRateOf({ recipe }: TrainingTask, inRun: number): number {
  const { learningRate, schedule, epochs, scheduleEpochs = epochs } = recipe
  return learningRate * learningRateFactor(schedule, inRun, scheduleEpochs)
}

/** The steps of one epoch of the run, counted from 1. */
export function planEpoch(task: TrainingTask, { data, network }: Lease, inRun: number): StepPlan {
  const { recipe, seed, epochOffset, planCoefficients } = task
  const epoch = epochOffset + inRun
  const batches = createBatches(data.train.count, recipe.batchSize, createRandom(seed, 'batches', epoch), {
    batchNorm: normalizesSingleValues(network),
  })
  const learningRates = new Float64Array(batches.length).fill(learningRateOf(task, inRun))
  return { batches, learningRates, coefficients: planCoefficients(epoch, batches.length) }
}

/** Steps from `start` to `end` of a plan. */
export function slicePlan(
  { batches, learningRates, coefficients }: StepPlan,
  start: number,
  end: number,
): StepPlan {
  const width = coefficients.length / batches.length
  return {
    batches: batches.slice(start, end),
    learningRates: learningRates.slice(start, end),
    coefficients: coefficients.slice(start * width, end * width),
  }
}

/** Plans one after another, the states wanted after some of the steps. */
export function joinPlans(plans: readonly StepPlan[], marks: readonly number[]): StepPlan {
  return {
    batches: plans.flatMap(({ batches }) => batches),
    learningRates: joinArrays(plans.map(({ learningRates }) => learningRates)),
    coefficients: joinArrays(plans.map(({ coefficients }) => coefficients)),
    marks,
  }
}

function joinArrays(arrays: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const array of arrays) {
    joined.set(array, at)
    at += array.length
  }
  return joined
}
