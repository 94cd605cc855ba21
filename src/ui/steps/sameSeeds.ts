import { type Choices, choiceTable } from '../../store/choices/choices.ts'
import { endpointKey, neededEndpoints } from '../../store/keys.ts'
import { type EndpointIndex, endpointSeedOf, openedEndpointOf } from '../../store/running/requests.ts'

const seedNames = ['seed1', 'seed2', 'seed3'] as const

/** Two endpoints that come to the same network, and what would make another of the later one. */
export interface SameSeeds {
  readonly earlier: EndpointIndex
  readonly later: EndpointIndex
  /** Absent where the later one comes from a file. */
  readonly other?: { readonly seed: number; readonly patch: Partial<Choices> }
}

/** The first two endpoints that come to the same network; undefined where all differ. */
export function findSameSeeds(choices: Choices): SameSeeds | undefined {
  const needed = neededEndpoints(choices)
  for (const later of needed) {
    const earlier = needed.find(
      (index) => index < later && endpointKey(choices, index) === endpointKey(choices, later),
    )
    if (earlier === undefined) continue
    if (openedEndpointOf(choices, later) !== '') return { earlier, later }
    const seed = freeSeed(choices, later)
    return { earlier, later, other: { seed, patch: { [seedNames[later]]: seed } } }
  }
  return undefined
}

/** The next seed that none of the endpoints has. */
function freeSeed(choices: Choices, index: EndpointIndex): number {
  const taken = neededEndpoints(choices).map((other) => endpointSeedOf(choices, other))
  const { max } = choiceTable[seedNames[index]].kind
  let seed = endpointSeedOf(choices, index)
  while (taken.includes(seed)) seed = seed >= max ? 0 : seed + 1
  return seed
}
