import { DataError } from './dataError.ts'
import type { TableColumn } from './tableColumn.ts'

/** Rows of two files under each other, with a column that says train or test. */
export interface JoinedTables {
  readonly columns: readonly TableColumn[]
  /** Name of that column. */
  readonly split: string
}

/**
 * Puts the rows of a test table under those of a train table, column by column of the same name. Where either has words in a
 * column, both are taken as words. @throws DataError for columns that one of them lacks
 */
export function joinTables(train: readonly TableColumn[], test: readonly TableColumn[]): JoinedTables {
  const others = new Map(test.map((column) => [column.name, column]))
  const columns = train.map((column) => {
    const other = others.get(column.name)
    if (!other) throw new DataError(`column ${column.name}`, 'the test table lacks it')
    others.delete(column.name)
    return joinColumns(column, other)
  })
  const [extra] = others.keys()
  if (extra !== undefined) throw new DataError(`column ${extra}`, 'only the test table has it')
  let split = 'file'
  while (columns.some(({ name }) => name === split)) split += ' '
  const words = [...fill('train', countRows(train)), ...fill('test', countRows(test))]
  return { columns: [...columns, { name: split, type: 'text', values: words }], split }
}

function joinColumns(train: TableColumn, test: TableColumn): TableColumn {
  const { name } = train
  if (train.type === 'number' && test.type === 'number') {
    const values = new Float64Array(train.values.length + test.values.length)
    values.set(train.values)
    values.set(test.values, train.values.length)
    return { name, type: 'number', values }
  }
  return { name, type: 'text', values: [...toWords(train), ...toWords(test)] }
}

/** Missing numbers are missing words. */
function toWords(column: TableColumn): readonly string[] {
  if (column.type === 'text') return column.values
  return Array.from(column.values, (value) => (Number.isNaN(value) ? '' : String(value)))
}

function countRows(columns: readonly TableColumn[]): number {
  return columns[0]?.values.length ?? 0
}

function fill(word: string, count: number): string[] {
  return new Array<string>(count).fill(word)
}
