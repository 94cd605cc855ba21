import { Button } from '@mantine/core'
import type { Choices } from '../../store/choices/choices.ts'
import { setChoices } from '../../store/choices/editing.ts'
import { useStudy } from '../StudyContext.ts'
import { divergedDetail, divergedText, type NamedDivergence, setRateText } from '../texts/divergence.ts'
import classes from './steps.module.css'

interface DivergedNoteProps {
  readonly runs: readonly NamedDivergence[]
  /** A learning rate that suits the data, and the choices that set it; absent where that is not lower. */
  readonly remedy?: { readonly rate: number; readonly patch: Partial<Choices> } | undefined
}

/** Says that training blew up, where, and what to do. */
export function DivergedNote({ runs, remedy }: DivergedNoteProps) {
  const study = useStudy()
  if (runs.length === 0) return null
  return (
    <div className={classes.failure} role="alert">
      {divergedText(runs)}
      <small>{divergedDetail(runs)}</small>
      {remedy && (
        <Button
          className={classes.remedy}
          size="compact-xs"
          variant="default"
          onClick={() => setChoices(study, remedy.patch)}
        >
          {setRateText(remedy.rate)}
        </Button>
      )}
    </div>
  )
}
