import { Button } from '@mantine/core'
import { setChoices } from '../../store/choices/editing.ts'
import { budgetOf, epochsBefore } from '../../store/experiments/raceRuns.ts'
import { namesOf } from '../experiments/experimentGroups.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { ensemblesStepTexts } from '../texts/experiments/race.ts'
import { experimentTexts } from '../texts/experiments.ts'
import { formatCount } from '../texts/formatting.ts'
import { StepCard } from './StepCard.tsx'
import classes from './steps.module.css'

interface StepProps {
  readonly opened: boolean
  readonly onToggle: () => void
}

const names = namesOf('ensembles')

/** The settings of the race at a glance, and the ways to the experiments on ensembles. */
export function EnsemblesStep({ opened, onToggle }: StepProps) {
  const study = useStudy()
  const choices = useStudyState((state) => state.choices)
  const before = epochsBefore(choices)
  const { raceCycle, raceAlpha1, raceAlpha2, raceCycles, raceRepeats, stage } = choices
  return (
    <StepCard
      title={ensemblesStepTexts.title}
      summary={ensemblesStepTexts.summary(formatCount(budgetOf(choices)))}
      opened={opened}
      onToggle={onToggle}
    >
      <p className={classes.note}>
        {ensemblesStepTexts.fge([before, budgetOf(choices) - before], raceCycle, [raceAlpha1, raceAlpha2])}
      </p>
      <p className={classes.note}>{ensemblesStepTexts.rest(raceCycles, raceRepeats)}</p>
      {names.map((name) => (
        <Button
          key={name}
          variant={stage === name ? 'light' : 'default'}
          aria-pressed={stage === name}
          onClick={() => setChoices(study, { stage: name })}
        >
          {experimentTexts[name].title}
        </Button>
      ))}
    </StepCard>
  )
}
