import { createProbabilitySum, type ProbabilitySum } from '../../core/ensembles/probabilitySum.ts'
import type { SnapshotTimetable } from '../../core/ensembles/snapshotPlan.ts'
import { initializeWeights } from '../../core/networks/initializers.ts'
import { initialBuffers } from '../../core/networks/network.ts'
import { createRandom } from '../../core/random.ts'
import type { SnapshotRecord, TrainSnapshotsRequest } from '../../protocol/ensembles.ts'
import type { Divergence, StoredWeights } from '../../protocol/training.ts'
import type { TrainerRequest, TrainerState } from '../backends/backend.ts'
import type { Lease } from '../sessions.ts'
import { fitsOptimizer } from '../training/trainEpochs.ts'
import { checkLayout } from '../weightsShelf.ts'

/** What a run has come to; it outlives the session, so that the run can go on in another. */
export interface SnapshotRun {
  readonly start: Float32Array
  /** Epochs done before this run: batch order counts on from there. */
  readonly epochOffset: number
  readonly timetable: SnapshotTimetable
  readonly stepsPerEpoch: number
  /** State after `iteration` iterations. */
  state: TrainerState
  iteration: number
  readonly trace: SnapshotRecord[]
  readonly stored: StoredWeights[]
  readonly ensemble: ProbabilitySum
  diverged?: Divergence
}

/** Begins a run at a held network or at new weights. @throws EngineError `shape-mismatch` */
export function startSnapshotRun(
  request: TrainSnapshotsRequest,
  options: {
    readonly from: StoredWeights | undefined
    readonly lease: Lease
    readonly timetable: SnapshotTimetable
    readonly stepsPerEpoch: number
  },
): SnapshotRun {
  const { from, lease, timetable, stepsPerEpoch } = options
  const state = startState(request, from, lease)
  return {
    start: state.basis[0] as Float32Array,
    epochOffset: from?.resume?.epochs ?? 0,
    timetable,
    stepsPerEpoch,
    state,
    iteration: 0,
    trace: [],
    stored: [],
    ensemble: createProbabilitySum(),
  }
}

function startState(
  { seed, start, recipe }: TrainSnapshotsRequest,
  from: StoredWeights | undefined,
  { network }: Lease,
): TrainerState {
  if ('initializer' in start) {
    const weights = initializeWeights(network, start.initializer, createRandom(seed, 'initialisation'))
    return { basis: [weights], buffers: initialBuffers(network), slots: [], steps: 0 }
  }
  checkLayout(from ? [from] : [], network)
  const { weights, buffers, resume } = from as StoredWeights
  // Another optimiser's moments mean nothing to this one: it starts fresh.
  const kept = resume && fitsOptimizer(resume.slots, recipe) ? resume : { slots: [], steps: 0 }
  return { basis: [weights], buffers, slots: kept.slots, steps: kept.steps }
}

/** What a trainer needs to go on with a run. */
export function describeTrainer(
  { recipe, seed }: TrainSnapshotsRequest,
  { state }: SnapshotRun,
): TrainerRequest {
  const { optimizer, momentum, nesterov, weightDecay } = recipe
  return {
    basis: state.basis,
    trained: [true],
    buffers: state.buffers,
    optimizer,
    momentum,
    nesterov,
    weightDecay,
    dropoutSeed: createRandom(seed, 'dropout').integer(2 ** 31),
    ...(state.slots.length > 0 ? { resume: { slots: state.slots, steps: state.steps } } : {}),
  }
}

/** Iterations, in order, at which the run is looked at: epochs' ends, what lies evenly between, and where networks are collected. */
export function listMarks(
  { learningRates, collected }: SnapshotTimetable,
  stepsPerEpoch: number,
  recordsPerEpoch: number,
): number[] {
  const marks = new Set(collected)
  for (let first = 0; first < learningRates.length; first += stepsPerEpoch) {
    for (let k = 1; k <= recordsPerEpoch; k++)
      marks.add(first + Math.round((k * stepsPerEpoch) / recordsPerEpoch))
  }
  marks.delete(0)
  return [...marks].sort((a, b) => a - b)
}
