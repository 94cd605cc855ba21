import { expect, it } from 'vitest'
import type { DataPart, LoadedData } from '../protocol/engineApi.ts'
import { createDataParts } from './dataParts.ts'

it('puts parts together', () => {
  const whole: LoadedData[] = []
  const take = createDataParts((loaded) => whole.push(loaded))
  const rows = (split: 'train' | 'test', start: number, values: readonly number[]): DataPart => ({
    kind: 'rows',
    id: 'x',
    split,
    start,
    inputs: Float32Array.from(values),
    labels: Int32Array.from({ length: values.length / 2 }, () => 1),
  })
  take({
    kind: 'start',
    id: 'x',
    classNames: ['a', 'b'],
    inputShape: [2],
    classCount: 2,
    counts: { train: 3, test: 1 },
  })
  take(rows('train', 0, [1, 2, 3, 4]))
  take(rows('train', 2, [5, 6]))
  take(rows('test', 0, [7, 8]))
  expect(whole).toEqual([])
  take({ kind: 'end', id: 'x' })
  const train = { count: 3, inputs: Float32Array.of(1, 2, 3, 4, 5, 6), labels: Int32Array.of(1, 1, 1) }
  const test = { count: 1, inputs: Float32Array.of(7, 8), labels: Int32Array.of(1) }
  const dataset = { inputShape: [2], classCount: 2, train, test }
  expect(whole).toEqual([{ id: 'x', classNames: ['a', 'b'], dataset }])
})

it('refuses parts that do not follow each other', () => {
  const take = createDataParts(() => {})
  const start = { kind: 'start', id: 'x', classNames: ['a', 'b'], inputShape: [2], classCount: 2 } as const
  const rows = (first: number) =>
    ({
      kind: 'rows',
      id: 'x',
      split: 'train',
      start: first,
      inputs: new Float32Array(2),
      labels: new Int32Array(1),
    }) as const
  expect(() => take(rows(0))).toThrow('their start is missing')
  expect(() => take({ ...start, counts: { train: 1e9, test: 1 } })).toThrow('at most')
  take({ ...start, counts: { train: 2, test: 1 } })
  expect(() => take(rows(1))).toThrow('do not follow')
  take(rows(0))
  take(rows(1))
  expect(() => take(rows(2))).toThrow('do not follow')
  expect(() => take({ kind: 'end', id: 'x' })).toThrow('rows are missing')
})
