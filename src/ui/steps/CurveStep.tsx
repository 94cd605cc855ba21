import { Button } from '@mantine/core'
import { setChoices } from '../../store/choices/editing.ts'
import { FlagChoice } from '../controls/FlagChoice.tsx'
import { NumberChoice } from '../controls/NumberChoice.tsx'
import { OptionChoice } from '../controls/OptionChoice.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { optionTexts } from '../texts/options.ts'
import { curveTexts, endpointTexts, stepTitles } from '../texts/steps.ts'
import { CurveGlance } from './CurveGlance.tsx'
import { MoreSettings } from './MoreSettings.tsx'
import { OpenedCurve } from './OpenedNotes.tsx'
import { StepActions } from './StepActions.tsx'
import { StepCard } from './StepCard.tsx'
import classes from './steps.module.css'

interface StepProps {
  readonly opened: boolean
  readonly onToggle: () => void
}

/** The curve between the endpoints. */
export function CurveStep({ opened, onToggle }: StepProps) {
  const study = useStudy()
  const curve = useStudyState(({ choices }) => choices.curve)
  const bends = useStudyState(({ choices }) => choices.bends)
  const restarts = useStudyState(({ choices }) => choices.restarts)
  const openedCurve = useStudyState(({ choices }) => choices.openedCurve)
  const adam = useStudyState(({ choices }) => choices.curveOptimizer === 'adam')
  return (
    <StepCard
      title={stepTitles.curve}
      summary={`${optionTexts.curve[curve]}, ${curveTexts.bends(bends)}`}
      opened={opened}
      onToggle={onToggle}
      glance={<CurveGlance />}
    >
      <OptionChoice name="curve" as="buttons" />
      <OpenedCurve />
      {openedCurve === '' && <NumberChoice name="bends" />}
      <NumberChoice name="curveEpochs" />
      <NumberChoice name="curveLearningRate" />
      <NumberChoice name="curveWeightDecay" />
      <MoreSettings>
        <OptionChoice name="curveOptimizer" as="buttons" />
        {!adam && <NumberChoice name="curveMomentum" />}
        {!adam && <FlagChoice name="curveNesterov" />}
        <NumberChoice name="curveBatchSize" />
        <OptionChoice name="curveSchedule" />
        <NumberChoice name="curveSeed" />
        <FlagChoice name="freeEndpoints" />
        <NumberChoice name="points" />
      </MoreSettings>
      {restarts.length > 0 && (
        <div className={classes.note}>
          {curveTexts.restarts(restarts.length)}{' '}
          <Button size="compact-xs" variant="subtle" onClick={() => setChoices(study, { restarts: [] })}>
            {endpointTexts.without}
          </Button>
        </div>
      )}
      <StepActions run="curve" isTaken={openedCurve !== ''} />
    </StepCard>
  )
}
