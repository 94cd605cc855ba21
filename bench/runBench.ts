import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { chromium, type Page } from 'playwright'
import { createServer } from 'vite'
import { chromiumFlags, findChromium, webgpuFlags } from '../e2e/chromium.ts'
import { measureStudy } from './measureStudy.ts'
import { type NetName, netNames } from './networks.ts'
import type {} from './page.ts'
import { compareWithPeer, findPeer, formatRatios, runPeer } from './peer.ts'
import { formatTable } from './printTable.ts'
import type { BackendColumn, BenchResults, NetRates, PeerRatio } from './results.ts'

/** Longest that one repeat of one measurement should take. */
const wantedSeconds = { simd: 1, tf: 0.3, webgpu: 0.3 } as const

/** What a plain run measures; tfjs's planes of convolutions would take minutes a point. */
const plainRun: readonly (readonly [NetName, BackendColumn])[] = [
  ...netNames.map((net) => [net, 'simd'] as const),
  ['moons', 'tf'],
  ['digits_mlp', 'tf'],
]

const resultsUrl = new URL('./results.json', import.meta.url)

/**
 * Measures in a real Chromium, prints one table and writes `bench/results.json`. `--only digits_mlp,simd` keeps it
 * short, `--peer` runs PyTorch between our runs.
 */
export async function runBench(args: readonly string[]): Promise<void> {
  const server = await createServer({ server: { port: 0 }, logLevel: 'error', clearScreen: false })
  await server.listen()
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [...chromiumFlags, ...webgpuFlags],
  })
  try {
    const page = await browser.newPage()
    page.on('pageerror', (error) => process.stderr.write(`${error.message}\n`))
    const url = server.resolvedUrls?.local[0] ?? ''
    await page.goto(`${url}bench/page.html`)
    await page.waitForFunction(() => window.bench !== undefined)
    const python = args.includes('--peer') ? findPeer() : undefined
    if (args.includes('--peer') && !python)
      process.stderr.write('no python3 with torch: install python3-torch\n')
    const measured = await measureAll(page, readOnly(args), {
      browser: `Chromium ${browser.version()}`,
      python,
    })
    const study = args.includes('--only') ? undefined : await measureStudy(page, url)
    const results = { ...measured, ...(study ? { study: { digits_mlp: { seconds: study } } } : {}) }
    writeFileSync(resultsUrl, `${JSON.stringify(results, undefined, 1)}\n`)
    process.stdout.write(`${formatTable(results)}\n`)
    for (const [net, ratios] of Object.entries(results.peers ?? {})) {
      process.stdout.write(`${formatRatios(net, ratios)}\n`)
    }
  } finally {
    await browser.close()
    await server.close()
  }
}

/** Pairs to measure: all of a plain run, or those that every word of `--only` fits. */
function readOnly(args: readonly string[]): (readonly [NetName, BackendColumn])[] {
  const words = args[args.indexOf('--only') + 1]?.split(',') ?? []
  if (!args.includes('--only')) return [...plainRun]
  const columns = (['simd', 'tf', 'webgpu'] as const).filter((column) => words.includes(column))
  const nets = netNames.filter((net) => words.includes(net))
  if (nets.length + columns.length !== words.length)
    throw new Error(`--only ${words.join()}: no such net or backend`)
  const wantedNets = nets.length > 0 ? nets : netNames
  return wantedNets.flatMap((net) =>
    (columns.length > 0 ? columns : (['simd'] as const)).map((column) => [net, column] as const),
  )
}

async function measureAll(
  page: Page,
  pairs: readonly (readonly [NetName, BackendColumn])[],
  { browser, python }: { readonly browser: string; readonly python: string | undefined },
): Promise<BenchResults> {
  const peaks = (await page.evaluate(() => window.bench?.measurePeak())) ?? []
  const kernels = await page.evaluate((peak) => window.bench?.measureKernels(peak), peaks[0] ?? Number.NaN)
  const nets: Partial<Record<NetName, Partial<Record<BackendColumn, NetRates>>>> = {}
  const peers: Partial<Record<NetName, readonly PeerRatio[]>> = {}
  const measure = async (net: NetName, column: BackendColumn) => {
    process.stderr.write(`measuring ${net} on ${column}\n`)
    const options = { wantedSeconds: wantedSeconds[column], peaks }
    const rates = await page.evaluate(
      ([name, backend, rest]) => window.bench?.measureNet(name, backend, rest),
      [net, column, options] as const,
    )
    if (!rates) throw new Error('the page is gone')
    return rates
  }
  for (const [net, column] of pairs) {
    const rates = await measure(net, column)
    nets[net] = { ...nets[net], [column]: rates }
    if (!python || column !== 'simd') continue
    process.stderr.write(`measuring ${net} in PyTorch\n`)
    const peer = await runPeer(python, net)
    peers[net] = compareWithPeer(net, [rates, await measure(net, column)], peer)
  }
  const [cpu] = cpus()
  const build = (await page.evaluate(() => window.bench?.build)) ?? ''
  const machine = { cpu: cpu?.model ?? 'unknown', cores: cpus().length, browser, build, peakGflops: peaks }
  return { machine, nets, ...(kernels ? { kernels } : {}), ...(python ? { peers } : {}) }
}
