import { expect, it } from 'vitest'
import { parseMarkup } from './markup.ts'

it('takes a text apart', () => {
  expect(
    parseMarkup('A *wall* of {{segment.max}} at $t = 1$ [paper, section 3], [[bend]] or [[bezier|curve]].'),
  ).toEqual([
    { kind: 'text', text: 'A ' },
    { kind: 'emphasis', text: 'wall' },
    { kind: 'text', text: ' of ' },
    { kind: 'number', name: 'segment.max' },
    { kind: 'text', text: ' at ' },
    { kind: 'formula', text: 't = 1' },
    { kind: 'text', text: ' ' },
    { kind: 'source', text: 'paper, section 3' },
    { kind: 'text', text: ', ' },
    { kind: 'term', text: 'bend', term: 'bend' },
    { kind: 'text', text: ' or ' },
    { kind: 'term', text: 'curve', term: 'bezier' },
    { kind: 'text', text: '.' },
  ])
  expect(parseMarkup('$$x^2$$')).toEqual([{ kind: 'block', text: 'x^2' }])
})

it('knows every number that a text names', () => {
  expect(() => parseMarkup('{{segment.maximum}}')).toThrow('segment.maximum')
})
