import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { freshnessOf } from '../../store/keys.ts'
import { repeatStep, runStep } from '../../store/runAll.ts'
import type { RunName } from '../../store/state.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import classes from './steps.module.css'

const words = { fresh: 'fresh', stale: 'out of date', empty: 'not run' } as const

interface StepActionsProps {
  readonly run: RunName
  readonly label: string
  /** What the button says when the result is fresh. */
  readonly againLabel: string
  readonly children?: ReactNode
}

/** The main button of a step and the state of its result. */
export function StepActions({ run, label, againLabel, children }: StepActionsProps) {
  const study = useStudy()
  const state = useStudyState(({ choices, results }) => freshnessOf(choices, results)[run])
  const running = useStudyState(({ jobs }) => jobs[run] !== undefined)
  const fresh = state === 'fresh'
  return (
    <div className={classes.actions}>
      <Button
        variant={fresh ? 'default' : 'filled'}
        disabled={running}
        onClick={() =>
          void (fresh ? repeatStep(study, run, { watch: true }) : runStep(study, run, { watch: true }))
        }
      >
        {fresh ? againLabel : label}
      </Button>
      {children}
      <span className={classes.state} data-state={running ? 'running' : state}>
        {running ? 'running' : words[state]}
      </span>
    </div>
  )
}
