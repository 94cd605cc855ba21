import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { Choices } from '../../../store/choices/choices.ts'
import { setChoices } from '../../../store/choices/editing.ts'
import { budgetOf, epochsBefore } from '../../../store/experiments/raceRuns.ts'
import { selectExperiment } from '../../../store/experiments/selectExperiment.ts'
import controls from '../../controls/controls.module.css'
import { NumberChoice } from '../../controls/NumberChoice.tsx'
import { OptionChoice } from '../../controls/OptionChoice.tsx'
import { useStudy, useStudyState } from '../../StudyContext.ts'
import { raceTexts } from '../../texts/experiments/race.ts'
import { formatCount } from '../../texts/formatting.ts'
import { ExperimentFrame } from '../ExperimentFrame.tsx'
import classes from '../experiments.module.css'
import { RaceBudgets } from './RaceBudgets.tsx'
import { RacePlane } from './RacePlane.tsx'
import { RaceSnapshots } from './RaceSnapshots.tsx'
import { RaceTraces } from './RaceTraces.tsx'

/** Both start at 80 % of a schedule: epoch 160 of 200 in the code. */
const start = { raceStart: 'schedule', raceShare: 0.8 } as const

/** Schedules of the paper's text, and of the commands that its code gives for CIFAR-100. */
const presets = {
  paper: { raceVariant: 'paper', raceAlpha1: 0.05, raceAlpha2: 0.0005, raceCycle: 4, ...start },
  code: { raceVariant: 'code', raceAlpha1: 0.05, raceAlpha2: 0.01, raceCycle: 2, ...start },
} as const satisfies Record<string, Partial<Choices>>

function Presets() {
  const study = useStudy()
  const choices = useStudyState((state) => state.choices)
  return (
    <div className={controls.row}>
      <span className={controls.label}>{raceTexts.preset}</span>
      <div className={classes.presets}>
        {Object.entries(presets).map(([name, preset]) => {
          const isChosen = Object.entries(preset).every(
            ([choice, value]) => choices[choice as keyof Choices] === value,
          )
          return (
            <Button
              key={name}
              size="compact-xs"
              variant="default"
              leftSection={isChosen ? <IconCheck size={12} aria-hidden /> : undefined}
              aria-pressed={isChosen}
              onClick={() => setChoices(study, preset)}
            >
              {raceTexts.presets[name as keyof typeof presets]}
            </Button>
          )
        })}
      </div>
    </div>
  )
}

function Settings() {
  const isBroken = useStudyState(({ choices }) => choices.raceStart === 'schedule')
  return (
    <>
      <Presets />
      <OptionChoice name="raceVariant" />
      <NumberChoice name="raceAlpha1" />
      <NumberChoice name="raceAlpha2" />
      <NumberChoice name="raceCycle" />
      <OptionChoice name="raceStart" />
      <NumberChoice name={isBroken ? 'raceShare' : 'raceEpochs'} key={isBroken ? 'share' : 'epochs'} />
      <NumberChoice name="raceAlpha0" />
      <NumberChoice name="raceCycles" />
      <NumberChoice name="raceRepeats" />
      <NumberChoice name="raceSeed" />
    </>
  )
}

/** Ensembles at equal budgets. */
export function RaceView() {
  const value = useStudyState((state) => selectExperiment(state, 'race').value)
  const budget = useStudyState(({ choices }) => budgetOf(choices))
  const before = useStudyState(({ choices }) => epochsBefore(choices))
  return (
    <ExperimentFrame name="race" settings={<Settings />} folds>
      <p className="quiet">{raceTexts.spent(formatCount(budget), formatCount(before))}</p>
      <RaceTraces traces={value?.traces} />
      <RaceBudgets value={value} />
      <RaceSnapshots chain={value?.chain} />
      {value?.plane && <RacePlane value={value} plane={value.plane} />}
    </ExperimentFrame>
  )
}
