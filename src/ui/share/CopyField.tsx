import { Button, Textarea, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { shareTexts } from '../texts/share.ts'
import { copyText } from './copyText.ts'
import classes from './share.module.css'

const shownMs = 4000

interface CopyFieldProps {
  readonly text: string
  readonly rows?: number
  readonly texts: { readonly label: string; readonly copy: string; readonly copied: string }
}

/** Text to be taken along, and a button that copies it and says so. */
export function CopyField({ text, rows, texts }: CopyFieldProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused'>()
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  useEffect(() => {
    if (outcome !== 'copied') return
    const timer = setTimeout(() => setOutcome(undefined), shownMs)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async () => {
    const done = await copyText(text)
    if (!done) field.current?.select()
    setOutcome(done ? 'copied' : 'refused')
  }
  const Field = rows ? Textarea : TextInput
  return (
    <>
      <div className={classes.field}>
        <Field
          ref={field}
          className={classes.text}
          value={text}
          {...(rows && { rows })}
          readOnly
          spellCheck={false}
          onFocus={(event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
            event.currentTarget.select()
          }
          aria-label={texts.label}
        />
        <Button
          variant="default"
          leftSection={outcome === 'copied' ? <IconCheck size={14} /> : <IconCopy size={14} />}
          onClick={() => void copy()}
          aria-label={texts.copy}
        >
          {shareTexts.copy}
        </Button>
      </div>
      <p className={classes.note} role="status">
        {outcome === 'copied' && texts.copied}
        {outcome === 'refused' && shareTexts.notCopied}
      </p>
    </>
  )
}
