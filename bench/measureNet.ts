import { initializeWeights } from '../src/core/networks/initializers.ts'
import { initialBuffers } from '../src/core/networks/network.ts'
import { planNetwork } from '../src/core/networks/planNetwork.ts'
import { createRandom } from '../src/core/random.ts'
import type { Backend } from '../src/engine/backends/backend.ts'
import { createBackends } from '../src/engine/backends/createBackends.ts'
import { loadBenchData } from './benchData.ts'
import { pointsFlops, stepFlops } from './countFlops.ts'
import { batchSize, type Measured, timeAllPoints, timeTraining } from './measureWork.ts'
import { type NetName, netCases } from './networks.ts'
import type { BackendColumn, NetRates, WorkRates } from './results.ts'

const backends = createBackends()

/** The backend of a column, under its name in the table of choices; undefined where this build or browser has none. */
async function openBackend(column: BackendColumn): Promise<Backend | undefined> {
  const wanted: string = column === 'tf' ? 'tf-cpu' : column
  const offers = await backends.survey()
  const offer = offers.find(({ choice, available }) => choice === wanted && available)
  return offer && backends.create(offer.report.name)
}

/**
 * Measures one network on one backend; undefined where there is no such backend. `peak` answers the GFLOP/s of so many threads;
 * `wantedSeconds` bounds the work of one repeat, where a whole grid would take longer.
 */
export async function measureNet(
  net: NetName,
  column: BackendColumn,
  options: { readonly wantedSeconds: number; readonly peak?: (threads: number) => number },
): Promise<NetRates | undefined> {
  const backend = await openBackend(column)
  if (!backend) return undefined
  const network = planNetwork(netCases[net].architecture)
  const data = await loadBenchData(net)
  const session = await backend.createSession(network, data)
  const basis = [1, 2, 3].map((seed) =>
    initializeWeights(network, 'pytorch', createRandom(seed, 'initialisation')),
  )
  const buffers = initialBuffers(network)
  const measured: Measured = { session, basis, buffers, trainCount: data.train.count, ...options }
  const trainStepsPerSecond = await timeTraining(measured, 'endpoints')
  const curveStepsPerSecond = await timeTraining(measured, 'curve')
  const { profile, plane, largePlane } = await timeAllPoints(measured)
  session.dispose()
  backend.dispose()
  const shares = column === 'simd'
  const flops = stepFlops(network, { samples: batchSize, sparse: shares })
  const gflops = {
    train: (trainStepsPerSecond * flops) / 1e9,
    curve: (curveStepsPerSecond * flops) / 1e9,
    plane441: pointsFlops(network, data, { points: plane.timed, shares }) / (plane.timedSeconds * 1e9),
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

function shareOfPeak(gflops: WorkRates, peak: (threads: number) => number): WorkRates {
  const all = navigator.hardwareConcurrency
  return {
    train: gflops.train / peak(Math.min(2, all)),
    curve: gflops.curve / peak(1),
    plane441: gflops.plane441 / peak(all),
  }
}
