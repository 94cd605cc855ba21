import { Button } from '@mantine/core'
import { useMemo } from 'react'
import { setChoices } from '../../store/editing.ts'
import { selectFrame } from '../../store/watching.ts'
import { FlagChoice } from '../controls/FlagChoice.tsx'
import { NumberChoice } from '../controls/NumberChoice.tsx'
import { OptionChoice } from '../controls/OptionChoice.tsx'
import { TrainingChart } from '../pictures/TrainingChart.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { optionTexts } from '../texts/options.ts'
import { DivergedNote } from './DivergedNote.tsx'
import { MoreSettings } from './MoreSettings.tsx'
import { OpenedCurve } from './OpenedNotes.tsx'
import { StepActions } from './StepActions.tsx'
import { StepCard } from './StepCard.tsx'
import { StepProgress } from './StepProgress.tsx'
import classes from './steps.module.css'

interface StepProps {
  readonly opened: boolean
  readonly onToggle: () => void
}

/** The training as it goes, or as far as the film has come, and what became of it. */
function CurveGlance() {
  const all = useStudyState(({ live, results }) => live.curve?.history ?? results.curve?.history)
  const filmEpoch = useStudyState((state) => selectFrame(state)?.epoch)
  const runs = useMemo(() => {
    const history = all?.filter(({ epoch }) => epoch <= (filmEpoch ?? epoch)) ?? []
    return history.length > 0 ? [{ label: '', history }] : []
  }, [all, filmEpoch])
  const diverged = useStudyState(({ results }) => results.curve?.diverged)
  return (
    <>
      {runs.length > 0 && <TrainingChart runs={runs} label="Training of the curve" />}
      <StepProgress run="curve" doing="training the curve" />
      <DivergedNote what="The curve" diverged={diverged} />
      <StepProgress run="profile" doing="evaluating the path" />
    </>
  )
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
      title="Curve"
      summary={`${optionTexts.curve[curve]}, ${bends} ${bends === 1 ? 'bend' : 'bends'}`}
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
          Optimised from {restarts.length === 1 ? 'a place' : `${restarts.length} places`} chosen by hand.{' '}
          <Button size="compact-xs" variant="subtle" onClick={() => setChoices(study, { restarts: [] })}>
            Without
          </Button>
        </div>
      )}
      <StepActions
        run="curve"
        label="Train the curve"
        againLabel={openedCurve === '' ? 'Train again' : 'Take again'}
      />
    </StepCard>
  )
}
