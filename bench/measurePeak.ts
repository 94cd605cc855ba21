import { planNetwork } from '../src/core/networks/planNetwork.ts'
import { createPool } from '../src/engine/backends/simd/pool.ts'
import { bestKernelBuild, compileKernels } from '../src/kernels/loader.ts'
import { createNoise } from './benchData.ts'
import { timeMedian } from './timing.ts'

/** Operations of one round of the peak loop. */
const roundFlops = 96
const rounds = 3e7

/** GFLOP/s of independent multiply-adds on one thread, on two, and so on up to all cores: entry n − 1 is that of n. */
export async function measurePeak(): Promise<number[]> {
  const cores = navigator.hardwareConcurrency
  const pool = createPool(cores)
  const architecture = { input: [1], layers: [{ type: 'linear', out: 2 }] } as const
  const data = createNoise({ architecture, classCount: 2, trainCount: 1, testCount: 1 })
  const network = planNetwork(architecture)
  const module = await compileKernels(bestKernelBuild())
  const lanes = await pool.openLanes({ module, network, data, limitBytes: 2 ** 20 })
  const peaks: number[] = []
  for (let threads = 1; threads <= lanes.length; threads++) {
    const used = lanes.slice(0, threads)
    const seconds = await timeMedian(() => Promise.all(used.map((lane) => lane.peak(rounds))))
    peaks.push((threads * rounds * roundFlops) / (seconds * 1e9))
  }
  pool.dispose()
  return peaks
}
