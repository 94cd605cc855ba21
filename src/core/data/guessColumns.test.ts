import { describe, expect, it } from 'vitest'
import { guessLabelColumn, guessSplitColumn, guessTestValues, listSplitValues } from './guessColumns.ts'
import type { TableColumn } from './tableColumn.ts'

const numbers = (name: string, ...values: number[]): TableColumn => ({
  name,
  type: 'number',
  values: Float64Array.from(values),
})
const words = (name: string, ...values: string[]): TableColumn => ({ name, type: 'text', values })

describe('guessing what columns are for', () => {
  it.each([
    [
      'a usual name',
      [words('kind', 'a', 'a', 'b', 'b'), numbers('Target', 0, 1, 0, 1), numbers('x', 1, 2, 3, 4)],
      'Target',
    ],
    [
      'the last words that repeat',
      [words('kind', 'a', 'a', 'b', 'b'), words('id', 'p', 'q', 'r', 's'), numbers('x', 0, 1, 0, 1)],
      'kind',
    ],
    [
      'the last few whole numbers',
      [numbers('a', 0, 1, 0, 1), numbers('b', 0, 1, 2, 1), numbers('c', 0.5, 1, 2, 3)],
      'b',
    ],
    [
      'words, not those of the split',
      [words('kind', 'a', 'a', 'b', 'b'), words('set', 'train', 'train', 'test', 'test')],
      'kind',
    ],
    [
      'nothing',
      [numbers('a', 0.5, 1, 2, 3), numbers('b', 4, 4, 4, 4), words('c', 'p', 'q', 'r', 's')],
      undefined,
    ],
    ['no column with more than 20 values', [numbers('a', ...Array(21).keys())], undefined],
    [
      'no target without classes',
      [numbers('target', ...Array(300).keys()), words('k', ...Array(300).fill('a').fill('b', 5))],
      'k',
    ],
  ])('finds for the label %s', (_what, columns, name) => {
    expect(guessLabelColumn(columns)).toBe(name)
  })

  it('finds the split', () => {
    const set = words('set', 'train', 'Test', 'train', '')
    expect(guessSplitColumn([words('a', 'train', 'test', 'other', 'x'), set])).toBe('set')
    expect(guessSplitColumn([words('a', 'train', 'test', 'train', 'test'), set])).toBe('set')
    expect(guessSplitColumn([words('a', 'train', 'val', 'dev', 'test')])).toBe('a')
    expect(guessSplitColumn([words('a', 'train', 'train', 'train', 'train')])).toBeUndefined()
    expect(guessSplitColumn([words('a', 'test', 'dev')])).toBeUndefined()
    expect(guessSplitColumn([words('a', 'train', 'Training')])).toBeUndefined()
  })

  it('finds the values of a split that are test', () => {
    expect(guessTestValues(['Training', 'dev', 'TEST', 'Validation'])).toEqual(['dev', 'TEST', 'Validation'])
    expect(guessTestValues(['train', 'test', 'other'])).toBeUndefined()
  })

  it('lists the values that could split the rows', () => {
    expect(listSplitValues(words('fold', 'b', '', 'a', 'b'))).toEqual(['a', 'b'])
    expect(listSplitValues(numbers('fold', 10, 9, Number.NaN, 10, 1.5))).toEqual(['1.5', '9', '10'])
    expect(listSplitValues(numbers('x', 1, 1, Number.NaN))).toBeUndefined()
    expect(listSplitValues(numbers('x', ...Array(21).keys()))).toBeUndefined()
  })
})
