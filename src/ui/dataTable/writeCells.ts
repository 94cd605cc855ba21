import type { ChartColumn, ChartTable } from './chartTable.ts'

type Cell = ChartColumn['values'][number]

/** How many rows a table has. */
export function countRows(table: ChartTable): number {
  return table[0]?.values.length ?? 0
}

/** A cell for the eye: six significant digits; nothing where nothing is known. */
export function showCell(cell: Cell): string {
  if (cell === undefined || typeof cell === 'string') return cell ?? ''
  if (Number.isNaN(cell)) return 'NaN'
  if (!Number.isFinite(cell)) return cell > 0 ? '∞' : '−∞'
  if (Number.isInteger(cell) && Math.abs(cell) < 1e9) return String(cell).replace('-', '−')
  return String(Number(cell.toPrecision(6))).replace('-', '−')
}

/** Tabs and line ends would break a cell apart. */
const flat = (text: string) => text.replace(/\s+/g, ' ')

/** The whole table as tab-separated text with every digit, for spreadsheets and scripts. */
export function writeTsv(table: ChartTable): string {
  const lines = [table.map(({ name }) => flat(name)).join('\t')]
  for (let row = 0; row < countRows(table); row++) {
    lines.push(
      table
        .map(({ values }) => {
          const cell = values[row]
          return cell === undefined ? '' : typeof cell === 'string' ? flat(cell) : String(cell)
        })
        .join('\t'),
    )
  }
  return `${lines.join('\n')}\n`
}
