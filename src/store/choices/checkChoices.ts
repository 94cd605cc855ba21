import { pageParts } from '../link/pageParts.ts'
import type { ChoiceKind } from './choiceKinds.ts'
import { type ChoiceName, type Choices, choiceNames, choiceTable } from './choices.ts'

type AnyKind = (typeof choiceTable)[ChoiceName]['kind']

/** A patch whose every value a link could carry. @throws RangeError that names the first which could not, and what is allowed */
export function checkChoices(patch: unknown): Partial<Choices> {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    throw new RangeError(`choices must be an object such as { seed2: 4 }, not ${quote(patch)}`)
  }
  for (const [name, value] of Object.entries(patch)) {
    if (!Object.hasOwn(choiceTable, name)) {
      throw new RangeError(`no such choice: ${name}; there are ${choiceNames.join(', ')}`)
    }
    const { kind } = choiceTable[name as ChoiceName]
    if (!isAllowed(kind as ChoiceKind<unknown>, value)) {
      throw new RangeError(`${name} cannot be ${quote(value)}: ${allowedValues(kind)}`)
    }
  }
  return patch
}

/** Whether a link would carry the value as it is; scripts may pass anything. */
function isAllowed(kind: ChoiceKind<unknown>, value: unknown): boolean {
  if (value === undefined) return false
  try {
    return JSON.stringify(kind.decode(kind.encode(value))) === JSON.stringify(value)
  } catch {
    return false
  }
}

const longestShown = 80

/** A value in a message, cut where it is long. */
function quote(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value))
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text
}

/** What a choice may be, in words. */
function allowedValues(kind: AnyKind): string {
  switch (kind.kind) {
    case 'number':
      return `${kind.integer ? 'a whole number' : 'a number'} from ${kind.min} to ${kind.max}`
    case 'option':
      return `one of ${kind.options.map((option) => `'${option}'`).join(', ')}`
    case 'flag':
      return 'true or false'
    case 'numbers':
      return `a list of at most ${kind.maxLength} whole numbers from ${kind.min} to ${kind.max}`
    case 'optional-number':
      return 'a number or null'
    case 'file':
      return "the name of an opened file, or ''"
    case 'architecture':
      return "an architecture as JSON text, or ''"
    case 'places':
      return `a list of at most ${kind.maxLength} places { bend, x, y }`
    case 'picks':
      return `a list of at most ${kind.maxLength} places { on: 'plane', x, y } or { on: 'curve', t }`
    case 'parts':
      return `a list of ${pageParts.map((part) => `'${part}'`).join(', ')}`
    case 'window':
      return 'null or [x0, x1, y0, y1] with x0 < x1 and y0 < y1'
  }
}
