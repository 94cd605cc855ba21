import { bestKernelBuild } from '../src/kernels/loader.ts'
import { measureKernels } from './measureKernels.ts'
import { measureNet } from './measureNet.ts'
import { measurePeak } from './measurePeak.ts'

/** What the benchmark calls inside the browser. */
export interface BenchPage {
  readonly build: string
  readonly measurePeak: typeof measurePeak
  readonly measureKernels: typeof measureKernels
  measureNet(
    net: Parameters<typeof measureNet>[0],
    column: Parameters<typeof measureNet>[1],
    options: { readonly wantedSeconds: number; readonly peaks: readonly number[] },
  ): ReturnType<typeof measureNet>
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
  measureNet: (net, column, { wantedSeconds, peaks }) =>
    measureNet(net, column, {
      wantedSeconds,
      ...(column === 'simd' ? { peak: (threads) => peaks[threads - 1] ?? Number.NaN } : {}),
    }),
}
