import { NumberInput } from '@mantine/core'
import { useEffect, useId, useState } from 'react'
import { type Choices, choiceTable } from '../../store/choices/choices.ts'
import { setChoices } from '../../store/choices/editing.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { choiceTexts } from '../texts/choices.ts'
import { type NumberChoiceName, numberLimitText } from '../texts/limits.ts'
import { ChoiceLabel, helpId } from './ChoiceLabel.tsx'
import classes from './controls.module.css'

/** Steps of the arrows: one for whole numbers, a tenth of the size for others. */
function stepOf(value: number, integer: boolean): number {
  if (integer) return 1
  return value === 0 ? 0.01 : 10 ** Math.floor(Math.log10(Math.abs(value)) - 0.3)
}

interface NumberChoiceProps {
  readonly name: NumberChoiceName
  /** What 0 means, where that is no number: it stands in the empty field. */
  readonly zero?: string
}

/** A number of the study; out of bounds it says what is allowed, and why, and changes nothing. */
export function NumberChoice({ name, zero }: NumberChoiceProps) {
  const study = useStudy()
  const id = useId()
  const value = useStudyState(({ choices }) => choices[name])
  const shown = zero !== undefined && value === 0 ? '' : value
  const [text, setText] = useState<string | number>(shown)
  useEffect(() => setText(shown), [shown])
  const { integer, decode } = choiceTable[name].kind
  const read = (given: string | number) => decode(zero !== undefined && given === '' ? '0' : String(given))
  const accepted = read(text) !== undefined
  const change = (next: string | number) => {
    setText(next)
    const decoded = read(next)
    if (decoded !== undefined) setChoices(study, { [name]: decoded } as Partial<Choices>)
  }
  return (
    <div className={classes.row}>
      <ChoiceLabel name={name} htmlFor={id} />
      <NumberInput
        id={id}
        className={classes.number}
        value={text}
        onChange={change}
        onBlur={() => setText(shown)}
        error={!accepted}
        {...(zero !== undefined && { placeholder: zero })}
        step={stepOf(value, integer)}
        allowDecimal={!integer}
        hideControls
        inputMode="decimal"
        aria-label={choiceTexts[name].label}
        aria-describedby={helpId(id)}
      />
      {!accepted && (
        <div className={classes.limit} role="alert">
          {numberLimitText(name)}
        </div>
      )}
    </div>
  )
}
