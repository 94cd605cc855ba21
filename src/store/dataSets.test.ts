import { expect, it } from 'vitest'
import { formatOpenedData } from '../core/openedId.ts'
import { dataFactsOf } from './dataSets.ts'

const digits = { name: 'digits.npz', hash: '0123456789abcdef', inputShape: [1, 8, 8], classCount: 10 }

it('tells the shape of opened data by their name', () => {
  const facts = dataFactsOf({ data: 'opened', openedData: formatOpenedData(digits) })
  expect(facts).toEqual({ generated: false, inputShape: [1, 8, 8], classCount: 10, rows: 0 })
  expect(dataFactsOf({ data: 'opened', openedData: '' }).inputShape).toEqual([2])
})

it('gives the same shape for the same data, else a view that selects it would be drawn for ever', () => {
  const other = formatOpenedData({ ...digits, name: 'other.npz' })
  const choices = { data: 'opened', openedData: formatOpenedData(digits) } as const
  const { inputShape } = dataFactsOf(choices)
  dataFactsOf({ ...choices, openedData: other })
  expect(dataFactsOf({ ...choices }).inputShape).toBe(inputShape)
})
