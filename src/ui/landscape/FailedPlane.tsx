import { Button } from '@mantine/core'
import type { Choices } from '../../store/choices/choices.ts'
import { setChoices } from '../../store/choices/editing.ts'
import { selectFailedStep } from '../../store/running/failedStep.ts'
import { runAll } from '../../store/running/runAll.ts'
import type { Failure, StepRun } from '../../store/state.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { findSameSeeds } from '../steps/sameSeeds.ts'
import { divergedPlaneText, goOnText, waitsForText } from '../texts/divergence.ts'
import { failedPlaneTexts as texts } from '../texts/failedPlane.ts'
import { failureText } from '../texts/failures.ts'
import { endpointNames, stepTitles } from '../texts/steps.ts'
import { showSteps } from '../welcome/showSteps.ts'
import classes from './landscape.module.css'

interface FailedStep {
  readonly run: StepRun
  readonly failure: Failure
}

/** The step whose settings are to be changed: the one that diverged, not those that wait for it. */
function stepToChange({ run, failure: { waitsFor, code } }: FailedStep): StepRun {
  if (waitsFor) return waitsFor.includes('curve') ? 'curve' : 'endpoints'
  if (code === 'identical-endpoints') return 'endpoints'
  return run === 'profile' ? 'curve' : run
}

/** What is wrong, in a title and what follows it. */
function Reason({ run, failure }: FailedStep) {
  const waits = waitsForText(run, failure)
  if (waits !== undefined)
    return <p>{run === 'curve' ? divergedPlaneText : `${waits} ${divergedPlaneText}`}</p>
  const { remedy, detail } = failureText(failure)
  return (
    <p>
      <b>{texts.title(stepTitles[run])}</b>
      {remedy}
      <small>{detail}</small>
    </p>
  )
}

/** Why there is no landscape, or none of what is chosen now: the step that failed, what to do about it, and a button that does it. */
export function FailedPlane({ isStrip = false }: { readonly isStrip?: boolean }) {
  const study = useStudy()
  const run = useStudyState(selectFailedStep)
  const failure = useStudyState(({ failures }) => run && failures[run])
  const choices = useStudyState((state) => state.choices)
  if (!run || !failure) return null
  const same = failure.code === 'identical-endpoints' ? findSameSeeds(choices) : undefined
  const change = stepToChange({ run, failure })
  const other = same?.other
  const runWith = (patch: Partial<Choices> = {}) => {
    setChoices(study, patch)
    void runAll(study, { watch: true, onDiverged: failure.waitsFor !== undefined })
  }
  return (
    <div className={isStrip ? classes.failedStrip : `${classes.empty} ${classes.failed}`}>
      <Reason run={run} failure={failure} />
      <div className={classes.remedies}>
        {failure.waitsFor ? (
          <Button variant="default" onClick={() => runWith()}>
            {goOnText}
          </Button>
        ) : other ? (
          <Button onClick={() => runWith(other.patch)}>
            {texts.otherSeed(endpointNames[same.later], other.seed)}
          </Button>
        ) : (
          <Button onClick={() => runWith()}>{texts.again}</Button>
        )}
        <Button variant="default" onClick={() => showSteps(change)}>
          {texts.show(stepTitles[change])}
        </Button>
      </div>
    </div>
  )
}
