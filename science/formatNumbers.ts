import type { Unit } from './claims.ts'
import type { Interval } from './intervals.ts'

/** With a true minus sign, and none before zeros. */
function fix(value: number, digits: number): string {
  const text = value.toFixed(digits)
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−')
}

/** Three digits that count, fewer below a tenth. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 || size === 0 ? 2 : size >= 0.1 ? 3 : 4
  return fix(value, digits)
}

/** Hundredths, for points of a percent. */
export function formatPoints(value: number): string {
  return Number.isFinite(value) ? fix(value, 2) : '–'
}

/** Thousandths, for ratios and correlations, many of which lie near 1. */
function formatRatio(value: number): string {
  return Number.isFinite(value) ? fix(value, 3) : '–'
}

/** Mean and interval in one cell of a table. */
export function formatInterval({ mean, low, high }: Interval, unit: Unit): string {
  const format = { points: formatPoints, nats: formatNumber, number: formatRatio }[unit]
  return `${format(mean)} (${format(low)} to ${format(high)})`
}

/** A table in Markdown. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Breaks a paragraph into lines of at most 115 characters. */
export function wrapText(text: string): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < 115) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join('\n')
}
