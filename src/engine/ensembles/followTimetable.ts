import { createBatches } from '../../core/data/batches.ts'
import { scorePredictions } from '../../core/ensembles/predictionScores.ts'
import { normalizesSingleValues } from '../../core/networks/normalizesSingleValues.ts'
import { createRandom } from '../../core/random.ts'
import type { Snapshot, SnapshotRecord, TrainSnapshotsRequest } from '../../protocol/ensembles.ts'
import type { Trainer, TrainerState } from '../backends/backend.ts'
import type { Job } from '../jobs.ts'
import type { Lease } from '../sessions.ts'
import { createChunkSizer } from '../training/chunkSizer.ts'
import { listMarks, type SnapshotRun } from './snapshotRun.ts'

/** The surroundings of a run: what computes, who may interrupt it, who watches, and the clock that sizes plans. */
export interface SnapshotSurroundings {
  readonly lease: Lease
  readonly job: Job
  readonly trainer: Trainer
  /** Called between plans with the iterations done. */
  readonly watch: (done: number) => void
  now(): number
}

/** Trains from `run.iteration` to the end of the timetable, or until it diverges; looks at the network at every mark. */
export async function followTimetable(
  request: TrainSnapshotsRequest,
  run: SnapshotRun,
  around: SnapshotSurroundings,
): Promise<void> {
  const { timetable, stepsPerEpoch, trace } = run
  if (trace.length === 0) trace.push(await lookAt(request, run, { iteration: 0, state: run.state, around }))
  const takeSteps = createStepper(request, run, around)
  const marks = listMarks(timetable, stepsPerEpoch, request.recordsPerEpoch ?? 1)
  for (const mark of marks.filter((iteration) => iteration > run.iteration)) {
    const { taken, nll } = await takeSteps(run.iteration, mark)
    const state = taken === mark ? await around.trainer.state() : undefined
    if (!state?.basis.every((weights) => weights.every(Number.isFinite))) {
      run.diverged = describeDivergence(run, taken)
      return
    }
    const record = await lookAt(request, run, { iteration: mark, state, around })
    // All at once and after the last await: a run that is interrupted must find them in step.
    trace.push({ ...record, trainNll: nll })
    run.state = state
    run.iteration = mark
    around.watch(mark)
  }
}

function describeDivergence({ stepsPerEpoch, epochOffset, timetable }: SnapshotRun, taken: number) {
  const at = Math.min(taken, timetable.learningRates.length - 1)
  return {
    epoch: epochOffset + Math.floor(at / stepsPerEpoch) + 1,
    step: (at % stepsPerEpoch) + 1,
    learningRate: timetable.learningRates[at] as number,
  }
}

/** Makes the function that takes iterations from one mark to the next, both in one epoch; answers where it got and the mean nll. */
function createStepper(
  { seed, recipe }: TrainSnapshotsRequest,
  { timetable, stepsPerEpoch, epochOffset }: SnapshotRun,
  { lease, job, trainer, watch, now }: SnapshotSurroundings,
) {
  const sizer = createChunkSizer()
  const known = { epoch: -1, batches: [] as Int32Array[] }
  const batchesOf = (epoch: number) => {
    if (known.epoch !== epoch) {
      const random = createRandom(seed, 'batches', epochOffset + epoch + 1)
      const batchNorm = normalizesSingleValues(lease.network)
      known.batches = createBatches(lease.data.train.count, recipe.batchSize, random, { batchNorm })
      known.epoch = epoch
    }
    return known.batches
  }
  return async (from: number, to: number): Promise<{ readonly taken: number; readonly nll: number }> => {
    const epoch = Math.floor(from / stepsPerEpoch)
    const first = epoch * stepsPerEpoch
    let [taken, nll, rows] = [from, 0, 0]
    while (taken < to) {
      const end = Math.min(taken + sizer.next(), to)
      const batches = batchesOf(epoch).slice(taken - first, end - first)
      const learningRates = timetable.learningRates.slice(taken, end)
      const coefficients = new Float64Array(batches.length).fill(1)
      const startMs = now()
      const report = await trainer.advance({ batches, learningRates, coefficients }, job)
      sizer.record(batches.length, now() - startMs)
      for (const [k, value] of report.nll.entries()) {
        const size = batches[k]?.length ?? 0
        nll += value * size
        rows += size
      }
      taken += report.nll.length
      if (!report.finite) break
      await job.breathe()
      if (taken < to) watch(taken)
    }
    return { taken, nll: nll / rows }
  }
}

interface Look {
  readonly iteration: number
  readonly state: TrainerState
  readonly around: SnapshotSurroundings
}

/** Test figures and distance of the network at a mark; collects it where the timetable says so. */
async function lookAt(
  request: TrainSnapshotsRequest,
  run: SnapshotRun,
  { iteration, state, around }: Look,
): Promise<SnapshotRecord> {
  const { timetable, stepsPerEpoch, start } = run
  const { session } = around.lease
  const point = { basis: state.basis, buffers: [state.buffers], coefficients: Float64Array.of(1) }
  const values = await session.evaluate({ ...point, splits: ['test'], batchNorm: 'stored' }, around.job)
  const { nll, correct, count } = values.test ?? { nll: [], correct: [], count: 1 }
  const record = {
    iteration,
    epoch: iteration / stepsPerEpoch,
    learningRate: timetable.learningRates[Math.max(0, iteration - 1)] as number,
    testNll: nll[0] ?? Number.NaN,
    testAccuracy: (correct[0] ?? 0) / count,
    distance: distanceBetween(state.basis[0] as Float32Array, start),
  }
  if (!timetable.collected.includes(iteration)) return record
  return { ...record, snapshot: await collect(request, run, { iteration, state, around }) }
}

async function collect(
  request: TrainSnapshotsRequest,
  run: SnapshotRun,
  { state, around }: Look,
): Promise<Snapshot> {
  const { lease, job } = around
  const { labels } = lease.data.test
  const id = request.ids[run.stored.length] as Snapshot['id']
  const probabilities = await lease.session.predict(
    {
      basis: state.basis,
      buffers: [state.buffers],
      coefficients: Float64Array.of(1),
      inputs: { split: 'test' },
      batchNorm: 'stored',
    },
    job,
  )
  run.ensemble.add(probabilities)
  // Copies: the trainer may go on in the arrays that it handed out.
  run.stored.push({ id, weights: (state.basis[0] as Float32Array).slice(), buffers: state.buffers.slice() })
  return {
    id,
    single: scorePredictions(probabilities, labels),
    ensemble: scorePredictions(run.ensemble.mean(), labels),
  }
}

function distanceBetween(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2
  return Math.sqrt(sum)
}
