import { SegmentedControl, Select } from '@mantine/core'
import { useId } from 'react'
import type { ChoiceName, Choices } from '../../store/choices/choices.ts'
import { setChoices } from '../../store/choices/editing.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { choiceTexts } from '../texts/choices.ts'
import { optionTexts } from '../texts/options.ts'
import { ChoiceLabel, helpId } from './ChoiceLabel.tsx'
import classes from './controls.module.css'

type OptionName = keyof typeof optionTexts & ChoiceName

/** Choices that share the words of another. */
const sameWords = {
  optimizer2: 'optimizer',
  curveOptimizer: 'optimizer',
  schedule2: 'schedule',
  curveSchedule: 'schedule',
} as const

type AnyOptionName = OptionName | keyof typeof sameWords

interface OptionChoiceProps {
  readonly name: AnyOptionName
  /** A row of buttons for two or three options; a menu otherwise. */
  readonly as?: 'buttons' | 'menu'
  readonly onChoose?: (value: string) => void
  readonly only?: readonly string[]
  /** Values that are possible but not offered otherwise, with their words. */
  readonly others?: Readonly<Record<string, string>>
}

function wordsOf(name: AnyOptionName): Readonly<Record<string, string>> {
  return optionTexts[name in sameWords ? sameWords[name as keyof typeof sameWords] : (name as OptionName)]
}

/** One out of a list. */
export function OptionChoice({ name, as = 'menu', onChoose, only, others }: OptionChoiceProps) {
  const study = useStudy()
  const id = useId()
  const value = useStudyState(({ choices }) => String(choices[name]))
  const data = Object.entries({ ...wordsOf(name), ...others })
    .filter(([key]) => !only || only.includes(key))
    .map(([key, label]) => ({ value: key, label }))
  const choose = (next: string | null) => {
    if (next === null) return
    if (onChoose) onChoose(next)
    else setChoices(study, { [name]: next } as Partial<Choices>)
  }
  return (
    <div className={classes.row}>
      <ChoiceLabel name={name} explains={id} {...(as === 'menu' && { htmlFor: id })} />
      {as === 'menu' ? (
        <Select
          id={id}
          className={classes.select}
          data={data}
          value={value}
          onChange={choose}
          maxDropdownHeight={320}
          aria-label={choiceTexts[name].label}
          aria-describedby={helpId(id)}
        />
      ) : (
        <SegmentedControl
          data={data}
          value={value}
          onChange={choose}
          aria-label={choiceTexts[name].label}
          aria-describedby={helpId(id)}
        />
      )}
    </div>
  )
}
