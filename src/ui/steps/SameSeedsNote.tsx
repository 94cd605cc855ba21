import { Button } from '@mantine/core'
import { type Choices, choiceTable } from '../../store/choices.ts'
import { setChoices } from '../../store/editing.ts'
import { endpointKey, neededEndpoints } from '../../store/keys.ts'
import { type EndpointIndex, endpointSeedOf, openedEndpointOf } from '../../store/requests.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { endpointNames, endpointTexts } from '../texts/steps.ts'
import classes from './steps.module.css'

const seedNames = ['seed1', 'seed2', 'seed3'] as const

/** The first two endpoints that come to the same network, the later one last; undefined where all differ. */
function findSame(choices: Choices): readonly [EndpointIndex, EndpointIndex] | undefined {
  const needed = neededEndpoints(choices)
  for (const later of needed) {
    const earlier = needed.find(
      (index) => index < later && endpointKey(choices, index) === endpointKey(choices, later),
    )
    if (earlier !== undefined) return [earlier, later]
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

/** Warns where two endpoints will be the same network, and offers another seed. */
export function SameSeedsNote() {
  const study = useStudy()
  const choices = useStudyState((state) => state.choices)
  const same = findSame(choices)
  if (!same) return null
  const [earlier, later] = same
  const seed = freeSeed(choices, later)
  return (
    <div className={classes.failure} role="alert">
      {endpointTexts.same(endpointNames[earlier], endpointNames[later])}
      {openedEndpointOf(choices, later) === '' && (
        <Button
          className={classes.remedy}
          size="compact-xs"
          variant="default"
          onClick={() => setChoices(study, { [seedNames[later]]: seed })}
        >
          {endpointTexts.otherSeed(endpointNames[later], seed)}
        </Button>
      )}
    </div>
  )
}
