import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { EpochRecord } from '../../protocol/training.ts'
import { setChoices } from '../../store/editing.ts'
import { neededEndpoints } from '../../store/keys.ts'
import { type EndpointIndex, openedEndpointOf } from '../../store/requests.ts'
import { runStep } from '../../store/runAll.ts'
import { FlagChoice } from '../controls/FlagChoice.tsx'
import { NumberChoice } from '../controls/NumberChoice.tsx'
import { OptionChoice } from '../controls/OptionChoice.tsx'
import { TrainingChart } from '../pictures/TrainingChart.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { formatPercent } from '../texts/formatting.ts'
import { DivergedNote } from './DivergedNote.tsx'
import { MoreSettings } from './MoreSettings.tsx'
import { OpenedEndpoints } from './OpenedNotes.tsx'
import { StepActions } from './StepActions.tsx'
import { StepCard } from './StepCard.tsx'
import { StepProgress } from './StepProgress.tsx'
import classes from './steps.module.css'

interface StepProps {
  readonly opened: boolean
  readonly onToggle: () => void
}

const names = ['w₁', 'w₂', 'w₃'] as const

/** Histories to draw: of the endpoints in training, else of the finished ones. */
function useRuns(): readonly { readonly label: string; readonly history: readonly EpochRecord[] }[] {
  const live = useStudyState((state) => state.live.endpoints)
  const endpoints = useStudyState(({ results }) => results.endpoints)
  return useMemo(
    () =>
      names.flatMap((label, index) => {
        const history = live[index]?.history ?? endpoints[index]?.history
        return history && history.length > 0 ? [{ label, history }] : []
      }),
    [live, endpoints],
  )
}

function lastAccuracy(history: readonly EpochRecord[]): string {
  const record = history.findLast(({ testAccuracy }) => testAccuracy !== undefined)
  return record?.testAccuracy === undefined ? '…' : formatPercent(record.testAccuracy)
}

/** Test accuracies in a line; three of them leave room for one unit. */
function summarize(accuracies: readonly string[]): string {
  const line = accuracies.join(' · ')
  return accuracies.length < 3 ? `${line} test` : line.replaceAll(' % ·', ' ·')
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
    </>
  )
}

/** Trains both endpoints further. */
function Continue() {
  const study = useStudy()
  const ready = useStudyState(
    ({ results }) => results.endpoints[0] !== undefined && results.endpoints[1] !== undefined,
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
      {more} epochs more
    </Button>
  )
}

/** Test accuracies, as they come. A part of its own: it changes many times a second while the settings beside it stay. */
function EndpointsSummary() {
  const runs = useRuns()
  const isOpened = useStudyState(({ choices }) =>
    neededEndpoints(choices).every((index) => openedEndpointOf(choices, index) !== ''),
  )
  if (isOpened) return 'opened'
  return runs.length === 0 ? 'not trained' : summarize(runs.map(({ history }) => lastAccuracy(history)))
}

/** The training as it goes, and what became of it. */
function EndpointsGlance() {
  const runs = useRuns()
  const endpoints = useStudyState(({ results }) => results.endpoints)
  return (
    <>
      {runs.length > 0 && <TrainingChart runs={runs} label="Training of the endpoints" />}
      <StepProgress run="endpoints" doing="training the endpoints" />
      {endpoints.map((endpoint, index) => (
        <DivergedNote key={names[index]} what={names[index] ?? ''} diverged={endpoint?.diverged} />
      ))}
    </>
  )
}

/** Whether endpoint `index` is needed and trained here. */
function useIsTrained(index: EndpointIndex): boolean {
  return useStudyState(
    ({ choices }) => neededEndpoints(choices).includes(index) && openedEndpointOf(choices, index) === '',
  )
}

/** The modes at the ends of the curve. */
export function EndpointsStep({ opened, onToggle }: StepProps) {
  const study = useStudy()
  const ownRecipe = useStudyState(({ choices }) => choices.ownRecipe2)
  const adam = useStudyState(({ choices }) => choices.optimizer === 'adam')
  const isTrained = [useIsTrained(0), useIsTrained(1), useIsTrained(2)]
  const moreEpochs = useStudyState(({ choices }) => choices.moreEpochs)
  return (
    <StepCard
      title="Endpoints"
      summary={<EndpointsSummary />}
      opened={opened}
      onToggle={onToggle}
      glance={<EndpointsGlance />}
    >
      <OpenedEndpoints />
      {isTrained[0] && <NumberChoice name="seed1" />}
      {isTrained[1] && <NumberChoice name="seed2" />}
      {isTrained[2] && <NumberChoice name="seed3" />}
      <NumberChoice name="epochs" />
      <NumberChoice name="learningRate" />
      <NumberChoice name="weightDecay" />
      <MoreSettings>
        <OptionChoice name="optimizer" as="buttons" />
        {!adam && <NumberChoice name="momentum" />}
        {!adam && <FlagChoice name="nesterov" />}
        <NumberChoice name="batchSize" />
        <OptionChoice name="schedule" />
        <FlagChoice name="ownRecipe2" />
        {ownRecipe && <div className={classes.group}>Recipe of w₂</div>}
        {ownRecipe && <SecondRecipe />}
      </MoreSettings>
      {moreEpochs.length > 0 && (
        <div className={classes.note}>
          Continued for {moreEpochs.join(' + ')} epochs.{' '}
          <Button size="compact-xs" variant="subtle" onClick={() => setChoices(study, { moreEpochs: [] })}>
            Without
          </Button>
        </div>
      )}
      <StepActions
        run="endpoints"
        label="Train the endpoints"
        againLabel={isTrained.includes(true) ? 'Train again' : 'Take again'}
      >
        <Continue />
      </StepActions>
    </StepCard>
  )
}
