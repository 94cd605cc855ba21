import { Button } from '@mantine/core'
import type { Choices } from '../../store/choices.ts'
import { openedNameOf } from '../../store/dataSets.ts'
import { setChoices } from '../../store/editing.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import classes from './steps.module.css'

interface OpenedNoteProps {
  readonly what: string
  readonly file: string
  /** Choices under which it is trained here instead. */
  readonly without: Partial<Choices>
}

function OpenedNote({ what, file, without }: OpenedNoteProps) {
  const study = useStudy()
  if (file === '') return null
  return (
    <div className={classes.note}>
      {what}: {openedNameOf(file)}.{' '}
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={`train ${what} here`}
        onClick={() => setChoices(study, without)}
      >
        Train here
      </Button>
    </div>
  )
}

/** Which endpoints come from files. */
export function OpenedEndpoints() {
  const { opened1, opened2, opened3 } = useStudyState(({ choices }) => choices)
  return (
    <>
      <OpenedNote what="w₁" file={opened1} without={{ opened1: '', openedCurve: '' }} />
      <OpenedNote what="w₂" file={opened2} without={{ opened2: '', openedCurve: '' }} />
      <OpenedNote what="w₃" file={opened3} without={{ opened3: '' }} />
    </>
  )
}

/** Whether the curve comes from a file. */
export function OpenedCurve() {
  const { openedCurve } = useStudyState(({ choices }) => choices)
  return <OpenedNote what="the curve" file={openedCurve} without={{ openedCurve: '' }} />
}
