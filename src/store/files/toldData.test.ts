import { expect, it } from 'vitest'
import { initialChoices } from '../choices/choices.ts'
import { findToldData } from './toldData.ts'

it('takes the data that all networks tell of', () => {
  const told = findToldData(['data=digits&seed1=4', 'data=digits&seed2=9'], initialChoices)
  expect(told).toMatchObject({ data: 'digits' })
  expect(Object.keys(told ?? {})).not.toContain('seed1')
})

it.each([
  ['nobody tells of any', []],
  ['they are those of the study', ['seed1=4', 'seed2=9']],
  ['they differ', ['data=digits', 'data=iris']],
  ['they came from a file', ['data=opened&file=d.npz!0123456789abcdef!2!2']],
  ['the link cannot be read', ['data=mountains']],
])('takes none where %s', (_, links) => {
  expect(findToldData(links, initialChoices)).toBeUndefined()
})
