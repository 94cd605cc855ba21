import { Button } from '@mantine/core'
import { setChoices } from '../../store/choices/editing.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { hiddenTexts } from '../texts/hidden.ts'

/** Says that parts of the page are hidden, and brings them back. */
export function HiddenNote() {
  const study = useStudy()
  const isAny = useStudyState(({ choices }) => choices.hide.length > 0)
  if (!isAny) return null
  return (
    <span className="hiddenNote">
      {hiddenTexts.note}
      <Button size="compact-xs" variant="subtle" onClick={() => setChoices(study, { hide: [] })}>
        {hiddenTexts.show}
      </Button>
    </span>
  )
}
