import { ActionIcon, Button, Progress, Tooltip } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { giveUp, secondsLeft, shareDone, togglePause } from '../../store/running/jobs.ts'
import { runStep } from '../../store/running/runAll.ts'
import type { Failure, RunName, RunningJob, StudyState } from '../../store/state.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { goOnText, waitsForText } from '../texts/divergence.ts'
import { failureText } from '../texts/failures.ts'
import { formatSeconds } from '../texts/formatting.ts'
import { doingTexts, givenUpText, progressTexts } from '../texts/steps.ts'
import classes from './steps.module.css'

interface RunProps {
  readonly run: RunName
}

function Running({ run, job }: RunProps & { readonly job: RunningJob }) {
  const study = useStudy()
  const doing = doingTexts[run]
  const left = secondsLeft(job)
  const status = job.paused
    ? progressTexts.paused
    : left === undefined
      ? doing
      : progressTexts.left(formatSeconds(left))
  return (
    <div className={classes.progress}>
      <Progress value={shareDone(job) * 100} size="sm" aria-label={doing} transitionDuration={100} />
      <div className={classes.progressLine}>
        <span>{status}</span>
        {job.canPause && (
          <Tooltip label={job.paused ? progressTexts.resumeHelp : progressTexts.pauseHelp}>
            <ActionIcon
              size="sm"
              onClick={() => void togglePause(study, run)}
              aria-label={job.paused ? progressTexts.resume(doing) : progressTexts.pause(doing)}
            >
              {job.paused ? <IconPlayerPlay size={13} /> : <IconPlayerPause size={13} />}
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label={progressTexts.cancelHelp(run)}>
          <ActionIcon size="sm" onClick={() => giveUp(study, run)} aria-label={progressTexts.cancel(doing)}>
            <IconX size={13} />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  )
}

function Failed({ run, failure }: RunProps & { readonly failure: Failure }) {
  const study = useStudy()
  const waits = waitsForText(run, failure)
  if (waits !== undefined && run !== 'experiment') {
    return (
      <div className={classes.waiting} role="status">
        {waits}
        <Button
          className={classes.remedy}
          size="compact-xs"
          variant="default"
          onClick={() => void runStep(study, run, { onDiverged: true })}
        >
          {goOnText}
        </Button>
      </div>
    )
  }
  const { remedy, detail } = failureText(failure)
  return (
    <div className={classes.failure} role="alert">
      {remedy}
      <small>{detail}</small>
    </div>
  )
}

function hasResult(run: RunName, { results }: Pick<StudyState, 'results'>): boolean {
  if (run === 'experiment') return false
  return run === 'endpoints' ? results.endpoints.some(Boolean) : results[run] !== undefined
}

/** Bar, time left, pause and cancel of a running step; the reason of one that failed, and what became of one that was stopped. */
export function StepProgress({ run }: RunProps) {
  const job = useStudyState(({ jobs }) => jobs[run])
  const failure = useStudyState(({ failures }) => failures[run])
  const givenUp = useStudyState((state) => state.givenUp[run])
  const hasEarlier = useStudyState((state) => hasResult(run, state))
  if (job) return <Running run={run} job={job} />
  if (failure) return <Failed run={run} failure={failure} />
  if (!givenUp) return null
  return (
    <div className={classes.waiting} role="status">
      {givenUpText(run, givenUp.share, hasEarlier)}
    </div>
  )
}
