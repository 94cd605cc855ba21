import { existsSync } from 'node:fs'
import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { allLessons } from '../../lessons/allLessons.ts'
import { glossary } from '../../lessons/glossary.ts'
import { type LessonStep, lessonNames } from '../../lessons/lesson.ts'
import { parseMarkup } from '../../lessons/markup.ts'
import { choiceNames, choiceTable } from '../../store/choices/choices.ts'
import { experimentNames } from '../../store/experiments/experimentNames.ts'
import { parseLink } from '../../store/link/link.ts'
import { pageParts } from '../../store/link/pageParts.ts'
import { planeKinds } from '../../store/planes/planeKinds.ts'

const steps = allLessons.flatMap(({ name, steps: all }) =>
  all.map((step, index) => ({ place: `${name} ${index + 1}`, step, lesson: all, index })),
)

function textsOf({ text, task, hint, after, source, teacher, check }: LessonStep): string[] {
  const asked =
    check.kind === 'question'
      ? [check.question, ...check.answers.flatMap((one) => [one.text, one.reply])]
      : []
  return [...text, task, hint, ...after, source, teacher, ...asked]
}

const tokens = [
  ...steps.flatMap(({ step }) => textsOf(step)),
  ...allLessons.flatMap(({ end, sentence }) => [...end, sentence]),
].flatMap(parseMarkup)

it('tells every lesson once, in order, of five to eight steps', () => {
  expect(allLessons.map(({ name }) => name)).toEqual(lessonNames)
  for (const { steps: all } of allLessons) {
    expect(all.length).toBeGreaterThanOrEqual(5)
    expect(all.length).toBeLessThanOrEqual(8)
  }
})

it('has formulas that KaTeX reads', () => {
  const formulas = tokens.filter(({ kind }) => kind === 'formula' || kind === 'block')
  expect(formulas.length).toBeGreaterThan(15)
  for (const token of formulas) {
    if (!('text' in token)) continue
    expect(
      () => katex.renderToString(token.text, { throwOnError: true, strict: 'error' }),
      token.text,
    ).not.toThrow()
  }
})

it('points to words that the glossary has', () => {
  for (const token of tokens) if (token.kind === 'term') expect(Object.keys(glossary)).toContain(token.term)
})

describe.each(steps)('$place', ({ step, lesson, index }) => {
  const { stage, check } = step

  it('sets a stage that can be set', () => {
    const { recorded = 'moons', words, alone = '', needs = [], continues, highlight } = stage
    expect(existsSync(new URL(`../../../public/studies/${recorded}.safetensors`, import.meta.url))).toBe(true)
    expect(parseLink(`${words}&${alone}`).problems).toEqual([])
    for (const need of needs) if ('experiment' in need) expect(experimentNames).toContain(need.experiment)
    if (highlight !== undefined) expect(pageParts).toContain(highlight)
    if (continues) expect(lesson[index - 1]).toBeDefined()
  })

  it('leaves in sight what it asks for', () => {
    const { hide, stage: shown } = parseLink(stage.words).choices
    if (check.kind === 'experiment') expect(shown).toBe(check.name)
    if (check.kind === 'bend' || check.kind === 'rival' || check.kind === 'optimised')
      expect(shown).toBe('landscape')
    if (check.kind === 'time') expect(hide).not.toContain('path')
    if (check.kind === 'choice') expect(hide).not.toContain('toolbar')
  })

  it('asks for what there is', () => {
    if (check.kind === 'choice') {
      const row = choiceNames.map((name) => choiceTable[name]).find(({ word }) => word === check.word)
      if (check.value !== undefined) expect(row?.kind.decode(check.value)).toBeDefined()
    }
    if (check.kind === 'experiment') expect(experimentNames).toContain(check.name)
    if (check.kind === 'plane') expect(planeKinds).toContain(check.plane)
    if (check.kind === 'question')
      expect(check.answers.filter(({ isRight }) => isRight).length).toBeLessThanOrEqual(1)
    if (check.kind === 'number')
      expect(textsOf({ ...step, after: [], teacher: '' }).join()).not.toContain(`{{${check.number}}}`)
  })

  it('says where its claims come from, and a word to the teacher', () => {
    for (const text of [step.source, step.teacher, step.hint, step.task])
      expect(text.length).toBeGreaterThan(10)
    expect(step.after.length).toBeGreaterThan(0)
  })
})
