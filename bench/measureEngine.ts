import type { Browser } from '@playwright/test'
import type { NetName } from './networks.ts'
import type { BenchPage } from './page.ts'
import type { BackendColumn, KernelRate, NetRates } from './results.ts'

/** Longest that one repeat of one measurement should take. */
const wantedSeconds: Readonly<Record<BackendColumn, number>> = {
  simd: 3,
  webgpu: 0.5,
  tf: 0.3,
  'tf-webgpu': 0.3,
}

/** The page that measures below the app: the backends at their seam, kernels, peak. */
export interface EnginePage {
  readonly build: string
  measurePeak(): Promise<readonly number[]>
  measureKernels(): Promise<{ readonly dense: KernelRate; readonly convolution: KernelRate }>
  /** Undefined where this build or browser has no such backend. */
  measureNet(net: NetName, column: BackendColumn): Promise<NetRates | undefined>
  close(): Promise<void>
}

/** Opens the page. */
export async function openEnginePage(browser: Browser, url: string): Promise<EnginePage> {
  const page = await browser.newPage()
  page.on('pageerror', (error) => process.stderr.write(`the page: ${error.message}\n`))
  await page.goto(`${url}bench/page.html`)
  const bench = await page.waitForFunction(() => window.bench as BenchPage)
  const measurePeak = () => bench.evaluate((at) => at.measurePeak())
  return {
    build: await bench.evaluate((at) => at.build),
    measurePeak,
    async measureKernels() {
      const [peak = Number.NaN] = await measurePeak()
      return bench.evaluate((at, gflops) => at.measureKernels(gflops), peak)
    },
    async measureNet(net, column) {
      // Anew for every network: what else the machine does changes with the minutes.
      const peaks = column === 'simd' ? { peaks: await measurePeak() } : {}
      const options = { wantedSeconds: wantedSeconds[column], ...peaks }
      const rates = await bench.evaluate((at, [name, backend, rest]) => at.measureNet(name, backend, rest), [
        net,
        column,
        options,
      ] as const)
      return rates ?? undefined
    },
    close: () => page.close(),
  }
}
