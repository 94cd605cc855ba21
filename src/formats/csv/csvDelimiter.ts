import { FormatError } from '../formatError.ts'
import { type CellKind, judgeCell } from './csvCells.ts'
import { readWholeRecords } from './csvRecords.ts'

/** Semicolons before commas: `1,5;a` is cut as well by either, and the comma is then within a number. */
const candidates = [';', ',', '\t', '|'] as const
const numberKinds: readonly CellKind[] = ['number', 'point', 'comma', 'grouped']
const mostRows = 50

/** How well a delimiter cuts a sample: shares of rows with the usual number of cells and of cells that are numbers. */
interface Fit {
  readonly delimiter: string
  readonly rank: readonly [evenRows: number, numbers: number, cells: number]
}

/**
 * Finds what separates the cells, from the first lines of a text: what cuts most rows alike, then what leaves most numbers,
 * then what leaves most cells. A last line without an end is not looked at. @throws FormatError where nothing cuts two columns
 */
export function guessDelimiter(sample: string): string {
  let best: Fit | undefined
  let failure: FormatError | undefined
  for (const delimiter of candidates) {
    try {
      const fit = fitDelimiter(sample, delimiter)
      if (fit && (!best || isBetter(fit, best))) best = fit
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      if (sample.includes(delimiter)) failure ??= error
    }
  }
  if (best) return best.delimiter
  throw failure ?? new FormatError('csv', 'row 1', explainNoFit(sample))
}

/** Whether anything cuts most rows of a text that starts so into as many cells, or goes wrong while it does, which reading it names. */
export function hasColumns(sample: string): boolean {
  return candidates.some((delimiter) => {
    try {
      return (fitDelimiter(sample, delimiter)?.rank[0] ?? 0) > 0.5
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      return sample.includes(delimiter)
    }
  })
}

function explainNoFit(sample: string): string {
  if (sample.trim() === '') return 'the table is empty'
  if (readWholeRecords(sample, ',').length === 0) {
    return `the row does not end within ${sample.length} characters: it has too many columns, or is a quote not closed?`
  }
  return 'cells are separated by commas, tabs, semicolons or bars, and none of them makes two columns'
}

function fitDelimiter(sample: string, delimiter: string): Fit | undefined {
  const records = readWholeRecords(sample, delimiter).slice(0, mostRows)
  const counts = new Map<number, number>()
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  const usual = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])
  if (usual[0] < 2) return undefined
  const cells = records.flatMap((record) => record.cells.slice(0, usual[0]))
  const numbers = cells.filter((cell) => numberKinds.includes(judgeCell(cell))).length
  return { delimiter, rank: [usual[1] / records.length, numbers / cells.length, usual[0]] }
}

function isBetter(a: Fit, b: Fit): boolean {
  const index = a.rank.findIndex((value, i) => value !== b.rank[i])
  return index >= 0 && (a.rank[index] as number) > (b.rank[index] as number)
}
