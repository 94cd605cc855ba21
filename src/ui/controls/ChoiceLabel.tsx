import { Tooltip } from '@mantine/core'
import type { ChoiceName } from '../../store/choices/choices.ts'
import { choiceTexts } from '../texts/choices.ts'
import classes from './controls.module.css'
import { FormulaButton } from './FormulaButton.tsx'

interface ChoiceLabelProps {
  readonly name: ChoiceName
  /** The control that it names. */
  readonly htmlFor?: string
  /** The control that its sentence explains, where that is no field that a label can name. */
  readonly explains?: string
}

/** Where the sentence of a control stands for those who have the page read out. */
export function helpId(control: string): string {
  return `${control}-help`
}

/** Name of a control; its sentence appears on hover, and is read out with the control. Beside it the way to its formula. */
export function ChoiceLabel({ name, htmlFor, explains = htmlFor }: ChoiceLabelProps) {
  const { label, help } = choiceTexts[name]
  return (
    <span className={classes.named}>
      <Tooltip label={help} position="top-start">
        {htmlFor ? (
          <label className={classes.label} htmlFor={htmlFor}>
            {label}
          </label>
        ) : (
          <span className={classes.label}>{label}</span>
        )}
      </Tooltip>
      {explains && (
        <span id={helpId(explains)} hidden>
          {help}
        </span>
      )}
      <FormulaButton name={name} />
    </span>
  )
}
