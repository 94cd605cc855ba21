import type { BenchResults, KernelRate, WorkRates } from './results.ts'

const columns = ['train/s', 'curve/s', '61 points', '441', '2601', 'GFLOP/s', 'of peak']

/** The results as lines of one table; `*` marks what was scaled from fewer points. */
export function formatTable({ machine, nets, kernels, study }: BenchResults): string {
  const rows = Object.entries(nets).flatMap(([net, backends]) =>
    Object.entries(backends).map(([backend, rates]) => {
      const scaled = (key: keyof typeof rates.scaled) =>
        `${formatSeconds(rates[key])}${rates.scaled[key] === undefined ? '' : '*'}`
      return [
        `${net} ${backend}`,
        rates.trainStepsPerSecond.toFixed(0),
        rates.curveStepsPerSecond.toFixed(0),
        scaled('profile61Seconds'),
        scaled('plane441Seconds'),
        scaled('plane2601Seconds'),
        formatWork(rates.gflops, (value) => value.toFixed(0)),
        rates.peakShare ? formatWork(rates.peakShare, formatShare) : '',
      ]
    }),
  )
  const peaks = machine.peakGflops.map((peak) => peak.toFixed(0)).join(', ')
  return [
    `${machine.cpu}, ${machine.cores} cores; ${machine.browser}; ${machine.build} build; peak ${peaks} GFLOP/s`,
    ...alignRows([['', ...columns], ...rows]),
    ...(kernels
      ? [`kernels: dense ${formatKernel(kernels.dense)}, convolution ${formatKernel(kernels.convolution)}`]
      : []),
    ...(study ? [`digits MLP study: ${formatSeconds(study.digits_mlp.seconds)}`] : []),
  ].join('\n')
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

function formatKernel({ gflops, peakShare }: KernelRate): string {
  return `${gflops.toFixed(0)} GFLOP/s (${formatShare(peakShare)})`
}

function formatSeconds(seconds: number): string {
  return seconds < 1 ? `${(1000 * seconds).toFixed(1)} ms` : `${seconds.toFixed(2)} s`
}
