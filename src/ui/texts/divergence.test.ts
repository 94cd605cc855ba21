import { expect, it } from 'vitest'
import { divergedDetail, divergedText, waitsForText } from './divergence.ts'

const early = { name: 'w₁', diverged: { epoch: 1, step: 5, learningRate: 1000 } }
const later = { name: 'w₂', diverged: { epoch: 2, step: 1, learningRate: 1000 } }

it('tells of several trainings at once', () => {
  expect(divergedText([early, later])).toMatch(
    /^w₁ diverged: the loss became NaN in epoch 1\. So did w₂ in epoch 2\. Training stopped/,
  )
  expect(divergedDetail([early, later])).toBe('w₁ in step 5, w₂ in step 1, learning rate 1000')
  expect(divergedDetail([early])).toBe('step 5, learning rate 1000')
  expect(divergedText([{ ...early, name: 'the curve' }])).toMatch(/^The curve diverged/)
})

const waiting = (...waitsFor: readonly string[]) => ({ code: 'diverged', message: '', waitsFor }) as const

it('says what a step waits for', () => {
  expect(waitsForText('curve', waiting('w1', 'w2'))).toBe(
    'Not trained: w₁ and w₂ diverged, so there are no two modes to join.',
  )
  expect(waitsForText('landscape', waiting('w1', 'w2', 'w3'))).toBe('Not drawn: w₁, w₂ and w₃ diverged.')
  expect(waitsForText('landscape', waiting('curve'))).toBe('Not drawn: the curve diverged.')
  expect(waitsForText('curve', { code: 'diverged', message: 'diverged before: w1' })).toBeUndefined()
})
