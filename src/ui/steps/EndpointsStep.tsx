import { Button } from '@mantine/core'
import { setChoices } from '../../store/choices/editing.ts'
import { dataFactsOf } from '../../store/dataSets.ts'
import { neededEndpoints } from '../../store/keys.ts'
import { type EndpointIndex, openedEndpointOf } from '../../store/running/requests.ts'
import { runStep } from '../../store/running/runAll.ts'
import { FlagChoice } from '../controls/FlagChoice.tsx'
import { NumberChoice } from '../controls/NumberChoice.tsx'
import { OptionChoice } from '../controls/OptionChoice.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { endpointTexts, stepTitles } from '../texts/steps.ts'
import { EndpointsGlance, EndpointsSummary } from './EndpointsGlance.tsx'
import { MoreSettings } from './MoreSettings.tsx'
import { OpenedEndpoints } from './OpenedNotes.tsx'
import { SameSeedsNote } from './SameSeedsNote.tsx'
import { StepActions } from './StepActions.tsx'
import { StepCard } from './StepCard.tsx'
import classes from './steps.module.css'

interface StepProps {
  readonly opened: boolean
  readonly onToggle: () => void
}

/** Whether there are images that copies of can be varied. */
function useHasImages(): boolean {
  return useStudyState(({ choices }) => dataFactsOf(choices).inputShape.length === 3)
}

/** Variation of the training images. */
function Variation({ second = false }: { readonly second?: boolean }) {
  const copies = useStudyState(({ choices }) => (second ? choices.augmentCopies2 : choices.augmentCopies))
  if (!useHasImages()) return null
  return (
    <>
      <NumberChoice name={second ? 'augmentCopies2' : 'augmentCopies'} />
      {copies > 0 && <NumberChoice name={second ? 'augmentShift2' : 'augmentShift'} />}
      {copies > 0 && <FlagChoice name={second ? 'augmentFlip2' : 'augmentFlip'} />}
    </>
  )
}

/** The second endpoint's own recipe. */
function SecondRecipe() {
  const adam = useStudyState(({ choices }) => choices.optimizer2 === 'adam')
  return (
    <>
      <OptionChoice name="optimizer2" as="buttons" />
      <NumberChoice name="learningRate2" />
      {!adam && <NumberChoice name="momentum2" />}
      {!adam && <FlagChoice name="nesterov2" />}
      <NumberChoice name="weightDecay2" />
      <NumberChoice name="batchSize2" />
      <NumberChoice name="epochs2" />
      <OptionChoice name="schedule2" />
      <Variation second />
    </>
  )
}

/** Trains both endpoints further. */
function Continue() {
  const study = useStudy()
  const ready = useStudyState(
    ({
      results: {
        endpoints: [first, second],
      },
    }) => [first, second].every((endpoint) => endpoint && !endpoint.diverged),
  )
  const { epochs, moreEpochs } = useStudyState(({ choices }) => choices)
  const running = useStudyState(({ jobs }) => jobs.endpoints !== undefined)
  if (!ready) return null
  const more = Math.max(1, Math.round(epochs / 4))
  const go = () => {
    setChoices(study, { moreEpochs: [...moreEpochs, more] })
    void runStep(study, 'endpoints')
  }
  return (
    <Button variant="default" disabled={running || moreEpochs.length >= 12} onClick={go}>
      {endpointTexts.more(more)}
    </Button>
  )
}

/** Whether endpoint `index` is needed and trained here. */
function useIsTrained(index: EndpointIndex): boolean {
  return useStudyState(
    ({ choices }) => neededEndpoints(choices).includes(index) && openedEndpointOf(choices, index) === '',
  )
}

/** Which endpoints were trained further, and the way back. */
function ContinuedNote() {
  const study = useStudy()
  const moreEpochs = useStudyState(({ choices }) => choices.moreEpochs)
  if (moreEpochs.length === 0) return null
  return (
    <div className={classes.note}>
      {endpointTexts.continued(moreEpochs)}{' '}
      <Button size="compact-xs" variant="subtle" onClick={() => setChoices(study, { moreEpochs: [] })}>
        {endpointTexts.without}
      </Button>
    </div>
  )
}

/** The modes at the ends of the curve. */
export function EndpointsStep({ opened, onToggle }: StepProps) {
  const ownRecipe = useStudyState(({ choices }) => choices.ownRecipe2)
  const adam = useStudyState(({ choices }) => choices.optimizer === 'adam')
  const isTrained = [useIsTrained(0), useIsTrained(1), useIsTrained(2)]
  return (
    <StepCard
      title={stepTitles.endpoints}
      summary={<EndpointsSummary />}
      opened={opened}
      onToggle={onToggle}
      glance={<EndpointsGlance />}
    >
      <OpenedEndpoints />
      {isTrained[0] && <NumberChoice name="seed1" />}
      {isTrained[1] && <NumberChoice name="seed2" />}
      {isTrained[2] && <NumberChoice name="seed3" />}
      <SameSeedsNote />
      <NumberChoice name="epochs" />
      <NumberChoice name="learningRate" />
      <NumberChoice name="weightDecay" />
      <MoreSettings>
        <OptionChoice name="optimizer" as="buttons" />
        {!adam && <NumberChoice name="momentum" />}
        {!adam && <FlagChoice name="nesterov" />}
        <NumberChoice name="batchSize" />
        <OptionChoice name="schedule" />
        <Variation />
        <FlagChoice name="ownRecipe2" />
        {ownRecipe && <div className={classes.group}>{endpointTexts.secondRecipe}</div>}
        {ownRecipe && <SecondRecipe />}
      </MoreSettings>
      <ContinuedNote />
      <StepActions run="endpoints" isTaken={!isTrained.includes(true)}>
        <Continue />
      </StepActions>
    </StepCard>
  )
}
