import { expect, it } from 'vitest'
import { takePageWords } from './pageWords.ts'

it('takes what is said of the page out of a link', () => {
  expect(takePageWords('lesson=bend&seed1=5&notes=1&projector=0')).toEqual({
    words: { lesson: 'bend', notes: true, projector: false },
    study: 'seed1=5',
  })
})

it('leaves a link of a study alone, and drops flags that are none', () => {
  expect(takePageWords('seed1=5&held=1_2_3')).toEqual({ words: {}, study: 'seed1=5&held=1_2_3' })
  expect(takePageWords('projector=yes')).toEqual({ words: {}, study: '' })
})
