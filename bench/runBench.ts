import { writeFileSync } from 'node:fs'
import { type Browser, chromium } from '@playwright/test'
import { chromiumFlags, findChromium, webgpuFlags } from '../e2e/chromium.ts'
import { digitsBn, digitsMlp } from './labStudy.ts'
import { measureDrag } from './measureDrag.ts'
import { type EnginePage, openEnginePage } from './measureEngine.ts'
import { measureFirstLandscape } from './measureFirstLandscape.ts'
import { measureFrames } from './measureFrames.ts'
import { measureGrids } from './measureGrids.ts'
import { measureStudy } from './measureStudy.ts'
import type { NetName } from './networks.ts'
import { compareWithPeer, findPeer, runPeer } from './peer.ts'
import { formatTable } from './printTable.ts'
import { readMachine } from './readMachine.ts'
import { type BenchOptions, type PartName, readOptions, UsageError, usage } from './readOptions.ts'
import type { BenchResults, NetRates, PeerRates, PeerResults } from './results.ts'
import { serveBuild } from './serveBuild.ts'

type Changeable<T> = { -readonly [Key in keyof T]: T[Key] }

const resultsUrl = new URL('./results.json', import.meta.url)

/** Times that PyTorch takes its turn between ours. */
const peerRounds = 2

/** Measures in a real Chromium, prints one table and writes `bench/results.json`; `usage` tells what `args` may say. */
export async function runBench(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  if (options.help) {
    process.stdout.write(usage)
    return
  }
  const python = options.peer ? findPeer() : undefined
  if (options.peer && !python) throw new UsageError('no python3 has torch: install Debian’s python3-torch')
  const machine = readMachine()
  tell('building')
  const served = await serveBuild()
  try {
    const engine = await inBrowser(options.gpu ? ['--enable-unsafe-webgpu'] : webgpuFlags, (browser) =>
      measureEngine(browser, served.url, { ...options, python }),
    )
    const page = await inBrowser([], (browser) => measureParts(browser, served.url, options.parts))
    const { machine: measured, ...rest } = engine
    const results: BenchResults = { machine: { ...machine, ...measured }, ...rest, ...page }
    writeFileSync(resultsUrl, `${JSON.stringify(results, undefined, 1)}\n`)
    process.stdout.write(`${formatTable(results)}\n`)
  } finally {
    await served.close()
  }
}

function tell(what: string): void {
  process.stderr.write(`${what} …\n`)
}

async function inBrowser<T>(flags: readonly string[], work: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = findChromium()
  const browser = await chromium.launch({ executablePath, args: [...chromiumFlags, ...flags] })
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}

type EngineResults = Pick<BenchResults, 'nets' | 'kernels' | 'peers'> & {
  readonly machine: Pick<BenchResults['machine'], 'browser' | 'build' | 'peakGflops'>
}

async function measureEngine(
  browser: Browser,
  url: string,
  { pairs, parts, python }: BenchOptions & { readonly python: string | undefined },
): Promise<EngineResults> {
  const engine = await openEnginePage(browser, url)
  const peakGflops = await engine.measurePeak()
  const nets: Changeable<BenchResults['nets']> = {}
  const peers: Changeable<NonNullable<BenchResults['peers']>> = {}
  for (const [net, column] of pairs) {
    tell(`${net} on ${column}`)
    const rates = await engine.measureNet(net, column)
    if (rates) nets[net] = { ...nets[net], [column]: rates }
    else tell(`${column} is not to be had here`)
    if (rates && python && column === 'simd') peers[net] = await takeTurns(engine, rates, { net, python })
  }
  if (parts.includes('kernels')) tell('kernels')
  const kernels = parts.includes('kernels') ? await engine.measureKernels() : undefined
  return {
    machine: { browser: `Chromium ${browser.version()}`, build: engine.build, peakGflops },
    nets,
    ...(kernels ? { kernels } : {}),
    ...(python ? { peers } : {}),
  }
}

async function takeTurns(
  engine: EnginePage,
  first: NetRates,
  { net, python }: { readonly net: NetName; readonly python: string },
): Promise<PeerResults> {
  const ours = [first]
  const theirs: PeerRates[] = []
  for (let round = 0; round < peerRounds; round++) {
    tell(`${net} in PyTorch`)
    theirs.push(await runPeer(python, net))
    tell(`${net} on simd again`)
    const rates = await engine.measureNet(net, 'simd')
    if (rates) ours.push(rates)
  }
  return { rates: theirs.at(-1) as PeerRates, ratios: compareWithPeer(net, ours, theirs) }
}

type PageResults = Pick<BenchResults, 'study' | 'drag' | 'firstLandscapeMs' | 'longestFrameMs' | 'grids'>

async function measureParts(browser: Browser, url: string, parts: readonly PartName[]): Promise<PageResults> {
  const results: Changeable<PageResults> = {}
  for (const part of parts) {
    if (part !== 'kernels') tell(part)
    if (part === 'study') results.study = { digits_mlp: { seconds: await measureStudy(browser, url) } }
    if (part === 'landscape') results.firstLandscapeMs = await measureFirstLandscape(browser, url)
    if (part === 'grids') results.grids = await measureGrids(browser, url)
    if (part === 'frames') results.longestFrameMs = await measureFrames(browser, url)
    if (part === 'drag') {
      const mlp = await measureDrag(browser, url, { words: digitsMlp, moves: 66, quietMs: 300 })
      const bn = await measureDrag(browser, url, { words: digitsBn, moves: 22, quietMs: 1500 })
      results.drag = { ...mlp, digits_bn: bn }
    }
  }
  return results
}
