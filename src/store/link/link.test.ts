import { expect, it } from 'vitest'
import { choiceNames, choiceTable, initialChoices } from '../choices/choices.ts'
import { drawChoices } from '../fakes/randomChoices.ts'
import { formatLink, parseLink } from './link.ts'

const numbers = { backend: 'tf-cpu', hash: '0123456789abcdef', samples: [0.25, 1e-9, Number.NaN, 3] } as const

it('brings back all choices, whatever they are', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const choices = drawChoices(seed)
    const link = formatLink(choices)
    expect(parseLink(link)).toEqual({ choices, problems: [], fingerprint: undefined })
    expect(parseLink(`${link}&`).choices).toEqual(choices)
  }
})

it('is empty for the reference study and gives every choice a word of its own', () => {
  expect(formatLink(initialChoices)).toBe('')
  expect(parseLink('')).toEqual({ choices: initialChoices, problems: [], fingerprint: undefined })
  const words = choiceNames.map((name) => choiceTable[name].word)
  expect(new Set(words).size).toBe(choiceNames.length)
  expect(words).not.toContain('numbers')
})

it('carries the numbers', () => {
  const link = formatLink({ ...initialChoices, seed1: 7 }, numbers)
  expect(link).toContain('seed1=7')
  expect(parseLink(link)).toEqual({
    choices: { ...initialChoices, seed1: 7 },
    problems: [],
    fingerprint: numbers,
  })
})

it('names what it cannot read and says what stands in its place', () => {
  const { choices, problems, fingerprint } = parseLink(
    'seed1=3&epochs=many&colour=red&numbers=x&act=tanh&n=5',
  )
  expect(choices).toEqual({ ...initialChoices, seed1: 3, activation: 'tanh' })
  expect(problems).toEqual([
    { word: 'epochs', text: 'many', taken: '200' },
    { word: 'colour', text: 'red', taken: '' },
    { word: 'numbers', text: 'x', taken: '' },
    { word: 'n', text: '5', taken: '1000' },
  ])
  expect(fingerprint).toBeUndefined()
})

it('takes the last readable value and names an unreadable one', () => {
  const { choices, problems } = parseLink('seed1=4&seed1=x')
  expect(choices.seed1).toBe(4)
  expect(problems).toEqual([{ word: 'seed1', text: 'x', taken: '4' }])
})

it.each(['%E0%A4%A', '&&&=&', '__proto__=1', 'constructor=1&toString=2', '=', '\u0000'])(
  'never throws: %j',
  (text) => {
    expect(parseLink(text).choices).toEqual(initialChoices)
  },
)

it('shortens what it quotes', () => {
  const { problems } = parseLink(`${'w'.repeat(99)}=1&seed1=${'9'.repeat(99)}`)
  expect(problems.map(({ word, text }) => [word.length, text.length])).toEqual([
    [40, 1],
    [5, 40],
  ])
})
