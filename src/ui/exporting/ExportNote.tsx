import { Button, CloseButton, Loader } from '@mantine/core'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useStudy } from '../StudyContext.ts'
import { exportNotes, exportTexts } from '../texts/exporting.ts'
import { failureText } from '../texts/failures.ts'
import classes from './exporting.module.css'
import { cancelExport, clearExport, exportStatus } from './exportJobs.ts'

/** How long the word that a file was saved stays. */
const readingMs = 6000

/** What becomes of the file that was asked for; read out as it changes. */
export function ExportNote({ floating = false }: { readonly floating?: boolean }) {
  const study = useStudy()
  const status = useStore(exportStatus(study))
  useEffect(() => {
    if (status.state !== 'done') return
    const timer = setTimeout(() => clearExport(study), readingMs)
    return () => clearTimeout(timer)
  }, [study, status])
  return (
    <output
      className={floating ? `${classes.note} ${classes.floating}` : classes.note}
      data-state={status.state}
    >
      {status.state === 'making' && (
        <>
          <Loader size={14} />
          <span>{exportNotes.making(status.name)}</span>
          <Button variant="subtle" onClick={() => cancelExport(study)}>
            {exportTexts.cancel}
          </Button>
        </>
      )}
      {status.state === 'done' && <span>{exportNotes.done(status.name)}</span>}
      {status.state === 'failed' && (
        <>
          <span>
            {exportNotes.failed(status.name)} {failureText(status.failure).remedy}{' '}
            <span className="quiet">{failureText(status.failure).detail}</span>
          </span>
          <CloseButton size="sm" aria-label={exportTexts.closeNote} onClick={() => clearExport(study)} />
        </>
      )}
    </output>
  )
}
