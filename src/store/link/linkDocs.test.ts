import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ChoiceKind } from '../choices/choiceKinds.ts'
import { choiceNames, choiceTable } from '../choices/choices.ts'
import { pageParts } from './pageParts.ts'

type AnyKind = (typeof choiceTable)[keyof typeof choiceTable]['kind']

const document = readFileSync(new URL('../../../docs/formats.md', import.meta.url), 'utf8')
const [, section = ''] = document.split('## The link\n')
const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| (`.+) \| [^|]+ \|$/gm)].map(([, row]) => row)

/** The values of a kind of choice, as the document words them. */
function describeValues(kind: AnyKind): string {
  switch (kind.kind) {
    case 'number':
      return `${kind.integer ? 'whole number' : 'number'} from ${kind.min} to ${kind.max}`
    case 'option':
      return kind.options.map((option) => `\`${option}\``).join(', ')
    case 'flag':
      return '`0`, `1`'
    case 'numbers':
      return `up to ${kind.maxLength} whole numbers from ${kind.min} to ${kind.max} joined by \`-\`, or \`none\``
    case 'optional-number':
      return '`auto` or a number'
    case 'file':
      return kind.holds === 'data' ? '`name!hash!shape!classes`, or `none`' : '`name!hash`, or `none`'
    case 'architecture':
      return 'a network as JSON, or `none`'
    case 'places':
      return 'places `bend_x_y` joined by `~`, or `none`'
    case 'picks':
      return 'places `p_x_y` and `c_t` joined by `~`, or `none`'
    case 'parts':
      return 'parts of the page joined by `~`, or `none`'
    case 'window':
      return '`auto` or `x0_x1_y0_y1`'
  }
}

describe('docs/formats.md', () => {
  it('lists every word of a link with its values and its default', () => {
    const expected = choiceNames.map((name) => {
      const { word, kind, initial } = choiceTable[name]
      return `\`${word}\` | ${describeValues(kind)} | \`${(kind as ChoiceKind<unknown>).encode(initial)}\``
    })
    expect(rows).toEqual(expected)
  })

  it('lists every part that a link can hide', () => {
    const [, told = ''] = document.split('## Parts that a link hides\n')
    for (const part of pageParts) expect(told.split('\n## ')[0]).toContain(`\`${part}\``)
  })
})
