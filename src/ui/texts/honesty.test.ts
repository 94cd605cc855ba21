import { expect, it } from 'vitest'
import { distanceSentence, recordedSentence, samplesSentence, statisticsSentence } from './honesty.ts'

it('names the rows that were used, and the split that was not', () => {
  const test = { split: 'test', used: 300, of: 300 } as const
  const train = { split: 'train', used: 700, of: 700 } as const
  expect(samplesSentence([train, test])).toBe('all 700 of train, all 300 of test')
  expect(samplesSentence([test])).toBe('all 300 of test; none of train')
  expect(samplesSentence([{ ...train, used: 50, only: 'curvature' }, train])).toBe(
    '50 of the 700 of train for the eigenvalues, all 700 of train; none of test',
  )
})

it('says what is not as the mode of batch norm has it', () => {
  expect(statisticsSentence({ mode: 'none' })).toBe('the network has none')
  expect(statisticsSentence({ mode: 'recomputed', but: 'race' })).toContain('of its own training')
  expect(statisticsSentence({ mode: 'stored', but: 'average' })).toContain('weight average recomputed')
})

it('names bends by their curve and snapshots by their order', () => {
  const bend = { point: 'bend', number: 1, distance: 2 } as const
  expect(distanceSentence([{ ...bend, curve: 101 }], 'manyCurves')).toContain('bend 1 of seed 101 2')
  expect(distanceSentence([{ ...bend, curve: 2 }], 'threeModes')).toContain('bend 1 of w₃ – w₁ 2')
  const run = [0, 1].map((number) => ({ point: 'snapshot', number, distance: 1 + number }) as const)
  expect(distanceSentence(run, 'race')).toMatch(/^snapshot 1 2\S*, start 1/)
})

it('claims no recorded numbers for a picture that has none', () => {
  expect(recordedSentence('elsewhere')).toMatch(/^none of this picture/)
})
