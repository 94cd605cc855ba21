import { describe, expect, it } from 'vitest'
import { DataError } from './dataError.ts'
import type { TableColumn } from './tableColumn.ts'
import { createTableData } from './tableData.ts'

const numbers = (name: string, ...values: number[]): TableColumn => ({
  name,
  type: 'number',
  values: Float64Array.from(values),
})
const words = (name: string, ...values: string[]): TableColumn => ({ name, type: 'text', values })

const flowers = [
  numbers('height', 1, 2, 3, 4, 5),
  words('note', 'a', 'b', 'c', 'd', 'e'),
  numbers('width', 3.5, Number.NaN, 3.3, 2.7, 0.1),
  words('species', 'setosa', 'setosa', 'virginica', '', 'setosa'),
  numbers('empty', Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN),
]
const share = { by: 'share', testShare: 0.3 } as const

describe('a table as a data set', () => {
  it('takes numbers as features and leaves incomplete rows out, by name', () => {
    const data = createTableData(flowers, { label: 'species', split: share })
    expect(data).toMatchObject({
      featureNames: ['height', 'width'],
      unused: ['note', 'empty'],
      leftOut: [2, 4],
      classNames: ['setosa', 'virginica'],
    })
    expect(data.dataset).toEqual({
      inputShape: [2],
      classCount: 2,
      train: { count: 2, inputs: Float32Array.of(1, 3.5, 3, 3.3), labels: Int32Array.of(0, 1) },
      test: { count: 1, inputs: Float32Array.of(5, 0.1), labels: Int32Array.of(0) },
    })
  })

  it('takes whole numbers as labels', () => {
    const columns = [numbers('x', 0.5, 1.5, 2.5), numbers('y', 2, 1, 2)]
    const { dataset, classNames } = createTableData(columns, { label: 'y', split: share })
    expect(classNames).toEqual(['1', '2'])
    expect([...dataset.train.labels, ...dataset.test.labels]).toEqual([1, 0, 1])
    expect(dataset.inputShape).toEqual([1])
  })

  it('splits by a column, in any case', () => {
    const columns = [...flowers, words('set', 'TEST', 'train', 'Training', 'train', 'train')]
    const { dataset, unused } = createTableData(columns, {
      label: 'species',
      split: { by: 'column', column: 'set' },
    })
    expect(unused).toEqual(['note', 'empty'])
    expect(dataset.train.inputs).toEqual(Float32Array.of(3, 3.3, 5, 0.1))
    expect(dataset.test).toEqual({ count: 1, inputs: Float32Array.of(1, 3.5), labels: Int32Array.of(0) })
  })

  it('takes rows that are held out for validation as test', () => {
    const columns = [...flowers, words('set', 'val', 'train', 'Dev', 'train', 'train')]
    const split = { by: 'column', column: 'set' } as const
    const { dataset } = createTableData(columns, { label: 'species', split })
    expect([dataset.train.count, dataset.test.count]).toEqual([1, 2])
  })

  it.each([
    ['words', words('fold', 'a', 'b', 'c', 'a', 'b'), ['b', 'c']],
    ['numbers', numbers('fold', 0, 1, 2, 0, 1.5), ['2', '1.5']],
  ])('splits by chosen values of a column of %s', (_label, fold, test) => {
    const split = { by: 'column', column: 'fold', test } as const
    const { dataset, featureNames } = createTableData([...flowers, fold], { label: 'species', split })
    expect(featureNames).toEqual(['height', 'width'])
    expect(dataset.train.inputs).toEqual(Float32Array.of(1, 3.5))
    expect(dataset.test.inputs).toEqual(Float32Array.of(3, 3.3, 5, 0.1))
  })

  it.each([
    ['no value', 'fold', [], 'column fold: none of its values is chosen for test'],
    ['a value that no row has', 'fold', ['3'], 'column fold: no row is test'],
    ['all values', 'fold', ['0', '1'], 'column fold: no row is train'],
    ['the label', 'species', ['setosa'], 'column species: both the label and the split'],
  ])('refuses %s for the test rows', (_label, column, test, message) => {
    const columns = [...flowers, numbers('fold', 0, 1, 0, 1, 1)]
    const act = () => createTableData(columns, { label: 'species', split: { by: 'column', column, test } })
    expect(act).toThrow(DataError)
    expect(act).toThrow(message)
  })

  it('leaves a count of the rows out, but no other numbers of such a name', () => {
    const rest = [numbers('x', 3, 1, 2, 5), words('y', 'a', 'b', 'a', 'b')]
    const unusedOf = (column: TableColumn) =>
      createTableData([column, ...rest], { label: 'y', split: share }).unused
    expect(unusedOf(numbers('Id', 1, 2, 3, 4))).toEqual(['Id'])
    expect(unusedOf(numbers('column 1', 0, 1, 0, 1))).toEqual(['column 1'])
    expect(unusedOf(numbers('id', 1, 2, 4, 3))).toEqual([])
    expect(unusedOf(numbers('age', 1, 2, 3, 4))).toEqual([])
  })

  it('shuffles by a seed', () => {
    const column = Float64Array.from({ length: 50 }, (_, i) => i)
    const columns: TableColumn[] = [
      { name: 'x', type: 'number', values: column },
      { name: 'y', type: 'number', values: column.map((i) => (i < 25 ? 0 : 1)) },
    ]
    const split = { by: 'share', testShare: 0.2, seed: 3 } as const
    const { dataset } = createTableData(columns, { label: 'y', split })
    expect(new Set(dataset.test.labels)).toEqual(new Set([0, 1]))
    expect(createTableData(columns, { label: 'y', split }).dataset).toEqual(dataset)
  })

  it.each([
    ['another label', flowers, 'genus', 'column genus: not in the table, which has height, note, width'],
    ['a fraction as label', flowers, 'width', 'row 1, column width: 3.5 is no class'],
    ['one class', [numbers('x', 1, 2), words('y', 'a', 'a')], 'y', 'column y: one class'],
    ['no feature', [words('x', 'a', 'b'), numbers('y', 0, 1)], 'y', 'table: no column of numbers'],
    [
      'only incomplete rows',
      [numbers('x', 1, Number.NaN), words('y', '', 'a')],
      'y',
      'every row has a missing cell',
    ],
    [
      'a number beyond float32',
      [numbers('x', 1, 1e39), words('y', 'b', 'a')],
      'y',
      'row 2, column x: 1e+39 is beyond float32',
    ],
  ])('refuses %s', (_label, columns, label, message) => {
    const act = () => createTableData(columns, { label, split: share })
    expect(act).toThrow(DataError)
    expect(act).toThrow(message)
  })

  it.each([
    ['another word', ['train', 'test', 'other', 'train', 'train'], 'row 3, column set: other is no split'],
    ['no test row', ['train', 'test', 'train', 'train', 'train'], 'column set: no row says test'],
    ['no train row', ['test', 'train', 'test', 'train', 'test'], 'column set: no row says train'],
  ])('refuses a split with %s', (_label, set, message) => {
    const columns = [...flowers, words('set', ...set)]
    const act = () => createTableData(columns, { label: 'species', split: { by: 'column', column: 'set' } })
    expect(act).toThrow(DataError)
    expect(act).toThrow(message)
  })
})
