import { Collapse } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { moreTexts } from '../texts/steps.ts'
import classes from './steps.module.css'

interface MoreSettingsProps {
  readonly children: ReactNode
  /** What the line says while they are hidden, and while they are seen. */
  readonly texts?: { readonly more: string; readonly fewer: string }
  readonly startsOpen?: boolean
}

/** Settings that are seldom changed, behind one line. */
export function MoreSettings({ children, texts = moreTexts, startsOpen = false }: MoreSettingsProps) {
  const [opened, { toggle }] = useDisclosure(startsOpen)
  const id = useId()
  return (
    <>
      <button
        type="button"
        className={classes.more}
        aria-expanded={opened}
        aria-controls={id}
        onClick={toggle}
      >
        <IconChevronRight size={13} aria-hidden />
        {opened ? texts.fewer : texts.more}
      </button>
      <Collapse expanded={opened} id={id}>
        <div className={classes.moreSettings}>{children}</div>
      </Collapse>
    </>
  )
}
