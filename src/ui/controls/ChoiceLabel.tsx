import { Tooltip } from '@mantine/core'
import type { ChoiceName } from '../../store/choices.ts'
import { choiceTexts } from '../texts/choices.ts'
import classes from './controls.module.css'

/** Name of a control; its sentence appears on hover and focus. */
export function ChoiceLabel({ name, htmlFor }: { readonly name: ChoiceName; readonly htmlFor?: string }) {
  const { label, help } = choiceTexts[name]
  return (
    <Tooltip label={help} position="top-start">
      {htmlFor ? (
        <label className={classes.label} htmlFor={htmlFor}>
          {label}
        </label>
      ) : (
        <span className={classes.label}>{label}</span>
      )}
    </Tooltip>
  )
}
