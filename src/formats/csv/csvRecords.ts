import Papa from 'papaparse'
import { FormatError } from '../formatError.ts'

/** Characters of one row, quoted line ends included. */
const longestRow = 2 ** 20

/** A row of a table: its number from 1, as in the file, and its cells as they stand there, quotes taken off. */
export interface CsvRecord {
  readonly row: number
  readonly cells: readonly string[]
}

/**
 * Cuts text that comes in pieces into rows; blank lines count but are left out.
 * @throws FormatError naming row and column for a quote that is out of place or never closed, and for rows over 2²⁰ characters
 */
export async function* readRecords(
  pieces: AsyncIterable<string> | Iterable<string>,
  delimiter: string,
): AsyncGenerator<readonly CsvRecord[]> {
  let text = ''
  let row = 1
  for await (const piece of pieces) {
    text += piece
    const end = findRecordsEnd(text, delimiter, row)
    if (text.length - end > longestRow) {
      const message = `longer than ${longestRow} characters; is a quote not closed?`
      throw new FormatError('csv', `row ${row}`, message)
    }
    const records = splitRecords(text.slice(0, end), delimiter, row)
    row += records.length
    text = text.slice(end)
    yield records.filter(isFilled)
  }
  if (text === '') return
  const whole = `${text}\n`
  const end = findRecordsEnd(whole, delimiter, row)
  const records = splitRecords(whole.slice(0, end), delimiter, row)
  if (end < whole.length) {
    throw new FormatError('csv', `row ${row + records.length}`, 'a quote is opened and never closed')
  }
  yield records.filter(isFilled)
}

/** The rows that end within a text which begins with a row. @throws FormatError as `readRecords` */
export function readWholeRecords(text: string, delimiter: string): readonly CsvRecord[] {
  return splitRecords(text.slice(0, findRecordsEnd(text, delimiter, 1)), delimiter, 1).filter(isFilled)
}

function isFilled({ cells }: CsvRecord): boolean {
  return cells.length > 1 || cells[0] !== ''
}

/** Splits whole rows that `findRecordsEnd` has checked: on stray quotes papaparse takes quadratic time. */
function splitRecords(text: string, delimiter: string, firstRow: number): CsvRecord[] {
  if (text === '') return []
  const { data, errors } = new Papa.Parser({ delimiter, newline: '\n' }).parse(text, 0, false) as {
    readonly data: string[][]
    readonly errors: readonly Papa.ParseError[]
  }
  const [error] = errors
  if (error) throw new FormatError('csv', `row ${firstRow + (error.row ?? 0)}`, error.message)
  // After the last line end papaparse sees one more, empty row.
  return data.slice(0, -1).map((cells, index) => ({ row: firstRow + index, cells }))
}

/** Where the last whole row of a text ends that begins with a row; 0 where none does. Linear, whatever the text. */
function findRecordsEnd(text: string, delimiter: string, firstRow: number): number {
  if (!text.includes('"')) return text.lastIndexOf('\n') + 1
  let [at, end, row, column] = [0, 0, firstRow, 1]
  let nextDelimiter = -1
  let nextLine = -1
  while (at < text.length) {
    if (text[at] === '"') {
      at = findCellEnd(text, at, delimiter)
      if (at >= text.length) return end
      if (text[at] !== delimiter && text[at] !== '\n') {
        const message = 'a quote inside a quoted cell; write it twice'
        throw new FormatError('csv', `row ${row}, column ${column}`, message)
      }
    } else {
      if (nextDelimiter < at) nextDelimiter = indexOrEnd(text, delimiter, at)
      if (nextLine < at) nextLine = indexOrEnd(text, '\n', at)
      at = Math.min(nextDelimiter, nextLine)
    }
    if (text[at] === '\n') {
      end = at + 1
      row++
      column = 1
    } else column++
    at++
  }
  return end
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const index = text.indexOf(wanted, from)
  return index < 0 ? text.length : index
}

/** The end of a quoted cell that starts at `start`, with the blanks after it; the text's length where it is not there. */
function findCellEnd(text: string, start: number, delimiter: string): number {
  let at = start
  do {
    at = indexOrEnd(text, '"', at + 1) + 1
  } while (text[at] === '"')
  while (text[at] === ' ' || (text[at] === '\t' && delimiter !== '\t')) at++
  return Math.min(at, text.length)
}
