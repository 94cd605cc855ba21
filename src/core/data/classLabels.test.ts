import { describe, expect, it } from 'vitest'
import { labelNumbers, labelWords } from './classLabels.ts'
import { DataError } from './dataError.ts'

describe('class labels', () => {
  it('sorts words, whatever the order of rows', () => {
    const { labels, classNames } = labelWords(['setosa', 'virginica', 'setosa', 'Apple'], 'column species')
    expect(classNames).toEqual(['Apple', 'setosa', 'virginica'])
    expect(Array.from(labels)).toEqual([1, 2, 1, 0])
  })

  it('keeps numbers from 0 on, gaps included', () => {
    const { labels, classNames } = labelNumbers([0, 3, 1, 3], 'y')
    expect(Array.from(labels)).toEqual([0, 3, 1, 3])
    expect(classNames).toEqual(['0', '1', '2', '3'])
  })

  it('numbers others in order', () => {
    expect(labelNumbers([1, 3, 2, 1], 'y')).toEqual({
      labels: Int32Array.of(0, 2, 1, 0),
      classNames: ['1', '2', '3'],
    })
    expect(labelNumbers([10, -1, 10, 9], 'y').classNames).toEqual(['-1', '9', '10'])
    expect(Array.from(labelNumbers([0, 200, 7], 'y').labels)).toEqual([0, 2, 1])
  })

  it.each([
    [() => labelNumbers([0, 1.5], 'column y'), 'column y: 1.5 in row 2 is no class'],
    [() => labelNumbers([0, Number.NaN], 'column y'), 'column y: NaN in row 2 is no class'],
    [() => labelNumbers([4, 4], 'column y'), 'column y: one class, wanted at least 2'],
    [() => labelNumbers([], 'column y'), 'column y: no class, wanted at least 2'],
    [
      () =>
        labelWords(
          Array.from({ length: 257 }, (_, i) => String(i)),
          'column y',
        ),
      'column y: more than 256 classes',
    ],
    [
      () =>
        labelNumbers(
          Array.from({ length: 257 }, (_, i) => i),
          'column y',
        ),
      'more than 256 classes',
    ],
  ])('refuses what is no set of classes (%#)', (act, message) => {
    expect(act).toThrow(DataError)
    expect(act).toThrow(message)
  })
})
