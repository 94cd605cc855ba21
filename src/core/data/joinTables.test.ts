import { expect, it } from 'vitest'
import { joinTables } from './joinTables.ts'
import type { TableColumn } from './tableColumn.ts'
import { createTableData } from './tableData.ts'

const numbers = (name: string, ...values: number[]): TableColumn => ({
  name,
  type: 'number',
  values: Float64Array.from(values),
})
const words = (name: string, ...values: string[]): TableColumn => ({ name, type: 'text', values })

it('makes a data set of two tables, whatever the order of their columns', () => {
  const train = [numbers('x', 1, 2, 3, 4), words('kind', 'a', 'b', 'a', 'b')]
  const test = [words('kind', 'b', 'a'), numbers('x', 5, 6)]
  const { columns, split } = joinTables(train, test)
  const { dataset, unused } = createTableData(columns, {
    label: 'kind',
    split: { by: 'column', column: split },
  })
  expect([...dataset.train.inputs, ...dataset.test.inputs]).toEqual([1, 2, 3, 4, 5, 6])
  expect([...dataset.train.labels, ...dataset.test.labels]).toEqual([0, 1, 0, 1, 1, 0])
  expect(unused).toEqual([])
})

it('takes a column as words where one table has words in it', () => {
  const { columns } = joinTables([numbers('c', 0, Number.NaN)], [words('c', 'x')])
  expect(columns[0]).toEqual(words('c', '0', '', 'x'))
})

it('names the column that one of them lacks, and finds a free name for its own', () => {
  const x = numbers('x', 1)
  expect(() => joinTables([x], [])).toThrow('column x: the test table lacks it')
  expect(() => joinTables([x], [x, numbers('y', 1)])).toThrow('column y: only the test table has it')
  expect(joinTables([words('file', 'a')], [words('file', 'b')]).split).toBe('file ')
})
