import { curveCoefficients, curveRows, uniformTs } from '../src/core/curves/curve.ts'
import type { JobControl, Session, StepPlan, TrainerRequest } from '../src/engine/backends/backend.ts'
import { fitCount, timeMedian } from './timing.ts'

/** Samples of a training step. */
export const batchSize = 128

/** Steps are all alike: more of them than fit into this tell nothing new. */
const mostTrainingSeconds = 1

/** Nothing waits for this thread while it is measured. */
const control: JobControl = { breathe: async () => {} }

/** A session being measured, with the three weight vectors that its points combine. */
export interface Measured {
  readonly session: Session
  readonly basis: readonly Float32Array[]
  readonly buffers: Float32Array
  readonly trainCount: number
  /** Longest that one repeat should take. */
  readonly wantedSeconds: number
}

/** Steps per second of two endpoints trained at once, summed, or of one bend between fixed endpoints. */
export async function timeTraining(measured: Measured, what: 'endpoints' | 'curve'): Promise<number> {
  const { session, basis, buffers } = measured
  const request = {
    buffers,
    optimizer: 'sgd',
    momentum: 0.9,
    nesterov: false,
    weightDecay: 1e-4,
    dropoutSeed: 0,
  } as const
  const requests: TrainerRequest[] =
    what === 'curve'
      ? [{ ...request, basis, trained: [false, true, false] }]
      : basis.slice(0, 2).map((vector) => ({ ...request, basis: [vector], trained: [true] }))
  const trainers = await Promise.all(requests.map((each) => session.createTrainer(each)))
  const run = (steps: number) => {
    const plan = planSteps(measured, steps, what)
    return Promise.all(trainers.map((trainer) => trainer.advance(plan, control)))
  }
  const steps = await fitCount(20_000, Math.min(mostTrainingSeconds, measured.wantedSeconds), run)
  const seconds = await timeMedian(() => run(steps))
  for (const trainer of trainers) trainer.dispose()
  return (steps * trainers.length) / seconds
}

function planSteps({ trainCount }: Measured, steps: number, what: 'endpoints' | 'curve'): StepPlan {
  const whole = Math.floor(trainCount / batchSize)
  const rows = Array.from({ length: whole }, (_, k) =>
    Int32Array.from({ length: batchSize }, (_row, i) => k * batchSize + i),
  )
  const coefficients = Array.from({ length: steps }, (_, k) =>
    what === 'curve' ? curveCoefficients('bezier', 3, (k * 0.618034) % 1) : [1],
  )
  return {
    batches: Array.from({ length: steps }, (_, k) => rows[k % whole] as Int32Array),
    learningRates: new Float64Array(steps).fill(1e-3),
    coefficients: Float64Array.from(coefficients.flat()),
  }
}

/** How long so many points take. */
interface TimedPoints {
  /** Of all points, scaled where fewer were timed. */
  readonly seconds: number
  readonly timed: number
  readonly timedSeconds: number
}

/**
 * Times the 61-point profile and planes of 21² and 51² points on train and test. Where not even a profile fits into the wanted time
 * the planes, whose points cost the same, are scaled from it.
 */
export async function timeAllPoints(
  measured: Measured,
): Promise<Readonly<Record<'profile' | 'plane' | 'largePlane', TimedPoints>>> {
  const profile = await timePoints(measured, 61, (count) =>
    curveRows('bezier', 3, uniformTs(61).slice(0, count)),
  )
  if (profile.timed < 61) {
    const { timed, timedSeconds } = profile
    const scale = (total: number) => ({ timed, timedSeconds, seconds: (timedSeconds * total) / timed })
    return { profile, plane: scale(441), largePlane: scale(2601) }
  }
  const plane = await timePoints(measured, 441, (count) => planeRows(21, count))
  const largePlane = await timePoints(measured, 2601, (count) => planeRows(51, count))
  return { profile, plane, largePlane }
}

async function timePoints(
  { session, basis, buffers, wantedSeconds }: Measured,
  total: number,
  rows: (count: number) => Float64Array,
): Promise<TimedPoints> {
  const statistics = basis.map(() => buffers)
  const run = (count: number) => {
    const request = {
      basis,
      buffers: statistics,
      coefficients: rows(count),
      splits: ['train', 'test'],
    } as const
    return session.evaluate({ ...request, batchNorm: 'recomputed' }, control)
  }
  const timed = await fitCount(total, wantedSeconds, run)
  const timedSeconds = await timeMedian(() => run(timed))
  return { seconds: (timedSeconds * total) / timed, timed, timedSeconds }
}

/** The first so many points of a square plane over the default window. */
function planeRows(side: number, count: number): Float64Array {
  const place = (index: number) => (index / (side - 1)) * 1.4 - 0.2
  const rows = Array.from({ length: count }, (_, k) => {
    const [x, y] = [place(k % side), place(Math.floor(k / side))]
    return [1 - x - y, x, y]
  })
  return Float64Array.from(rows.flat())
}
