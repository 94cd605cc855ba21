import { Drawer, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { TermName } from '../../lessons/glossary.ts'
import { glossaryTexts } from '../texts/glossary.ts'
import { GlossaryEntry } from './GlossaryEntry.tsx'
import classes from './glossary.module.css'
import { searchTerms } from './searchTerms.ts'

interface GlossaryDrawerProps {
  /** The term that it opens at. */
  readonly term: TermName | undefined
  readonly onClose: () => void
}

/** The words of the lab, to be searched and read beside the study. */
export function GlossaryDrawer({ term, onClose }: GlossaryDrawerProps) {
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState(term)
  const [opened, setOpened] = useState<ReadonlySet<TermName>>(new Set(term ? [term] : []))
  const found = searchTerms(typed)
  const toggle = (name: TermName) => {
    const next = new Set(opened)
    if (!next.delete(name)) next.add(name)
    setOpened(next)
    setWanted(undefined)
  }
  const see = (name: TermName) => {
    setTyped('')
    setOpened(new Set(opened).add(name))
    setWanted(name)
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      returnFocus={false}
      position="right"
      size="min(460px, 100%)"
      title={glossaryTexts.title}
      closeButtonProps={{ 'aria-label': glossaryTexts.close }}
    >
      <TextInput
        className={classes.search}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setWanted(undefined)
        }}
        placeholder={glossaryTexts.search}
        aria-label={glossaryTexts.search}
        leftSection={<IconSearch size={14} />}
        size="sm"
        data-autofocus={term === undefined || undefined}
      />
      <p className="quiet" role="status">
        {found.length === 0 ? glossaryTexts.none : glossaryTexts.found(found.length)}
      </p>
      <ul className={classes.terms}>
        {found.map((name) => (
          <GlossaryEntry
            key={name}
            name={name}
            isOpen={opened.has(name)}
            isWanted={name === wanted}
            onToggle={() => toggle(name)}
            onSee={see}
          />
        ))}
      </ul>
    </Drawer>
  )
}
