import { isImageData } from '../dataSets.ts'
import type { LinkProblem } from '../link/link.ts'
import { type ChoiceName, type Choices, choiceTable, initialChoices } from './choices.ts'

/** Choices that each are possible but say nothing beside the others. */
function findIdle(choices: Choices): ChoiceName[] {
  const { data, network, openedCurve, bends, selectedBend, restarts, held } = choices
  const idle: ChoiceName[] = []
  if (network === 'cnn' && data !== 'opened' && !isImageData(choices)) idle.push('network')
  // How many bends a curve from a file has is known when the file is there.
  if (openedCurve !== '') return idle
  if (selectedBend > bends) idle.push('selectedBend')
  if (restarts.some(({ bend }) => bend > bends)) idle.push('restarts')
  if (held.some(({ bend }) => bend > bends)) idle.push('held')
  return idle
}

/** Choices of a link without those that do not go with the others, such as a fifth bend of two; each is named. */
export function settleChoices(choices: Choices): {
  readonly choices: Choices
  readonly problems: readonly LinkProblem[]
} {
  const idle = findIdle(choices)
  const write = (name: ChoiceName, from: Choices) =>
    (choiceTable[name].kind.encode as (value: unknown) => string)(from[name])
  return {
    choices: { ...choices, ...Object.fromEntries(idle.map((name) => [name, initialChoices[name]])) },
    problems: idle.map((name) => ({
      word: choiceTable[name].word,
      text: write(name, choices).slice(0, 40),
      taken: write(name, initialChoices),
    })),
  }
}
