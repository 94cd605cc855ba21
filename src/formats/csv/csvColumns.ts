import { FormatError } from '../formatError.ts'
import { type CellKind, judgeCell } from './csvCells.ts'
import type { CsvRecord } from './csvRecords.ts'

/** Rows under the header, columns and cells that a table may have. */
const tableLimits = { rows: 200_000, columns: 1000, cells: 50_000_000, textCells: 4_000_000 } as const

/** Of each kind of cell in a column, where it was first met. */
type ColumnSurvey = Partial<Record<CellKind, { readonly row: number; readonly cell: string }>>

/** What the first reading of a table finds: its size, its first row, and the kinds of cells below the first row. */
export interface TableSurvey {
  readonly first: CsvRecord
  readonly columns: readonly ColumnSurvey[]
  /** Rows with the first. */
  readonly rows: number
}

/** A table's columns before they are filled. */
export interface TablePlan {
  readonly header: boolean
  readonly columns: readonly { readonly name: string; readonly type: 'number' | 'text' }[]
  /** Rows under the header. */
  readonly rows: number
  /** Whether its numbers have decimal commas. */
  readonly hasCommas: boolean
}

/**
 * Counts rows and judges every cell. @throws FormatError naming row and column for rows of unequal length and tables over the
 * limits, and where there is no row
 */
export async function surveyTable(records: AsyncIterable<readonly CsvRecord[]>): Promise<TableSurvey> {
  let first: CsvRecord | undefined
  let columns: ColumnSurvey[] = []
  let rows = 0
  for await (const some of records) {
    for (const record of some) {
      rows++
      if (first) judgeRow(columns, record)
      else {
        first = record
        if (record.cells.length > tableLimits.columns) {
          const message = `${record.cells.length} columns, at most ${tableLimits.columns} are read`
          throw new FormatError('csv', `row ${record.row}`, message)
        }
        columns = record.cells.map(() => ({}))
      }
      if (rows > tableLimits.rows + 1) {
        throw new FormatError('csv', `row ${record.row}`, `more than ${tableLimits.rows} rows`)
      }
      if (rows * columns.length > tableLimits.cells) {
        throw new FormatError('csv', `row ${record.row}`, `more than ${tableLimits.cells} cells in the table`)
      }
    }
  }
  if (!first) throw new FormatError('csv', 'row 1', 'the table is empty')
  return { first, columns, rows }
}

/** A row's cells, without empty ones beyond the last column. @throws FormatError where there are more or fewer than `width` */
export function fitCells({ row, cells }: CsvRecord, width: number): readonly string[] {
  if (cells.length === width) return cells
  if (cells.length > width && cells.slice(width).every((cell) => cell.trim() === '')) {
    return cells.slice(0, width)
  }
  const place = cells.length > width ? `row ${row}, column ${width + 1}` : `row ${row}`
  const message = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the first row has ${width}`
  throw new FormatError('csv', place, message)
}

function judgeRow(columns: ColumnSurvey[], record: CsvRecord): void {
  const cells = fitCells(record, columns.length)
  for (let i = 0; i < columns.length; i++)
    judgeInto(columns[i] as ColumnSurvey, record.row, cells[i] as string)
}

function judgeInto(column: ColumnSurvey, row: number, cell: string): void {
  column[judgeCell(cell)] ??= { row, cell }
}

/**
 * Decides names and types. The first row names the columns where it has words above numbers, or where it is all words.
 * Between semicolons a comma is a decimal one. @throws FormatError naming row and column for other numbers with commas, for
 * points beside decimal commas, for infinite numbers, and for too much text
 */
export function planTable({ first, columns, rows }: TableSurvey, delimiter: string): TablePlan {
  const header = hasHeader({ first, columns, rows }, delimiter)
  const names = first.cells.map((cell, i) => (header && cell.trim() !== '' ? cell.trim() : `column ${i + 1}`))
  if (!header) {
    for (const [i, cell] of first.cells.entries()) judgeInto(columns[i] as ColumnSurvey, first.row, cell)
  }
  const hasCommas = delimiter === ';' && columns.some(({ word, comma }) => comma && !word)
  const planned = columns.map((column, i) => {
    const place = (row: number) => `row ${row}, column ${i + 1} (${names[i]})`
    return { name: names[i] as string, type: decideType(column, { place, hasCommas }) }
  })
  const count = header ? rows - 1 : rows
  if (count > tableLimits.rows) throw new FormatError('csv', 'table', `more than ${tableLimits.rows} rows`)
  const textColumns = planned.filter(({ type }) => type === 'text').length
  if (textColumns * count > tableLimits.textCells) {
    const message = `${textColumns} columns of text in ${count} rows, at most ${tableLimits.textCells} such cells are read`
    throw new FormatError('csv', 'table', message)
  }
  return { header, columns: tellApart(planned), rows: count, hasCommas }
}

function hasHeader({ first, columns, rows }: TableSurvey, delimiter: string): boolean {
  if (rows < 2) return false
  const kinds = first.cells.map(judgeCell)
  const wordAboveNumbers = columns.some(({ word, grouped, comma, number, point, infinite }, i) => {
    if (kinds[i] !== 'word' || word || grouped) return false
    return comma ? delimiter === ';' : number || point || infinite
  })
  const words = first.cells.map((cell) => cell.trim())
  return wordAboveNumbers || (kinds.every((kind) => kind === 'word') && new Set(words).size === words.length)
}

function decideType(
  { word, grouped, comma, point, infinite }: ColumnSurvey,
  { place, hasCommas }: { readonly place: (row: number) => string; readonly hasCommas: boolean },
): 'number' | 'text' {
  if (word) return 'text'
  const refuse = ({ row, cell }: { readonly row: number; readonly cell: string }, message: string) => {
    throw new FormatError('csv', place(row), `${cell.trim()} ${message}`)
  }
  if (hasCommas) {
    if (grouped) refuse(grouped, 'has separators of thousands; write numbers without them')
    // 1.234 may be a thousand and more here: better refused than read a thousand times too small.
    if (point) refuse(point, 'has a point where other numbers have decimal commas; write all of them alike')
  }
  const separated = grouped ?? (hasCommas ? undefined : comma)
  if (separated) refuse(separated, 'has a comma; write numbers with a decimal point and no separators')
  if (infinite) refuse(infinite, 'is not a finite number')
  return 'number'
}

/** Gives a name that comes again its count: `x`, `x (2)`. */
function tellApart<T extends { readonly name: string }>(columns: readonly T[]): T[] {
  const taken = new Set<string>()
  return columns.map((column) => {
    let name = column.name
    for (let count = 2; taken.has(name); count++) name = `${column.name} (${count})`
    taken.add(name)
    return { ...column, name }
  })
}
