import { Collapse } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { moreTexts } from '../texts/steps.ts'
import classes from './steps.module.css'

/** Settings that are seldom changed, behind one line. */
export function MoreSettings({ children }: { readonly children: ReactNode }) {
  const [opened, { toggle }] = useDisclosure(false)
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
        {opened ? moreTexts.fewer : moreTexts.more}
      </button>
      <Collapse expanded={opened} id={id}>
        <div className={classes.moreSettings}>{children}</div>
      </Collapse>
    </>
  )
}
