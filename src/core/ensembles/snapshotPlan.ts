import { fgeCollects, fgeLearningRate, snapshotCollects, snapshotLearningRate } from '../schedules.ts'

/**
 * How snapshots are trained. `fge`: fast geometric ensembling, triangles of `cycleEpochs` epochs between α1 and α2, a
 * snapshot at each mid-cycle. `sse`: snapshot ensembles, M cosine cycles from α0, a snapshot at each cycle's end.
 */
export type SnapshotPlan =
  | {
      readonly method: 'fge'
      readonly alpha1: number
      readonly alpha2: number
      readonly cycleEpochs: number
      readonly epochs: number
      readonly variant: 'paper' | 'code'
    }
  | {
      readonly method: 'sse'
      readonly alpha0: number
      readonly cycles: number
      readonly epochs: number
    }

/** Learning rate of every iteration of a plan, in order, and the iterations (from 1) after which a snapshot is taken. */
export interface SnapshotTimetable {
  readonly learningRates: Float64Array
  readonly collected: readonly number[]
}

/**
 * Lays a plan out over epochs of `stepsPerEpoch` iterations.
 * @throws RangeError where an FGE cycle has an odd number of iterations, so that it has no middle
 */
export function layTimetable(plan: SnapshotPlan, stepsPerEpoch: number): SnapshotTimetable {
  const iterations = plan.epochs * stepsPerEpoch
  const { rate, collects } =
    plan.method === 'fge' ? describeFge(plan, stepsPerEpoch) : describeSse(plan, iterations)
  const learningRates = new Float64Array(iterations)
  const collected: number[] = []
  for (let i = 1; i <= iterations; i++) {
    learningRates[i - 1] = rate(i)
    if (collects(i)) collected.push(i)
  }
  return { learningRates, collected }
}

interface Rule {
  rate(i: number): number
  collects(i: number): boolean
}

function describeFge(plan: Extract<SnapshotPlan, { method: 'fge' }>, stepsPerEpoch: number): Rule {
  const cycle = plan.cycleEpochs * stepsPerEpoch
  if (cycle % 2 !== 0) {
    throw new RangeError(
      `FGE cycle: got ${cycle} iterations, wanted an even number: take an even number of epochs`,
    )
  }
  const { alpha1, alpha2, variant } = plan
  return {
    rate: (i) => fgeLearningRate(i, { alpha1, alpha2, cycle, variant }),
    collects: (i) => fgeCollects(i, { cycle }),
  }
}

function describeSse({ alpha0, cycles }: Extract<SnapshotPlan, { method: 'sse' }>, iterations: number): Rule {
  const budget = { alpha0, iterations, cycles }
  return {
    rate: (i) => snapshotLearningRate(i, budget),
    collects: (i) => snapshotCollects(i, budget),
  }
}
