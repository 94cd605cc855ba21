import { Button } from '@mantine/core'
import type { Choices } from '../../store/choices/choices.ts'
import { setChoices } from '../../store/choices/editing.ts'
import { openedNameOf } from '../../store/dataSets.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { curveTexts, endpointNames, endpointTexts } from '../texts/steps.ts'
import classes from './steps.module.css'

interface OpenedNoteProps {
  readonly what: string
  /** What it is called where a sentence begins; as `what` when absent. */
  readonly title?: string
  readonly file: string
  /** Choices under which it is trained here instead. */
  readonly without: Partial<Choices>
}

function OpenedNote({ what, title = what, file, without }: OpenedNoteProps) {
  const study = useStudy()
  if (file === '') return null
  return (
    <div className={classes.note}>
      {endpointTexts.file(title, openedNameOf(file))}{' '}
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={endpointTexts.trainIt(what)}
        onClick={() => setChoices(study, without)}
      >
        {endpointTexts.trainHere}
      </Button>
    </div>
  )
}

/** Which endpoints come from files. */
export function OpenedEndpoints() {
  const { opened1, opened2, opened3 } = useStudyState(({ choices }) => choices)
  return (
    <>
      <OpenedNote what={endpointNames[0]} file={opened1} without={{ opened1: '', openedCurve: '' }} />
      <OpenedNote what={endpointNames[1]} file={opened2} without={{ opened2: '', openedCurve: '' }} />
      <OpenedNote what={endpointNames[2]} file={opened3} without={{ opened3: '' }} />
    </>
  )
}

/** Whether the curve comes from a file. */
export function OpenedCurve() {
  const { openedCurve } = useStudyState(({ choices }) => choices)
  return (
    <OpenedNote
      what={curveTexts.curve}
      title={curveTexts.title}
      file={openedCurve}
      without={{ openedCurve: '' }}
    />
  )
}
