import type { BenchResults, NetRates, WorkRates } from './results.ts'

const columns = ['train/s', 'curve/s', '61 points', '441', '2601', 'GFLOP/s', 'of peak']

/** The results as one table and the lines that are no row of it; `*` marks what was scaled from fewer points. */
export function formatTable(results: BenchResults): string {
  return [describeMachine(results), ...tableOf(results), ...parts(results), ...peerLines(results)].join('\n')
}

function describeMachine({ machine }: BenchResults): string {
  const { cpu, cores, memoryGiB, system, browser, build, loadBefore } = machine
  const peaks = machine.peakGflops.map((peak) => peak.toFixed(0)).join(', ')
  const load = loadBefore > 0.5 ? `; NOT QUIET: load ${loadBefore.toFixed(1)} before` : ''
  return `${cpu}, ${cores} cores, ${memoryGiB} GiB; ${system}; ${browser}; ${build} build; peak ${peaks} GFLOP/s${load}`
}

function tableOf({ nets }: BenchResults): string[] {
  const rows = Object.entries(nets).flatMap(([net, backends]) =>
    Object.entries(backends).map(([backend, rates]) => [`${net} ${backend}`, ...cellsOf(rates)]),
  )
  return rows.length > 0 ? alignRows([['', ...columns], ...rows]) : []
}

function cellsOf(rates: NetRates): string[] {
  const seconds = (key: keyof NetRates['scaled']) =>
    `${formatSeconds(rates[key])}${rates.scaled[key] === undefined ? '' : '*'}`
  return [
    formatRate(rates.trainStepsPerSecond),
    formatRate(rates.curveStepsPerSecond),
    seconds('profile61Seconds'),
    seconds('plane441Seconds'),
    seconds('plane2601Seconds'),
    formatWork(rates.gflops, (value) => value.toFixed(value < 10 ? 1 : 0)),
    rates.peakShare ? formatWork(rates.peakShare, formatShare) : '',
  ]
}

function parts({ kernels, study, drag, firstLandscapeMs, longestFrameMs, grids }: BenchResults): string[] {
  const kernel = (name: 'dense' | 'convolution') =>
    kernels
      ? `${name} ${kernels[name].gflops.toFixed(0)} GFLOP/s (${formatShare(kernels[name].peakShare)})`
      : ''
  const bn = drag?.digits_bn
  return [
    kernels && `kernels alone: ${kernel('dense')}, ${kernel('convolution')}`,
    study && `digits MLP study in the page: ${formatSeconds(study.digits_mlp.seconds)}`,
    drag &&
      `drag to exact profile: digits MLP ${formatMs(drag.medianMs)}, p95 ${formatMs(drag.p95Ms)}; ` +
        `batch-norm CNN ${formatMs(bn?.medianMs)}, p95 ${formatMs(bn?.p95Ms)}`,
    firstLandscapeMs !== undefined && `first landscape: ${formatMs(firstLandscapeMs)}`,
    longestFrameMs !== undefined && `longest frame while computing: ${formatMs(longestFrameMs)}`,
    grids &&
      `planes of the digits MLP: ${grids
        .map(({ points, seconds, pageMiB }) => {
          const each = formatMicroseconds(seconds / points)
          return `${points} points ${formatSeconds(seconds)} (${each} each, ${pageMiB.toFixed(0)} MiB)`
        })
        .join(', ')}`,
  ].filter((line) => typeof line === 'string')
}

function peerLines({ nets, peers = {} }: BenchResults): string[] {
  const lines = Object.entries(peers).map(([net, { ratios }]) => {
    const words = ratios.map(({ work, ratio, wanted }) => {
      return `${work} ${formatRatio(ratio)} (wanted ${wanted}×${ratio < wanted ? ', MISSED' : ''})`
    })
    return `${net} against PyTorch: ${words.join(', ')}`
  })
  const { webgpu, 'tf-webgpu': tfjs } = nets.digits_mlp ?? {}
  if (!webgpu || !tfjs) return lines
  const ratio = formatRatio(tfjs.plane441Seconds / webgpu.plane441Seconds)
  return [...lines, `digits_mlp plane, webgpu against tfjs on the same adapter: ${ratio} (wanted 15×)`]
}

function alignRows(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)))
  return rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  )
}

function formatWork({ train, curve, plane441 }: WorkRates, format: (value: number) => string): string {
  return [train, curve, plane441].map(format).join(' / ')
}

function formatShare(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}

function formatRate(rate: number): string {
  return rate.toFixed(rate < 10 ? 1 : 0)
}

function formatRatio(ratio: number): string {
  return `${ratio.toFixed(ratio < 10 ? 1 : 0)}×`
}

function formatSeconds(seconds: number): string {
  return seconds < 1 ? formatMs(1000 * seconds) : `${seconds.toFixed(2)} s`
}

function formatMicroseconds(seconds: number): string {
  return `${(1e6 * seconds).toFixed(0)} µs`
}

function formatMs(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '–' : `${milliseconds.toFixed(milliseconds < 100 ? 1 : 0)} ms`
}
