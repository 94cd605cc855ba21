import { type Choices, choiceNames, choiceTable } from '../choices/choices.ts'
import { dataKey } from '../keys.ts'
import { parseLink } from '../link/link.ts'

/** Choices of the data alone. */
type DataChoices = Partial<Choices>

const dataChoiceNames = choiceNames.filter((name) => choiceTable[name].step === 'data')

function dataChoicesOf(choices: Choices): DataChoices {
  return Object.fromEntries(dataChoiceNames.map((name) => [name, choices[name]]))
}

/**
 * The data that networks of this page say they were trained on, where all that say it say the same, the page can make them, and
 * the present study has others; undefined otherwise. A link that cannot be read says nothing.
 */
export function findToldData(links: readonly string[], present: Choices): DataChoices | undefined {
  const told = links.map(parseLink).filter(({ problems }) => problems.length === 0)
  const [first, ...others] = told.map(({ choices }) => choices)
  if (!first || first.data === 'opened') return undefined
  const key = dataKey(first)
  if (others.some((choices) => dataKey(choices) !== key) || key === dataKey(present)) return undefined
  return dataChoicesOf(first)
}
