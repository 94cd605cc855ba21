import type { Unit } from './claims.ts'
import type { Interval } from './intervals.ts'

/** Three digits that count, with a true minus sign. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 || size === 0 ? 2 : size >= 0.1 ? 3 : 4
  return value.toFixed(digits).replace('-', '−')
}

/** Hundredths, for points of a percent. */
export function formatPoints(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2).replace('-', '−') : '–'
}

/** Mean and interval in one cell of a table. */
export function formatInterval({ mean, low, high }: Interval, unit: Unit): string {
  const format = unit === 'points' ? formatPoints : formatNumber
  return `${format(mean)} (${format(low)} to ${format(high)})`
}

/** A table in Markdown. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
