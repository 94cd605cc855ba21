import { expect, it } from 'vitest'
import { initialChoices } from '../../store/choices/choices.ts'
import { originSentence } from './footer.ts'

it('tells the seeds of what was trained here', () => {
  expect(originSentence(initialChoices)).toBe('seeds 10, 18, of the curve 10')
  expect(originSentence({ ...initialChoices, plane: 'modes' })).toBe('seeds 10, 18, 11, of the curve 10')
})

it('tells the files of what was opened', () => {
  const opened = { ...initialChoices, opened1: 'a.pt!1', opened2: 'b.pt!2' }
  expect(originSentence(opened)).toBe('w₁ a.pt · w₂ b.pt · curve seed 10')
  expect(originSentence({ ...opened, opened2: '', openedCurve: 'c.pt!3' })).toBe(
    'w₁ a.pt · w₂ seed 18 · curve c.pt',
  )
})
