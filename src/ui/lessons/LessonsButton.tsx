import { Button, Tooltip } from '@mantine/core'
import { IconSchool } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { ErrorBoundary } from '../ErrorBoundary.tsx'
import { lessonsButtonTexts as texts } from '../texts/lessonsButton.ts'
import classes from './lessonsButton.module.css'

const LessonsDialog = lazy(async () => ({ default: (await import('./LessonsDialog.tsx')).LessonsDialog }))

/** Opens the list of lessons. */
export function LessonsButton() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Tooltip label={texts.help}>
        <Button
          variant="default"
          className={classes.button}
          leftSection={<IconSchool size={14} />}
          aria-label={texts.open}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          {texts.label}
        </Button>
      </Tooltip>
      {isOpen && (
        <ErrorBoundary what={texts.label}>
          <Suspense fallback={null}>
            <LessonsDialog onClose={() => setOpen(false)} />
          </Suspense>
        </ErrorBoundary>
      )}
    </>
  )
}
