import { expect, it } from 'vitest'
import { createFakeStudy } from '../fakes/createFakeStudy.ts'
import { parseLink } from '../link/link.ts'
import { setChoices } from './editing.ts'
import { settleChoices } from './settleChoices.ts'

function settle(link: string) {
  const { choices, problems } = settleChoices(parseLink(link).choices)
  return { choices, problems: problems.map(({ word, text, taken }) => `${word}=${text} → ${taken}`) }
}

it('names bends that the curve does not have', () => {
  const { choices, problems } = settle('bends=2&bend=5&restarts=1_1_1~3_1_1&held=4_0_2')
  expect(problems).toEqual(['bend=5 → 0', 'restarts=1_1_1~3_1_1 → none', 'held=4_0_2 → none'])
  expect(choices).toMatchObject({ bends: 2, selectedBend: 0, restarts: [], held: [] })
})

it('names a convolutional network of data that are no images', () => {
  expect(settle('data=iris&net=cnn').problems).toEqual(['net=cnn → mlp'])
  expect(settle('data=digits&net=cnn').problems).toEqual([])
})

it('leaves alone what goes together', () => {
  const link = 'bends=3&bend=3&restarts=1_1_1~3_1_1&held=3_0_2'
  expect(settle(link)).toEqual({ choices: parseLink(link).choices, problems: [] })
})

it('lets go of the places of bends that are taken away', () => {
  const { study } = createFakeStudy()
  setChoices(study, { bends: 3, selectedBend: 3, restarts: [{ bend: 3, x: 1, y: 1 }] })
  expect(study.store.getState().choices).toMatchObject({ selectedBend: 3, restarts: [{ bend: 3 }] })
  setChoices(study, { bends: 2 })
  expect(study.store.getState().choices).toMatchObject({ bends: 2, selectedBend: 0, restarts: [] })
})
