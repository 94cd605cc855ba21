import type { Choices } from '../store/choices.ts'
import { classCountOf, dataSets } from '../store/dataSets.ts'
import { optionTexts } from './texts/options.ts'

/** Name of a study for the header, such as `Two moons · MLP 2-16-16-2`. */
export function selectStudyName(choices: Choices): string {
  const { data, network, widths, channels, batchNorm, residual } = choices
  const { inputShape } = dataSets[data]
  const suffix = `${batchNorm ? ' · batch norm' : ''}${residual ? ' · residual' : ''}`
  if (network === 'cnn' && inputShape.length === 3) {
    return `${optionTexts.data[data]} · CNN ${channels.join('-')}${suffix}`
  }
  const sizes = [inputShape.reduce((product, size) => product * size, 1), ...widths, classCountOf(choices)]
  return `${optionTexts.data[data]} · MLP ${sizes.join('-')}${suffix}`
}
