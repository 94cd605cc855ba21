import { expect, it } from 'vitest'
import { parseLink } from './link.ts'
import { isHidden, pageParts, partsKind } from './pageParts.ts'

it('reads back every part that it writes', () => {
  const kind = partsKind()
  for (const parts of [[], ['toolbar'], [...pageParts]] as const)
    expect(kind.decode(kind.encode(parts))).toEqual(parts)
})

it('takes the parts that it knows and names the others', () => {
  const { choices, problems } = parseLink('hide=steps.data,colours~toolbar')
  expect(choices.hide).toEqual(['steps.data', 'toolbar'])
  expect(problems).toEqual([{ word: 'hide', text: 'colours', taken: 'steps.data~toolbar' }])
})

it('hides a part with what it is a part of, and no neighbour', () => {
  expect(isHidden(['steps'], 'steps.data')).toBe(true)
  expect(isHidden(['steps.data'], 'steps')).toBe(false)
  expect(isHidden(['steps.data'], 'steps.network')).toBe(false)
})
