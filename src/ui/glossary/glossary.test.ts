import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { glossary, termNames } from '../../lessons/glossary.ts'
import { choiceTerms } from '../texts/choiceTerms.ts'

const strict = { strict: 'error', throwOnError: true } as const

describe('the glossary', () => {
  it('has the words of the lab', () => {
    expect(termNames.length).toBeGreaterThanOrEqual(50)
    const words = termNames.map((name) => glossary[name].word)
    expect(new Set(words).size).toBe(words.length)
  })

  it.each(termNames)('%s has formulas that can be typeset, and neighbours that are there', (name) => {
    const { text, formula, see } = glossary[name]
    const inline = [...text.matchAll(/\$([^$]+)\$/g)].map(([, tex = '']) => tex)
    for (const tex of [...inline, ...(formula === undefined ? [] : [formula])])
      expect(() => katex.renderToString(tex, strict)).not.toThrow()
    expect(text.split('$').length % 2).toBe(1)
    expect(see.filter((other) => !(termNames as readonly string[]).includes(other))).toEqual([])
    expect(see).not.toContain(name)
  })
})

it('choices point to terms that have a formula', () => {
  const named = Object.values(choiceTerms).filter((term) => term !== null)
  expect(named.length).toBeGreaterThan(50)
  expect(named.filter((term) => glossary[term].formula === undefined)).toEqual([])
})
