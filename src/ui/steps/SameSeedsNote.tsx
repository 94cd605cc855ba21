import { Button } from '@mantine/core'
import { setChoices } from '../../store/choices/editing.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { endpointNames, endpointTexts } from '../texts/steps.ts'
import { findSameSeeds } from './sameSeeds.ts'
import classes from './steps.module.css'

/** Warns where two endpoints will be the same network, and offers another seed. */
export function SameSeedsNote() {
  const study = useStudy()
  const choices = useStudyState((state) => state.choices)
  const same = findSameSeeds(choices)
  if (!same) return null
  const { earlier, later, other } = same
  return (
    <div className={classes.failure} role="alert">
      {endpointTexts.same(endpointNames[earlier], endpointNames[later])}
      {other && (
        <Button
          className={classes.remedy}
          size="compact-xs"
          variant="default"
          onClick={() => setChoices(study, other.patch)}
        >
          {endpointTexts.otherSeed(endpointNames[later], other.seed)}
        </Button>
      )}
    </div>
  )
}
