import { ActionIcon, Tooltip } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { ErrorBoundary } from '../ErrorBoundary.tsx'
import { exportTexts } from '../texts/exporting.ts'
import { ExportNote } from './ExportNote.tsx'

const ExportDrawer = lazy(async () => ({ default: (await import('./ExportDrawer.tsx')).ExportDrawer }))

/** Opens the list of all files that the study can give. */
export function ExportButton() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Tooltip label={exportTexts.openHelp} disabled={isOpen}>
        <ActionIcon onClick={() => setOpen(true)} aria-label={exportTexts.open} aria-haspopup="dialog">
          <IconDownload size={16} />
        </ActionIcon>
      </Tooltip>
      {isOpen ? (
        <ErrorBoundary what="Exporting">
          <Suspense fallback={null}>
            <ExportDrawer onClose={() => setOpen(false)} />
          </Suspense>
        </ErrorBoundary>
      ) : (
        <ExportNote floating />
      )}
    </>
  )
}
