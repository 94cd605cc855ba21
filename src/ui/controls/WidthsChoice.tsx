import { TextInput } from '@mantine/core'
import { useEffect, useId, useState } from 'react'
import { choiceTable } from '../../store/choices/choices.ts'
import { setChoices } from '../../store/choices/editing.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { choiceTexts } from '../texts/choices.ts'
import { type SizesChoiceName, sizesLimitText } from '../texts/limits.ts'
import { noLayersText } from '../texts/page.ts'
import { ChoiceLabel, helpId } from './ChoiceLabel.tsx'
import classes from './controls.module.css'

function parse(text: string, name: SizesChoiceName): readonly number[] | undefined {
  if (/[a-z]/i.test(text)) return undefined
  const words = text.split(/[^0-9.]+/).filter((word) => word !== '')
  return choiceTable[name].kind.decode(words.length === 0 ? 'none' : words.join('-'))
}

/** A list of sizes, typed as `16, 16`. */
export function WidthsChoice({ name }: { readonly name: SizesChoiceName }) {
  const study = useStudy()
  const id = useId()
  const value = useStudyState(({ choices }) => choices[name])
  const written = value.join(', ')
  const [text, setText] = useState(written)
  useEffect(() => setText(written), [written])
  const accepted = parse(text, name)
  const commit = () => {
    if (accepted) setChoices(study, { [name]: accepted })
    else setText(written)
  }
  return (
    <div className={classes.row}>
      <ChoiceLabel name={name} htmlFor={id} />
      <TextInput
        id={id}
        className={classes.text}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
        }}
        placeholder={name === 'widths' || name === 'channels' ? noLayersText : ''}
        error={!accepted}
        aria-label={choiceTexts[name].label}
        aria-describedby={helpId(id)}
      />
      {!accepted && (
        <div className={classes.limit} role="alert">
          {sizesLimitText(name)}
        </div>
      )}
    </div>
  )
}
