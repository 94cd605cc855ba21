import { bestKernelBuild } from '../src/kernels/loader.ts'
import { measureKernels } from './measureKernels.ts'
import { measureNet } from './measureNet.ts'
import { measurePeak } from './measurePeak.ts'
import type { NetName } from './networks.ts'
import type { BackendColumn, NetRates } from './results.ts'

/** What the benchmark calls inside the browser. */
export interface BenchPage {
  readonly build: string
  readonly measurePeak: typeof measurePeak
  readonly measureKernels: typeof measureKernels
  /** Null where there is no such backend. `peaks` are those of one thread, of two, and so on. */
  measureNet(
    net: NetName,
    column: BackendColumn,
    options: { readonly wantedSeconds: number; readonly peaks?: readonly number[] },
  ): Promise<NetRates | null>
}

declare global {
  interface Window {
    bench?: BenchPage
  }
}

window.bench = {
  build: bestKernelBuild(),
  measurePeak,
  measureKernels,
  async measureNet(net, column, { wantedSeconds, peaks }) {
    const peak = peaks && ((threads: number) => peaks[threads - 1] ?? Number.NaN)
    return (await measureNet(net, column, { wantedSeconds, ...(peak ? { peak } : {}) })) ?? null
  },
}
