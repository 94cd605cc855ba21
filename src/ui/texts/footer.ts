import type { Choices } from '../../store/choices/choices.ts'
import { openedNameOf } from '../../store/dataSets.ts'
import { neededEndpoints } from '../../store/keys.ts'
import { endpointSeedOf, openedEndpointOf } from '../../store/running/requests.ts'
import { endpointNames } from './steps.ts'

/** Words of the line at the foot of the page. */
export const footerTexts = {
  opening: 'Opening',
  running: 'Running',
  fresh: 'All fresh',
  stale: 'Out of date',
  failed: (step: string) => `Out of date: ${step} failed`,
  runAll: 'Run all',
  trainHere: 'Train it here',
  runAgain: 'Run all again',
  cancel: 'Cancel',
} as const

/** Where the networks come from: their seeds, or the files that they were opened from. */
export function originSentence(choices: Choices): string {
  const needed = neededEndpoints(choices)
  const opened = needed.map((index) => openedNameOf(openedEndpointOf(choices, index)))
  const curve = openedNameOf(choices.openedCurve)
  const seeds = needed.map((index) => endpointSeedOf(choices, index))
  if (curve === '' && opened.every((name) => name === '')) {
    return `seeds ${seeds.join(', ')}, of the curve ${choices.curveSeed}`
  }
  const ends = needed.map((index, i) => `${endpointNames[index]} ${opened[i] || `seed ${seeds[i]}`}`)
  return [...ends, `curve ${curve || `seed ${choices.curveSeed}`}`].join(' · ')
}
