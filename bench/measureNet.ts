import { curveCoefficients, curveRows, uniformTs } from '../src/core/curve.ts'
import { initializeWeights } from '../src/core/initializers.ts'
import { initialBuffers } from '../src/core/network.ts'
import { planNetwork } from '../src/core/planNetwork.ts'
import { createRandom } from '../src/core/random.ts'
import type { JobControl, Session, StepPlan, TrainerRequest } from '../src/engine/backends/backend.ts'
import { createBackends } from '../src/engine/backends/createBackends.ts'
import { pointsFlops, stepFlops } from './countFlops.ts'
import { createNoise, type NetName, netCases } from './networks.ts'
import type { BackendColumn, NetRates, WorkRates } from './results.ts'
import { fitCount, timeMedian } from './timing.ts'

const batchSize = 128
const names = { simd: 'simd', tf: 'tf-cpu', webgpu: 'webgpu' } as const

/** Lets the page's messages in, as the engine does. */
const control: JobControl = { breathe: async () => {} }

/**
 * Measures one network on one backend. `peak` answers the GFLOP/s of so many threads; `wantedSeconds` bounds the work of
 * one repeat, where a whole grid would take longer.
 */
export async function measureNet(
  net: NetName,
  column: BackendColumn,
  options: { readonly wantedSeconds: number; readonly peak?: (threads: number) => number },
): Promise<NetRates> {
  const network = planNetwork(netCases[net].architecture)
  const data = createNoise(netCases[net])
  const backend = await createBackends().create(names[column])
  const session = await backend.createSession(network, data)
  const basis = [1, 2, 3].map((seed) =>
    initializeWeights(network, 'pytorch', createRandom(seed, 'initialisation')),
  )
  const around: Measured = {
    session,
    basis,
    buffers: initialBuffers(network),
    trainCount: data.train.count,
    ...options,
  }
  const trainStepsPerSecond = await timeTraining(around, 'endpoints')
  const curveStepsPerSecond = await timeTraining(around, 'curve')
  const profile = await timePoints(around, 61, profileRows)
  const plane = await timePoints(around, 441, (count) => planeRows(21, count))
  const largePlane = await timePoints(around, 2601, (count) => planeRows(51, count))
  session.dispose()
  backend.dispose()
  const flops = stepFlops(network, batchSize)
  const gflops = {
    train: (trainStepsPerSecond * flops) / 1e9,
    curve: (curveStepsPerSecond * flops) / 1e9,
    plane441: pointsFlops(network, data, plane.timed) / (plane.timedSeconds * 1e9),
  }
  return {
    trainStepsPerSecond,
    curveStepsPerSecond,
    profile61Seconds: profile.seconds,
    plane441Seconds: plane.seconds,
    plane2601Seconds: largePlane.seconds,
    gflops,
    ...(options.peak ? { peakShare: shareOfPeak(gflops, options.peak) } : {}),
    scaled: {
      ...(profile.timed < 61 ? { profile61Seconds: profile.timed } : {}),
      ...(plane.timed < 441 ? { plane441Seconds: plane.timed } : {}),
      ...(largePlane.timed < 2601 ? { plane2601Seconds: largePlane.timed } : {}),
    },
  }
}

interface Measured {
  readonly session: Session
  readonly basis: readonly Float32Array[]
  readonly buffers: Float32Array
  readonly trainCount: number
  readonly wantedSeconds: number
}

function shareOfPeak(gflops: WorkRates, peak: (threads: number) => number): WorkRates {
  const all = navigator.hardwareConcurrency
  return {
    train: gflops.train / peak(Math.min(2, all)),
    curve: gflops.curve / peak(1),
    plane441: gflops.plane441 / peak(all),
  }
}

/** Steps per second of two endpoints trained at once, summed, or of one bend between fixed endpoints. */
async function timeTraining(around: Measured, what: 'endpoints' | 'curve'): Promise<number> {
  const { session, basis, buffers } = around
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
    const plan = planSteps(around, steps, what)
    return Promise.all(trainers.map((trainer) => trainer.advance(plan, control)))
  }
  const steps = await fitCount(20_000, around.wantedSeconds, run)
  const seconds = await timeMedian(() => run(steps))
  for (const trainer of trainers) trainer.dispose()
  return (steps * trainers.length) / seconds
}

function planSteps({ trainCount }: Measured, steps: number, what: 'endpoints' | 'curve'): StepPlan {
  const whole = Math.floor(trainCount / batchSize)
  const rows = Array.from({ length: whole }, (_, k) =>
    Int32Array.from({ length: batchSize }, (_, i) => k * batchSize + i),
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

interface TimedPoints {
  /** Of all points, scaled where fewer were timed. */
  readonly seconds: number
  readonly timed: number
  readonly timedSeconds: number
}

async function timePoints(
  { session, basis, wantedSeconds }: Measured,
  total: number,
  rows: (count: number) => Float64Array,
): Promise<TimedPoints> {
  const run = (count: number) => {
    const request = { basis, buffers: [], coefficients: rows(count), splits: ['train', 'test'] } as const
    return session.evaluate({ ...request, batchNorm: 'recomputed' }, control)
  }
  const timed = await fitCount(total, wantedSeconds, run)
  const timedSeconds = await timeMedian(() => run(timed))
  return { seconds: (timedSeconds * total) / timed, timed, timedSeconds }
}

function profileRows(count: number): Float64Array {
  return curveRows('bezier', 3, uniformTs(count))
}

function planeRows(side: number, count: number): Float64Array {
  const place = (index: number) => (index / (side - 1)) * 1.4 - 0.2
  const rows = Array.from({ length: count }, (_, k) => {
    const [x, y] = [place(k % side), place(Math.floor(k / side))]
    return [1 - x - y, x, y]
  })
  return Float64Array.from(rows.flat())
}
