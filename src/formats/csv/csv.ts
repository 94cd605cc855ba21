import type { TableColumn } from '../../core/data/tableColumn.ts'
import {
  type FileContent,
  type FileSource,
  type Format,
  largestFileBytes,
  type ReadProgress,
} from '../format.ts'
import { FormatError } from '../formatError.ts'
import { readNumber } from './csvCells.ts'
import { fitCells, planTable, surveyTable, type TablePlan } from './csvColumns.ts'
import { guessDelimiter, hasColumns } from './csvDelimiter.ts'
import { readRecords } from './csvRecords.ts'
import { readText } from './csvText.ts'

/** Characters of all cells in text columns together: 64 MB as JavaScript holds them. */
const mostTextCharacters = 2 ** 25

/**
 * Tables as text: cells separated by commas, tabs, semicolons or bars, quoted as RFC 4180 says. The file is read twice, once
 * to find types and size, once to fill the columns, so that memory is taken for what is really there.
 */
export const csvFormat: Format = {
  name: 'csv',
  matches: (head, file) => {
    if (!/\.(?:csv|tsv|tab|data|txt)$/i.test(file.name) || !isText(head)) return false
    // Notes end so as well: such a name alone promises no table.
    return !/\.txt$/i.test(file.name) || isTableStart(head, file.size)
  },
  parse: parseTable,
}

function isText(head: Uint8Array): boolean {
  // Tab, line feed, form feed and carriage return are the only control characters of text.
  return isUtf16(head) || !head.some((byte) => byte < 32 && ![9, 10, 12, 13].includes(byte))
}

function isUtf16(head: Uint8Array): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
}

function isTableStart(head: Uint8Array, size: number): boolean {
  if (isUtf16(head)) return true
  const start = new TextDecoder().decode(head)
  if (head.length === size) return hasColumns(`${start}\n`)
  // Where not even the first row ends here, only the whole file tells.
  return !/[\r\n]/.test(start.trimStart()) || hasColumns(start)
}

async function parseTable(file: FileSource, progress?: ReadProgress): Promise<FileContent> {
  if (file.size > largestFileBytes) {
    throw new FormatError('csv', 'file', `${file.size} bytes, at most ${largestFileBytes} are opened`)
  }
  const delimiter = await findDelimiter(file)
  const survey = await surveyTable(
    readRecords(
      readText(file, (share) => progress?.(share / 2)),
      delimiter,
    ),
  )
  const plan = planTable(survey, delimiter)
  const text = readText(file, (share) => progress?.(0.5 + share / 2))
  const columns = await fillColumns(readRecords(text, delimiter), plan)
  return {
    kind: 'table',
    columns,
    rows: plan.rows,
    delimiter,
    header: plan.header,
    decimalComma: plan.hasCommas,
  }
}

async function findDelimiter(file: FileSource): Promise<string> {
  let sample = ''
  for await (const piece of readText(file)) {
    sample += piece
    // Until there are two rows to compare, or one that is refused anyway.
    if (sample.indexOf('\n') < sample.lastIndexOf('\n') || sample.length > 2 ** 20)
      return guessDelimiter(sample)
  }
  return guessDelimiter(`${sample}\n`)
}

async function fillColumns(
  records: ReturnType<typeof readRecords>,
  { columns, header, rows, hasCommas }: TablePlan,
): Promise<TableColumn[]> {
  const filled: TableColumn[] = []
  const writers = columns.map(({ name, type }) => {
    if (type === 'text') {
      const values: string[] = []
      filled.push({ name, type, values })
      return (_row: number, cell: string) => values.push(detach(cell.trim()))
    }
    const values = new Float64Array(rows)
    filled.push({ name, type, values })
    return (row: number, cell: string) => {
      values[row] = readNumber(cell, hasCommas)
    }
  })
  const textColumns = columns.flatMap(({ type }, i) => (type === 'text' ? [i] : []))
  let row = header ? -1 : 0
  let characters = 0
  for await (const some of records) {
    for (const record of some) {
      const cells = fitCells(record, columns.length)
      if (row >= 0) for (let i = 0; i < writers.length; i++) writers[i]?.(row, cells[i] as string)
      for (const column of textColumns) characters += cells[column]?.length ?? 0
      if (characters > mostTextCharacters) {
        const message = `the columns of text hold more than ${mostTextCharacters} characters`
        throw new FormatError('csv', `row ${record.row}`, message)
      }
      row++
    }
  }
  return filled
}

/** A copy of a long cell: a slice would keep the whole text it was cut from in memory. */
function detach(cell: string): string {
  return cell.length < 13 ? cell : Array.from(cell).join('')
}
