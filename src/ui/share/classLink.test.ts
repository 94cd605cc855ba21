import { expect, it } from 'vitest'
import { parseLink } from '../../store/link/link.ts'
import { takePageWords } from '../../store/link/pageWords.ts'
import { type ClassLook, classLink, goesWithParent } from './classLink.ts'

const plain: ClassLook = { lesson: '', hide: [], notes: false, projector: false }

it('hides what was ticked, in place of what the study hides, and reads back', () => {
  const look: ClassLook = { ...plain, hide: ['steps.data', 'experiments'], projector: true }
  const link = classLink('seed1=4&hide=moment&numbers=abc', look)
  expect(link).toBe('seed1=4&numbers=abc&hide=steps.data~experiments&projector=1')
  const { words, study } = takePageWords(link)
  expect(words).toEqual({ projector: true })
  expect(parseLink(study.replace('&numbers=abc', ''))).toMatchObject({
    choices: { seed1: 4, hide: ['steps.data', 'experiments'] },
    problems: [],
  })
})

it('names no part beside the one that it goes with', () => {
  const hide = ['header', 'files', 'steps', 'steps.curve', 'path.table'] as const
  expect(classLink('', { ...plain, hide })).toBe('hide=header~steps~path.table')
  expect(goesWithParent(hide, 'undo')).toBe(true)
  expect(goesWithParent(hide, 'path.charts')).toBe(false)
})

it('gives a lesson without the study, and its notes', () => {
  const look: ClassLook = { lesson: 'bend', hide: ['steps'], notes: true, projector: true }
  const link = classLink('seed1=4', look)
  expect(link).toBe('lesson=bend&notes=1&projector=1')
  expect(takePageWords(link).words).toEqual({ lesson: 'bend', notes: true, projector: true })
})

it('is the link of the study where nothing is chosen', () => {
  expect(classLink('seed1=4', plain)).toBe('seed1=4')
  expect(classLink('', { ...plain, notes: true })).toBe('')
})
