import { ActionIcon, Progress } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { cancelRun, secondsLeft, shareDone, togglePause } from '../../store/jobs.ts'
import type { RunName } from '../../store/state.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { failureText } from '../texts/failures.ts'
import { formatSeconds } from '../texts/formatting.ts'
import classes from './steps.module.css'

/** Bar, time left, pause and cancel of a running step; the reason of one that failed. */
export function StepProgress({ run, doing }: { readonly run: RunName; readonly doing: string }) {
  const study = useStudy()
  const job = useStudyState(({ jobs }) => jobs[run])
  const failure = useStudyState(({ failures }) => failures[run])
  if (job) {
    const left = secondsLeft(job)
    const status = job.paused ? 'paused' : left === undefined ? doing : `${formatSeconds(left)} left`
    return (
      <div className={classes.progress}>
        <Progress value={shareDone(job) * 100} size="sm" aria-label={doing} transitionDuration={100} />
        <div className={classes.progressLine}>
          <span>{status}</span>
          {job.canPause && (
            <ActionIcon
              size="sm"
              onClick={() => void togglePause(study, run)}
              aria-label={job.paused ? `resume ${doing}` : `pause ${doing}`}
            >
              {job.paused ? <IconPlayerPlay size={13} /> : <IconPlayerPause size={13} />}
            </ActionIcon>
          )}
          <ActionIcon size="sm" onClick={() => cancelRun(study, run)} aria-label={`cancel ${doing}`}>
            <IconX size={13} />
          </ActionIcon>
        </div>
      </div>
    )
  }
  if (!failure) return null
  const { remedy, detail } = failureText(failure)
  return (
    <div className={classes.failure} role="alert">
      {remedy}
      <small>{detail}</small>
    </div>
  )
}
