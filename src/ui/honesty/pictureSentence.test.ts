import { expect, it } from 'vitest'
import { choiceTable } from '../../store/choices/choices.ts'
import { planeKinds } from '../../store/planes/planeKinds.ts'
import { createStudyStore } from '../../store/state.ts'
import { pictureSentence } from './pictureSentence.ts'

const state = createStudyStore().getState()
const withChoices = (choices: Partial<typeof state.choices>) => ({
  ...state,
  choices: { ...state.choices, ...choices },
})

const { options: momentViews } = choiceTable.momentView.kind
const { options: surfaces } = choiceTable.surface.kind

const pictures = [
  ...planeKinds.map((plane) => [`plane ${plane}`, withChoices({ plane }), 'landscape'] as const),
  ...surfaces
    .filter((surface) => surface !== 'none')
    .map((surface) => [`surface ${surface}`, withChoices({ surface }), 'landscape'] as const),
  ['path', state, 'profile'] as const,
  ...momentViews.map(
    (momentView) => [`moment ${momentView}`, withChoices({ momentView }), 'moment'] as const,
  ),
]

it.each(pictures)('says in one sentence what %s shows and what it does not', (_, seen, picture) => {
  const sentence = pictureSentence(seen, picture)
  expect(sentence).not.toContain('. ')
  expect(sentence).toMatch(/^[A-Z].*; .*\b(not|no|nor)\b.*\.$/)
})

it('has a sentence of its own for every picture', () => {
  const all = pictures.map(([, seen, picture]) => pictureSentence(seen, picture))
  expect(new Set(all).size).toBe(pictures.length)
})

it('tells of flips where data have no boundary to draw', () => {
  const digits = withChoices({ data: 'digits', momentView: 'decision' })
  expect(pictureSentence(digits, 'moment')).toContain('another class than w₁')
})
