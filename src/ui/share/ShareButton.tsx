import { ActionIcon, Tooltip } from '@mantine/core'
import { IconShare } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { ErrorBoundary } from '../ErrorBoundary.tsx'
import { shareButtonTexts } from '../texts/shareButton.ts'

const ShareDialog = lazy(async () => ({ default: (await import('./ShareDialog.tsx')).ShareDialog }))

/** Opens the ways to share the study. */
export function ShareButton() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Tooltip label={shareButtonTexts.help} disabled={isOpen}>
        <ActionIcon onClick={() => setOpen(true)} aria-label={shareButtonTexts.open} aria-haspopup="dialog">
          <IconShare size={16} />
        </ActionIcon>
      </Tooltip>
      {isOpen && (
        <ErrorBoundary what={shareButtonTexts.part}>
          <Suspense fallback={null}>
            <ShareDialog onClose={() => setOpen(false)} />
          </Suspense>
        </ErrorBoundary>
      )}
    </>
  )
}
