import type { Choices } from '../../store/choices/choices.ts'
import { type EndpointIndex, endpointSeedOf, openedEndpointOf } from '../../store/running/requests.ts'

/** Name of a file with the seed that an endpoint was trained from, so that files of several people differ; other names stay. */
export function seededName(name: string, choices: Choices): string {
  const [, number, ending] = /^w([123])(\..+)$/.exec(name) ?? []
  if (number === undefined) return name
  const index = (Number(number) - 1) as EndpointIndex
  return openedEndpointOf(choices, index) === ''
    ? `w${number}-seed-${endpointSeedOf(choices, index)}${ending}`
    : name
}
