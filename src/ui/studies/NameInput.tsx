import { TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { studyListTexts } from '../texts/studies.ts'
import classes from './studies.module.css'

interface NameInputProps {
  readonly name: string
  /** Told once: the new name, or undefined where it stays as it was. */
  readonly onDone: (name: string | undefined) => void
}

/** A name being changed: Enter or leaving it takes it over, Escape leaves it as it was. */
export function NameInput({ name, onDone }: NameInputProps) {
  const [text, setText] = useState(name)
  const isDone = useRef(false)
  const finish = (changed: string | undefined) => {
    if (isDone.current) return
    isDone.current = true
    onDone(changed === name ? undefined : changed)
  }
  return (
    <TextInput
      className={classes.nameInput ?? ''}
      aria-label={studyListTexts.name}
      value={text}
      maxLength={120}
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => finish(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(text)
        if (event.key !== 'Escape') return
        // The dialog around it stays open.
        event.stopPropagation()
        event.nativeEvent.stopImmediatePropagation()
        finish(undefined)
      }}
    />
  )
}
