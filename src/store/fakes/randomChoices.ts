import { createRandom } from '../../core/random.ts'
import type { ChoiceKind } from '../choices/choiceKinds.ts'
import { type Choices, choiceNames, choiceTable, initialChoices } from '../choices/choices.ts'
import { pageParts } from '../link/pageParts.ts'

type AnyKind = (typeof choiceTable)[keyof typeof choiceTable]['kind']

/** Another value of a kind of choice than `present`, the same for the same seed. */
export function otherValue(kind: AnyKind, present: unknown, seed: number): unknown {
  const random = createRandom(seed, 'samples')
  for (;;) {
    const value = drawValue(kind, random)
    const encode = (kind as ChoiceKind<unknown>).encode
    if (encode(value) !== encode(present)) return value
  }
}

/** Choices that all differ from the initial ones, the same for the same seed. */
export function drawChoices(seed: number): Choices {
  const values = choiceNames.map((name, index) => [
    name,
    otherValue(choiceTable[name].kind, initialChoices[name], seed * 1000 + index),
  ])
  return Object.fromEntries(values) as Choices
}

function drawValue(kind: AnyKind, random: ReturnType<typeof createRandom>): unknown {
  const between = (min: number, max: number) => min + (max - min) * random.next()
  const place = (bend: number) => ({ bend, x: between(-9, 9), y: between(-9, 9) })
  switch (kind.kind) {
    case 'number':
      return kind.integer
        ? kind.min + random.integer(kind.max - kind.min + 1)
        : between(kind.min, Math.min(kind.max, 10))
    case 'option':
      return kind.options[random.integer(kind.options.length)]
    case 'flag':
      return random.integer(2) === 1
    case 'numbers':
      return Array.from(
        { length: random.integer(kind.maxLength + 1) },
        () => kind.min + random.integer(kind.max - kind.min + 1),
      )
    case 'optional-number':
      return random.integer(3) === 0 ? null : between(-100, 100)
    case 'file': {
      const file = `f${random.integer(99)}.pt!${String(random.integer(1e9)).padStart(16, '0')}`
      return kind.holds === 'data' ? `${file}!${1 + random.integer(9)}!${2 + random.integer(9)}` : file
    }
    case 'architecture':
      return `{"input":[2],"layers":[{"type":"linear","out":${2 + random.integer(9)}}]}`
    case 'places':
      return Array.from({ length: random.integer(2) }, () => place(1 + random.integer(8)))
    case 'picks':
      return Array.from({ length: random.integer(4) }, () =>
        random.integer(2) === 0
          ? { on: 'curve', t: random.next() }
          : { on: 'plane', x: between(-9, 9), y: between(-9, 9) },
      )
    case 'parts':
      return pageParts.filter(() => random.integer(4) === 0)
    case 'window':
      return random.integer(3) === 0 ? null : [between(-9, 0), between(1, 9), between(-9, 0), between(1, 9)]
  }
}
