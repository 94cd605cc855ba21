import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { freshnessOf } from '../../store/keys.ts'
import { divergedEndpoints } from '../../store/running/divergence.ts'
import { repeatStep, runStep } from '../../store/running/runAll.ts'
import type { StudyState } from '../../store/state.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { actionTexts, stateTexts, takeAgainText } from '../texts/steps.ts'
import classes from './steps.module.css'

type ActionName = keyof typeof actionTexts

interface StepActionsProps {
  readonly run: ActionName
  /** Whether the result is taken from a file and not trained. */
  readonly isTaken?: boolean
  readonly children?: ReactNode
}

function hasDiverged(run: ActionName, { choices, results }: StudyState): boolean {
  if (run === 'landscape') return false
  return run === 'curve'
    ? results.curve?.diverged !== undefined
    : divergedEndpoints(choices, results).length > 0
}

/** The word for a step's result. */
function selectWord(state: StudyState, run: ActionName): keyof typeof stateTexts {
  if (state.opening) return 'opening'
  if (state.jobs[run]) return 'running'
  if (state.givenUp[run]) return 'cancelled'
  const freshness = freshnessOf(state.choices, state.results)[run]
  return freshness === 'fresh' && hasDiverged(run, state) ? 'diverged' : freshness
}

/** The main button of a step and the state of its result. */
export function StepActions({ run, isTaken = false, children }: StepActionsProps) {
  const study = useStudy()
  // What is on its way is not asked for a second time.
  const fresh = useStudyState(
    ({ choices, results, opening }) => opening || freshnessOf(choices, results)[run] === 'fresh',
  )
  const word = useStudyState((state) => selectWord(state, run))
  const { first, again } = actionTexts[run]
  return (
    <div className={classes.actions}>
      <Button
        variant={fresh ? 'default' : 'filled'}
        disabled={word === 'running' || word === 'opening'}
        onClick={() =>
          void (fresh ? repeatStep(study, run, { watch: true }) : runStep(study, run, { watch: true }))
        }
      >
        {!fresh ? first : isTaken ? takeAgainText : again}
      </Button>
      {children}
      <span className={classes.state} data-state={word}>
        {stateTexts[word]}
      </span>
    </div>
  )
}
