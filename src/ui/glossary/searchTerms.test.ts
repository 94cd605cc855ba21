import { expect, it } from 'vitest'
import { termNames } from '../../lessons/glossary.ts'
import { searchTerms } from './searchTerms.ts'

it('finds terms by their words, then by other words for them, then by their text', () => {
  expect(searchTerms('barr')[0]).toBe('barrier')
  expect(searchTerms('WALL')).toContain('barrier')
  expect(searchTerms('w1')[0]).toBe('endpoint')
  expect(searchTerms('permut')[0]).toBe('alignment')
  expect(searchTerms('parabola')).toEqual(['bezier'])
})

it('shows all of them before anything is typed, and none for what there is not', () => {
  expect(searchTerms('  ')).toBe(termNames)
  expect(searchTerms('xyzzy')).toEqual([])
})
