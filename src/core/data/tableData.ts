import { checkDataSize } from './checkDataSize.ts'
import { type ClassLabels, labelNumbers, labelWords } from './classLabels.ts'
import { DataError } from './dataError.ts'
import type { NamedDataset } from './dataset.ts'
import { divideRows, type RowDivision, type ShareSplit, takeRows } from './divideRows.ts'
import { sideOf } from './guessColumns.ts'
import type { TableColumn } from './tableColumn.ts'

/** Largest float32. */
const largestInput = (2 - 2 ** -23) * 2 ** 127

/** By a column: the rows with one of the values `test` are test and the others train; absent, its words have to say so. */
export interface ColumnSplit {
  readonly by: 'column'
  readonly column: string
  /** Values as they are written in the table, numbers as JavaScript writes them. */
  readonly test?: readonly string[]
}

/** What the columns of a table are for. */
export interface TableDataOptions {
  /** Name of the column that holds the classes. */
  readonly label: string
  readonly split: ShareSplit | ColumnSplit
}

/** A table as a data set. */
export interface TableData extends NamedDataset {
  readonly featureNames: readonly string[]
  /** Rows under the header, from 1, that were left out because a cell is missing. */
  readonly leftOut: readonly number[]
  /** Columns that are no features: words that are neither label nor split, a count of the rows, and columns without any number. */
  readonly unused: readonly string[]
}

/**
 * Makes a data set of a table: every column of numbers but the label and a count of the rows is a feature, in order.
 *
 * @throws DataError naming column and row where a column is not there or is not what it should be, a label is no class, a
 * number is beyond float32, and where no feature, no row or one class is left; RangeError for a share that empties a split
 */
export function createTableData(columns: readonly TableColumn[], options: TableDataOptions): TableData {
  const label = findColumn(columns, options.label)
  const { split } = options
  const splitColumn = split.by === 'column' ? findColumn(columns, split.column) : undefined
  if (splitColumn === label) throw new DataError(`column ${label.name}`, 'both the label and the split')
  const others = columns.filter((column) => column !== label && column !== splitColumn)
  const features = others.filter(
    (column) =>
      column.type === 'number' && column.values.some((value) => !Number.isNaN(value)) && !isRowNumber(column),
  ) as NumberColumn[]
  if (features.length === 0) throw new DataError('table', 'no column of numbers besides the label')
  checkDataSize('table', label.values.length, features.length)
  const { kept, leftOut } = dropMissing(label.values.length, [
    ...features,
    label,
    ...(splitColumn ? [splitColumn] : []),
  ])
  const { labels, classNames } = readLabels(label, kept)
  const division =
    splitColumn && split.by === 'column'
      ? divideByColumn(splitColumn, kept, split.test)
      : divideRows(kept.length, split as ShareSplit)
  const rows = { inputs: gatherInputs(features, kept), labels, rowSize: features.length }
  return {
    dataset: {
      inputShape: [features.length],
      classCount: classNames.length,
      train: takeRows(rows, division.train),
      test: takeRows(rows, division.test),
    },
    classNames,
    featureNames: features.map(({ name }) => name),
    leftOut: leftOut.map((row) => row + 1),
    unused: others.filter((column) => !features.includes(column as NumberColumn)).map(({ name }) => name),
  }
}

const rowNumberName = /^(?:column 1|id|idx|index|row|no|nr|unnamed: ?\d+|rownames?|sample_?id)$/i

/** Whether a column counts rows, by its name and its values; a table of a test split may count anew. */
function isRowNumber({ name, values }: NumberColumn): boolean {
  if (!rowNumberName.test(name.trim())) return false
  const [first = 0] = values
  return values.every((value, row) => {
    return (
      Number.isSafeInteger(value) && (row === 0 || value === first || value === (values[row - 1] ?? 0) + 1)
    )
  })
}

type NumberColumn = Extract<TableColumn, { readonly type: 'number' }>

function findColumn(columns: readonly TableColumn[], name: string): TableColumn {
  const column = columns.find((candidate) => candidate.name === name)
  if (column) return column
  const names = columns.slice(0, 20).map((candidate) => candidate.name)
  throw new DataError(`column ${name}`, `not in the table, which has ${names.join(', ')}`)
}

function dropMissing(
  rows: number,
  columns: readonly TableColumn[],
): { readonly kept: Int32Array; readonly leftOut: readonly number[] } {
  const missing = new Uint8Array(rows)
  for (const { type, values } of columns) {
    if (type === 'text') for (let row = 0; row < rows; row++) missing[row] ||= values[row] === '' ? 1 : 0
    else for (let row = 0; row < rows; row++) missing[row] ||= Number.isNaN(values[row]) ? 1 : 0
  }
  const leftOut: number[] = []
  const kept: number[] = []
  for (let row = 0; row < rows; row++) (missing[row] ? leftOut : kept).push(row)
  if (kept.length === 0) throw new DataError('table', 'every row has a missing cell')
  return { kept: Int32Array.from(kept), leftOut }
}

function readLabels(column: TableColumn, kept: Int32Array): ClassLabels {
  const place = `column ${column.name}`
  if (column.type === 'text') {
    return labelWords(
      Array.from(kept, (row) => column.values[row] as string),
      place,
    )
  }
  for (const row of kept) {
    const value = column.values[row] as number
    if (!Number.isSafeInteger(value)) {
      throw new DataError(`row ${row + 1}, ${place}`, `${value} is no class; wanted words or whole numbers`)
    }
  }
  return labelNumbers(
    Array.from(kept, (row) => column.values[row] as number),
    place,
  )
}

function gatherInputs(features: readonly NumberColumn[], kept: Int32Array): Float32Array {
  const inputs = new Float32Array(kept.length * features.length)
  for (const [feature, { name, values }] of features.entries()) {
    for (let i = 0; i < kept.length; i++) {
      const row = kept[i] as number
      const value = values[row] as number
      if (!(Math.abs(value) <= largestInput)) {
        throw new DataError(`row ${row + 1}, column ${name}`, `${value} is beyond float32`)
      }
      inputs[i * features.length + feature] = value
    }
  }
  return inputs
}

function divideByColumn(
  { name, values }: TableColumn,
  kept: Int32Array,
  testValues: readonly string[] | undefined,
): RowDivision {
  if (testValues?.length === 0) throw new DataError(`column ${name}`, 'none of its values is chosen for test')
  const chosen = testValues && new Set(Array.from(testValues, String))
  const rows: Record<'train' | 'test', number[]> = { train: [], test: [] }
  for (const [i, row] of kept.entries()) {
    const word = String(values[row])
    const side = chosen ? (chosen.has(word) ? 'test' : 'train') : sideOf(word)
    if (!side) {
      const message = `${word} is no split; wanted train or test, or which values are test`
      throw new DataError(`row ${row + 1}, column ${name}`, message)
    }
    rows[side].push(i)
  }
  const says = (split: 'train' | 'test') => (chosen ? `is ${split}` : `says ${split}`)
  for (const split of ['train', 'test'] as const) {
    if (rows[split].length === 0) throw new DataError(`column ${name}`, `no row ${says(split)}`)
  }
  return { train: Int32Array.from(rows.train), test: Int32Array.from(rows.test) }
}
