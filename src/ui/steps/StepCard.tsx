import { Collapse } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { followBehind } from '../followBehind.ts'
import { FollowContext } from '../StudyContext.ts'
import classes from './steps.module.css'

interface StepCardProps {
  readonly title: string
  /** Figures of the step at a glance. */
  readonly summary: ReactNode
  readonly opened: boolean
  readonly onToggle: () => void
  /** Seen whether open or not: a picture, progress, a failure. */
  readonly glance?: ReactNode
  readonly children: ReactNode
}

/** One step of the study: a title that opens its settings. */
export function StepCard({ title, summary, opened, onToggle, glance, children }: StepCardProps) {
  const id = useId()
  return (
    <section className={classes.card} data-opened={opened || undefined} aria-label={title}>
      <h2 className={classes.heading}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={opened}
          aria-controls={id}
          onClick={onToggle}
        >
          <span className={classes.title}>{title}</span>
          <span className={classes.summary}>{summary}</span>
          <IconChevronDown className={classes.chevron} size={14} aria-hidden />
        </button>
      </h2>
      <FollowContext value={followBehind}>{glance}</FollowContext>
      <Collapse expanded={opened} id={id}>
        <div className={classes.settings}>{children}</div>
      </Collapse>
    </section>
  )
}
