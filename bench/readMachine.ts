import { cpus, loadavg, release, totalmem, type } from 'node:os'
import type { BenchResults } from './results.ts'

/** The machine in words and numbers. */
export function readMachine(): Omit<BenchResults['machine'], 'browser' | 'build' | 'peakGflops'> {
  const [cpu] = cpus()
  return {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}, Node ${process.versions.node}`,
    loadBefore: loadavg()[0] ?? Number.NaN,
  }
}
