import { Switch } from '@mantine/core'
import { useId } from 'react'
import type { ChoiceName, Choices, choiceTable } from '../../store/choices/choices.ts'
import { setChoices } from '../../store/choices/editing.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { ChoiceLabel, helpId } from './ChoiceLabel.tsx'
import classes from './controls.module.css'

type FlagName = {
  [Name in ChoiceName]: (typeof choiceTable)[Name]['kind'] extends { readonly kind: 'flag' } ? Name : never
}[ChoiceName]

/** On or off. */
export function FlagChoice({ name }: { readonly name: FlagName }) {
  const study = useStudy()
  const id = useId()
  const checked = useStudyState(({ choices }) => choices[name])
  return (
    <div className={classes.row}>
      <ChoiceLabel name={name} htmlFor={id} />
      <Switch
        id={id}
        checked={checked}
        aria-describedby={helpId(id)}
        onChange={(event) => setChoices(study, { [name]: event.currentTarget.checked } as Partial<Choices>)}
      />
    </div>
  )
}
