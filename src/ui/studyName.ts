import type { Choices } from '../store/choices/choices.ts'
import { classCountOf, dataFactsOf, openedNameOf } from '../store/dataSets.ts'
import { optionTexts } from './texts/options.ts'
import { studyNameTexts } from './texts/page.ts'

/** Name of the data, of opened data that of their file. */
export function selectDataName(choices: Choices): string {
  return (choices.data === 'opened' && openedNameOf(choices.openedData)) || optionTexts.data[choices.data]
}

/** Name of a study for the header, such as `Two moons · MLP 2-16-16-2`. */
export function selectStudyName(choices: Choices): string {
  const { network, widths, channels, batchNorm, residual } = choices
  const { inputShape } = dataFactsOf(choices)
  const data = selectDataName(choices)
  if (network === 'custom') return `${data} · ${openedNameOf(choices.opened1) || studyNameTexts.ownNetwork}`
  const suffix = `${batchNorm ? ` · ${studyNameTexts.batchNorm}` : ''}${residual ? ` · ${studyNameTexts.residual}` : ''}`
  if (network === 'cnn' && inputShape.length === 3) return `${data} · CNN ${channels.join('-')}${suffix}`
  const sizes = [inputShape.reduce((product, size) => product * size, 1), ...widths, classCountOf(choices)]
  return `${data} · MLP ${sizes.join('-')}${suffix}`
}
